import type { PostReply } from './MessageIntake'

/** Messages that may wait for their storing before no more are taken from the broker. */
const mostHeld = 20_000
/** PUBACK with nothing but the id: the same four bytes in MQTT 3.1.1 and 5 (success). */
const pubackBytes = 4

export interface HeldAcksSetup {
  /** As of `SiteSink.whenStored`. */
  whenStored(done: (error?: Error) => void): void
  /** Writes PUBACKs to the link they belong to. */
  write(pubacks: Buffer): void
  reply(reply: PostReply): void
  /** Storing failed: nothing of the batch is acknowledged, the broker must send it again. */
  onFailure(error: Error): void
}

/**
 * Acknowledgements of one link, held until what they acknowledge is on disk.
 *
 * One message at a time would mean one sync of the disk each. Here all that came in one turn of the event loop waits together, and leaves as one write; the next
 * turn's batch does not wait for this one.
 */
export class HeldAcks {
  #ids: number[] = []
  #replies: PostReply[] = []
  #held = 0
  #isScheduled = false
  #waiting: (() => void)[] = []

  constructor(private readonly setup: HeldAcksSetup) {}

  hold(messageId: number, reply: PostReply | undefined): void {
    this.#ids.push(messageId)
    this.#held += 1
    if (reply) this.#replies.push(reply)
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#store())
  }

  /** Goes on at once, or when there is room again: the broker waits meanwhile. */
  whenRoom(goOn: () => void): void {
    if (this.#held < mostHeld) goOn()
    else this.#waiting.push(goOn)
  }

  #store(): void {
    const ids = this.#ids
    const replies = this.#replies
    this.#ids = []
    this.#replies = []
    this.#isScheduled = false
    this.setup.whenStored((error) => {
      this.#held -= ids.length
      if (error) this.setup.onFailure(error)
      else this.#release(ids, replies)
      const waiting = this.#waiting
      this.#waiting = []
      for (const goOn of waiting) this.whenRoom(goOn)
    })
  }

  #release(ids: readonly number[], replies: readonly PostReply[]): void {
    const pubacks = Buffer.allocUnsafe(ids.length * pubackBytes)
    for (const [at, id] of ids.entries()) writePuback(pubacks, at * pubackBytes, id)
    this.setup.write(pubacks)
    for (const reply of replies) this.setup.reply(reply)
  }
}

function writePuback(buffer: Buffer, at: number, id: number): void {
  buffer[at] = 0x40
  buffer[at + 1] = 2
  buffer[at + 2] = id >> 8
  buffer[at + 3] = id & 0xff
}

export function puback(id: number): Buffer {
  const buffer = Buffer.allocUnsafe(pubackBytes)
  writePuback(buffer, 0, id)
  return buffer
}
