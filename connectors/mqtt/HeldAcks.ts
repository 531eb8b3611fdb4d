import type { PostReply } from './MessageIntake'

/** Messages that may wait for their storing before no more are taken. */
const mostHeld = 20_000

export interface HeldAcksSetup<Ack> {
  /** As of `SiteSink.whenStored`. */
  whenStored(done: (error?: Error) => void): void
  /** Acknowledges what is stored now, and answers those who asked. */
  release(acks: readonly Ack[], replies: readonly PostReply[]): void
  /** Storing failed: nothing of the batch is acknowledged, it must come again. */
  onFailure(error: Error, acks: readonly Ack[]): void
}

/**
 * Acknowledgements held until what they acknowledge is on disk.
 *
 * One message at a time would mean one sync of the disk each. Here all that came in one turn of the event loop waits together and leaves together; the next
 * turn's batch does not wait for this one.
 *
 * @typeParam Ack what stands for one message: its packet id, or how to let it go
 */
export class HeldAcks<Ack> {
  #acks: Ack[] = []
  #replies: PostReply[] = []
  #held = 0
  #isScheduled = false
  #waiting: (() => void)[] = []

  constructor(private readonly setup: HeldAcksSetup<Ack>) {}

  hold(ack: Ack, reply: PostReply | undefined): void {
    this.#acks.push(ack)
    this.#held += 1
    if (reply) this.#replies.push(reply)
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#store())
  }

  /** Goes on at once, or when there is room again: the sender waits meanwhile. */
  whenRoom(goOn: () => void): void {
    if (this.#held < mostHeld) goOn()
    else this.#waiting.push(goOn)
  }

  #store(): void {
    const acks = this.#acks
    const replies = this.#replies
    this.#acks = []
    this.#replies = []
    this.#isScheduled = false
    this.setup.whenStored((error) => {
      this.#held -= acks.length
      if (error) this.setup.onFailure(error, acks)
      else this.setup.release(acks, replies)
      const waiting = this.#waiting
      this.#waiting = []
      for (const goOn of waiting) this.whenRoom(goOn)
    })
  }
}
