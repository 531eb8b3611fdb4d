import type { KeptNumbers, NumberStore } from './numberStore'

type Done = (error?: Error) => void

export interface NumberKeeper {
  /** Nothing is being written or waits for it. */
  readonly isIdle: boolean
  /** Calls back once these, and all that were handed over before, are on disk. */
  keep(rows: readonly KeptNumbers[], done: Done): void
}

/** Writes numbers, one transaction at a time: what comes meanwhile shares the next one. What could not be written goes with the next try. */
export function createNumberKeeper(
  store: Pick<NumberStore, 'save'>,
  onKept: (rows: readonly KeptNumbers[]) => void,
): NumberKeeper {
  let unsaved = new Map<string, KeptNumbers>()
  let waiters: Done[] = []
  let isWriting = false

  async function write(): Promise<void> {
    if (isWriting) return
    isWriting = true
    while (waiters.length > 0) {
      const [rows, told] = [unsaved, waiters]
      unsaved = new Map()
      waiters = []
      try {
        if (rows.size > 0) await store.save([...rows.values()])
        onKept([...rows.values()])
        for (const done of told) done()
      } catch (error) {
        for (const [keyId, row] of rows) if (!unsaved.has(keyId)) unsaved.set(keyId, row)
        for (const done of told) done(error instanceof Error ? error : new Error(String(error)))
      }
    }
    isWriting = false
  }

  return {
    get isIdle() {
      return !isWriting && unsaved.size === 0
    },
    keep(rows, done) {
      for (const row of rows) unsaved.set(row.keyId, row)
      waiters.push(done)
      void write()
    },
  }
}
