import { contract } from '../../domain/contract'
import type { CallHandlers, FeedHandlers, Handlers } from './handlers'

/** Test support: a full table in which every call answers `{ reached: name }` and every feed stays silent, but for those given. */
export function stubHandlers(given: { call?: Partial<CallHandlers>; feed?: Partial<FeedHandlers> }): Handlers {
  const names = Object.keys(contract)
  const calls = names.map((name) => [name, async () => ({ reached: name })])
  const feeds = names.map((name) => [name, () => () => {}])
  return {
    call: { ...Object.fromEntries(calls), ...given.call },
    feed: { ...Object.fromEntries(feeds), ...given.feed },
  }
}
