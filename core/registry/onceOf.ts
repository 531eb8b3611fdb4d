import type { CallContext } from '../channel/handlers'

/** Clicks of one method that are remembered: far more than are ever under way. */
const most = 1_000

/**
 * Does what a click asks of a method once, however often the click comes: the second asker gets the answer of the first. A refusal is not kept. Each method
 * remembers its own keys.
 */
export function onceOf<P extends { readonly key: string }, R>(
  work: (params: P, context: CallContext) => Promise<R>,
): (params: P, context: CallContext) => Promise<R> {
  const known = new Map<string, Promise<R>>()
  return (params, context) => {
    const { key } = params
    const before = known.get(key)
    if (before) return before
    const made = work(params, context)
    known.set(key, made)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    made.catch(() => known.get(key) === made && known.delete(key))
    return made
  }
}
