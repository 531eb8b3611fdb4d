/** PINGREQ, the same two bytes in MQTT 3.1.1 and 5. */
const ping = Buffer.of(0xc0, 0)
/** What came waits this long for something of ours to go out with, ms. */
const restMs = 5
/** Pings without an answer at most: a broker that is behind gets no more. */
const mostUnanswered = 16
/** After that long without an answer there may be none any more, ms. */
const patienceMs = 1_000

export interface AckNudgeSetup {
  send(bytes: Buffer): void
  /** Of the steady clock, ms. */
  now(): number
  /** Runs something later; returns how to call it off. */
  after(delayMs: number, run: () => void): () => void
}

/**
 * Sends a ping soon after messages came, unless something else went out meanwhile.
 *
 * Systems keep TCP's acknowledgement back for 40 ms (Windows: 200) where there is nothing to send it with, and a broker with Nagle's algorithm on, as Mosquitto has it unless it is told
 * `set_tcp_nodelay`, sends nothing small before it has come. At 1,000 messages a second every alarm then stands 20 ms in the broker's socket, half of all its way.
 * 5 ms leave enough messages together that reading one by one does not cost.
 */
export class AckNudge {
  #stopTimer: (() => void) | undefined
  #unanswered = 0
  #sentAtMs = 0
  /** When the ping that is measured left: one that no other waits before. */
  #measuredFromMs: number | undefined

  constructor(private readonly setup: AckNudgeSetup) {}

  /** Messages came. */
  heard(): void {
    this.#stopTimer ??= this.setup.after(restMs, () => {
      this.#stopTimer = undefined
      if (this.#unanswered >= mostUnanswered && this.setup.now() - this.#sentAtMs < patienceMs) return
      if (this.#unanswered >= mostUnanswered) this.#unanswered = 0
      this.setup.send(ping)
      this.pinged()
    })
  }

  /** Something went out, and the acknowledgement with it. */
  sent(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
  }

  /** A ping left, this one's or the client's own. */
  pinged(): void {
    this.#sentAtMs = this.setup.now()
    if (this.#unanswered === 0) this.#measuredFromMs = this.#sentAtMs
    this.#unanswered += 1
  }

  /** @returns how long the answer took, ms, where that is known */
  answered(): number | undefined {
    this.#unanswered = Math.max(0, this.#unanswered - 1)
    const fromMs = this.#measuredFromMs
    this.#measuredFromMs = undefined
    return fromMs === undefined ? undefined : this.setup.now() - fromMs
  }
}
