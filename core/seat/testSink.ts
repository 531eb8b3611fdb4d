import type { ErrorCode } from '../../domain/contract'
import type { FeedSink } from '../channel/handlers'

/** A client that takes everything and keeps it. */
export interface TestSink<E> extends FeedSink<E> {
  readonly events: E[]
  readonly ended: ErrorCode[]
}

export function createTestSink<E>(): TestSink<E> {
  const events: E[] = []
  const ended: ErrorCode[] = []
  return {
    events,
    ended,
    hasCredit: true,
    push: (event) => void events.push(event),
    onCredit: () => undefined,
    end: (code) => void ended.push(code),
  }
}
