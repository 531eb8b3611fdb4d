/** Clicks that are remembered: far more than are ever under way. */
const most = 1_000

/** Does what a click asks for once, however often it comes: the second asker gets the answer of the first. A refusal is not kept. */
export function createOnce(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const known = new Map<string, Promise<unknown>>()
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = known.get(key)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a key is made for one click, and a click asks for one thing
    if (before) return (await before) as T
    const made = work()
    known.set(key, made)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    made.catch(() => known.delete(key))
    return made
  }
}
