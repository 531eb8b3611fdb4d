import { createHash } from 'node:crypto'
import { Refused, SeatId } from '../../domain/contract'
import type { SyncFrame } from '../../domain/contract/sync'
import type { Entry, StoredEntry } from '../../domain/journal/entry'
import type { Anchor, Committed } from '../journal/Journal'
import type { SyncLink } from './LinkFeature'
import type { ReplicatedEntries } from './ReplicatedEntries'

const noHash = '0'.repeat(64)
const hashOf = (entry: Omit<Entry, 'hash'>): string => createHash('sha256').update(JSON.stringify(entry)).digest('hex')

/** Test support: chains in memory, without folds or a disk. */
export interface TestEntries extends ReplicatedEntries {
  readonly seatId: SeatId
  /** Writes entries at this seat. */
  write(count: number, subjectId?: string): void
  /** All entries of an origin. */
  chain(origin: SeatId): readonly Entry[]
  /** Loses the end of a chain, as a cut file does. */
  cut(origin: SeatId, toSeq: number): void
  /** While set, `absorb` fails with it. */
  failure: Error | undefined
  readonly kept: Anchor[]
  readonly absorbs: number
}

export function createTestEntries(name: string): TestEntries {
  const seatId = SeatId.parse(name)
  const chains = new Map<SeatId, Entry[]>()
  const listeners = new Set<(commit: Committed) => void>()
  const kept: Anchor[] = []
  let position = 0
  let absorbs = 0

  const chainOf = (origin: SeatId): Entry[] => {
    const chain = chains.get(origin) ?? []
    chains.set(origin, chain)
    return chain
  }
  const commit = (entries: readonly Entry[]): StoredEntry[] => {
    const stored = entries.map((entry) => ({ ...entry, position: ++position }))
    for (const listener of listeners) listener({ position, entries: stored, touched: [], judged: [] })
    return stored
  }
  function refused(entry: Entry, fault: string): Refused {
    return new Refused('badRequest', `${entry.origin} ${entry.seq}: ${fault}`, { fault })
  }
  function check(entry: Entry, chain: readonly Entry[]): 'new' | 'known' {
    const known = chain[entry.seq - 1]
    const { hash, ...fields } = entry
    if (hashOf(fields) !== hash) throw refused(entry, 'bent')
    if (known) {
      if (known.hash !== hash) throw refused(entry, 'forked')
      return 'known'
    }
    if (entry.seq !== chain.length + 1) throw refused(entry, 'gap')
    if (entry.prev !== (chain.at(-1)?.hash ?? noHash)) throw refused(entry, 'unchained')
    return 'new'
  }

  const journal: TestEntries = {
    seatId,
    kept,
    failure: undefined,
    get absorbs() {
      return absorbs
    },
    heads: () =>
      [...chains].flatMap(([origin, chain]) => {
        const last = chain.at(-1)
        return last ? [{ origin, seq: last.seq, hash: last.hash }] : []
      }),
    readRange: async ({ origin, afterSeq, limit }) => chainOf(origin).slice(afterSeq, afterSeq + limit),
    async absorb(entries) {
      await Promise.resolve()
      if (journal.failure) throw journal.failure
      absorbs++
      const staged = new Map([...chains].map(([origin, chain]) => [origin, chain.slice()]))
      const fresh = entries.filter((entry) => {
        const chain = staged.get(entry.origin) ?? []
        staged.set(entry.origin, chain)
        if (check(entry, chain) === 'known') return false
        chain.push(entry)
        return true
      })
      for (const [origin, chain] of staged) chains.set(origin, chain)
      return { stored: fresh.length > 0 ? commit(fresh) : [], judged: [] }
    },
    recordAnchors: async (anchors) => void kept.push(...anchors),
    anchors: async () => kept.slice(),
    onCommitted(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    write(count, subjectId = 'I-1') {
      const chain = chainOf(seatId)
      const fresh: Entry[] = []
      for (let i = 0; i < count; i++) {
        const fields: Omit<Entry, 'hash'> = {
          id: `${seatId}-${chain.length + 1}-${subjectId}`,
          origin: seatId,
          seq: chain.length + 1,
          hlc: { ms: chain.length + 1, counter: 0 },
          actor: { kind: 'system', id: 'test' },
          subject: { kind: 'incident', id: subjectId },
          kind: 'incident.noted',
          v: 1,
          payload: { text: 'x' },
          prev: chain.at(-1)?.hash ?? noHash,
        }
        const entry = { ...fields, hash: hashOf(fields) }
        chain.push(entry)
        fresh.push(entry)
      }
      commit(fresh)
    },
    chain: (origin) => chainOf(origin),
    cut: (origin, toSeq) => void chainOf(origin).splice(toSeq),
  }
  return journal
}

/** Test support: one end of a link by hand. */
export function testLink(seat: string, send: (frame: SyncFrame) => void): SyncLink & { refusals: string[] } {
  const refusals: string[] = []
  return {
    refusals,
    seat: { seatId: SeatId.parse(seat), name: seat, kind: 'console', rank: 0 },
    status: { role: 'alone', isDriving: false, isMerging: false },
    send,
    refuse: (code) => void refusals.push(code),
  }
}

/** Lets everything that waits for promises only come to rest. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve))
}
