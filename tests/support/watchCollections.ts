import { relative } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Maps and sets that were made since, and what they hold. */
export interface WatchedCollections {
  /** Entries of all that are still alive, by the line that made them; what can go is collected first. */
  held(): Promise<ReadonlyMap<string, number>>
  stop(): void
}

/**
 * Watches every `Map` and `Set` that the code under test makes, so that a test can hold that what runs for months does not gather: their entries, and they themselves,
 * counted by the line that made them.
 *
 * @param folders whose lines count: `core/`
 */
export function watchCollections(...folders: readonly string[]): WatchedCollections {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  const made: { where: string; collection: WeakRef<{ size: number }> }[] = []
  const own = { Map: globalThis.Map, Set: globalThis.Set }
  const note = (collection: { size: number }) => {
    const where = madeAt(folders)
    if (where !== undefined) made.push({ where, collection: new WeakRef(collection) })
  }
  globalThis.Map = class<K, V> extends own.Map<K, V> {
    constructor(...given: [entries?: Iterable<readonly [K, V]> | null]) {
      super(...given)
      note(this)
    }
  }
  globalThis.Set = class<T> extends own.Set<T> {
    constructor(...given: [values?: Iterable<T> | null]) {
      super(...given)
      note(this)
    }
  }
  return {
    async held() {
      // What was looked at through a weak reference stays until the turn is over.
      await new Promise((resolve) => setImmediate(resolve))
      if (typeof collect === 'function') collect()
      const held = new own.Map<string, number>()
      for (const { where, collection } of made) {
        const alive = collection.deref()
        if (alive) held.set(where, (held.get(where) ?? 0) + 1 + alive.size)
      }
      return held
    },
    stop: () => void Object.assign(globalThis, own),
  }
}

/** `core/business/createHandsetOutbox.ts createHandsetOutbox:68`; `undefined` where none of the folders made it. */
function madeAt(folders: readonly string[]): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error
  let frames: readonly NodeJS.CallSite[] = []
  // Read frame by frame: the text of a stack, with its lines mapped, takes longer than all that is tested.
  Error.prepareStackTrace = (_error, sites) => void (frames = sites)
  Error.stackTraceLimit = 4
  // oxlint-disable-next-line no-unused-expressions -- asked for the frames, not for the text
  new Error().stack
  Object.assign(Error, { prepareStackTrace, stackTraceLimit })
  // This function, the one that notes, the constructor: the next one made it.
  const maker = frames[3]
  const file = relative(process.cwd(), (maker?.getFileName() ?? '').replace(/^file:\/\//, ''))
  if (!maker || !folders.some((folder) => file.startsWith(folder))) return undefined
  const isOfTests = /\.test\.ts$|\/test[A-Z]\w*\.ts$/.test(file)
  return isOfTests ? undefined : `${file} ${maker.getFunctionName() ?? ''}:${maker.getLineNumber()}`
}

/** Lines that hold more than before, and by how much. */
export const grown = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Record<string, number> =>
  Object.fromEntries(
    [...after]
      .map(([where, held]): [string, number] => [where, held - (before.get(where) ?? 0)])
      .filter(([, more]) => more > 0),
  )
