import type {
  CallName,
  CheckedFilter,
  CheckedParams,
  ErrorCode,
  FeedEvent,
  FeedName,
  Result,
} from '../../domain/contract'
import type { SessionHolder } from './SessionHolder'

/** Who asks. */
export interface CallContext {
  readonly session: SessionHolder
}

/** Where a feed's source puts its events. */
export interface FeedSink<E> {
  /**
   * Whether the client takes another event now. A source of deltas with `latest` delivery gathers while this is false, and pushes what it gathered when
   * `onCredit` calls.
   */
  readonly hasCredit: boolean
  /**
   * Sends, or keeps for later: an exact feed queues; a latest feed keeps only the last event pushed, which is right where each event is the whole truth.
   */
  push(event: E): void
  /** Called each time the client granted more, after what was kept has left. */
  onCredit(listener: () => void): void
  /** Ends the feed from the source's side: what it told of is gone, or broke. */
  end(code: ErrorCode, message: string): void
}

/** Starts a feed; returns how to stop it. May throw `Refused`. */
export type FeedHandler<N extends FeedName> = (
  filter: CheckedFilter<N>,
  sink: FeedSink<FeedEvent<N>>,
  context: CallContext,
) => () => void

export type CallHandlers = {
  readonly [N in CallName]: (params: CheckedParams<N>, context: CallContext) => Promise<Result<N>>
}
export type FeedHandlers = { readonly [N in FeedName]: FeedHandler<N> }

/** One handler for everything the contract names: none missing, none misspelt. */
export interface Handlers {
  /**
   * Asked before anything is answered or told, about the checked parameters or filter.
   *
   * @throws Refused when they name what the account is not to know of
   */
  check?(named: unknown, context: CallContext): void
  readonly call: CallHandlers
  readonly feed: FeedHandlers
}
