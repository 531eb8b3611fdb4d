import type { ErrorCode } from '../../domain/contract'
import type { FeedSink } from './handlers'

/** An exact feed ends when its client lags by more than this: a new snapshot is cheaper than the queue. */
export const queueLimit = 5_000

/** Receiver of one feed's events and its end. */
export interface FeedReceiver {
  event(event: unknown): void
  ended(code: ErrorCode, message: string): void
}

/** One running feed: sends while there is credit, and otherwise queues (exact) or keeps the last (latest). */
export class FeedOutlet implements FeedSink<unknown> {
  #credit: number
  #queue: unknown[] = []
  #creditListeners: (() => void)[] = []
  #isEnded = false

  constructor(
    private readonly delivery: 'exact' | 'latest',
    credit: number,
    private readonly receiver: FeedReceiver,
  ) {
    this.#credit = credit
  }

  get hasCredit() {
    return this.#credit > 0 && !this.#isEnded
  }

  push(event: unknown) {
    if (this.#isEnded) return
    if (this.#credit > 0) {
      this.#credit -= 1
      return this.receiver.event(event)
    }
    if (this.delivery === 'latest') this.#queue.length = 0
    this.#queue.push(event)
    if (this.#queue.length > queueLimit)
      this.end('tooManyRequests', `more than ${queueLimit} events wait for the client`)
  }

  onCredit(listener: () => void) {
    this.#creditListeners.push(listener)
  }

  end(code: ErrorCode, message: string) {
    if (this.#isEnded) return
    this.close()
    this.receiver.ended(code, message)
  }

  /** The client granted more. */
  grant(more: number) {
    if (this.#isEnded) return
    this.#credit += more
    const leaving = this.#queue.splice(0, this.#credit)
    this.#credit -= leaving.length
    for (const event of leaving) this.receiver.event(event)
    for (const listener of this.#creditListeners) if (this.hasCredit) listener()
  }

  /** Ends without telling: the client asked for it or is gone. */
  close() {
    this.#isEnded = true
    this.#queue.length = 0
    this.#creditListeners.length = 0
  }
}
