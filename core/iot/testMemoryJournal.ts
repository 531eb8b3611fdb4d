import { SeatId } from '../../domain/contract'
import type { StateKind } from '../../domain/folds/states'
import { compareEntries } from '../../domain/journal/compareEntries'
import type { Entry, StoredEntry } from '../../domain/journal/entry'
import { mergedWith, storyOf } from '../../domain/journal/storyOf'
import { admit, type ChainHead, chainHeadOf, headOf, linkKey, listHeads } from '../journal/chains'
import type { Absorbed, Anchor, Committed, Draft, Judged, ReplicatedJournal } from '../journal/Journal'
import { foldIn } from '../journal/refold'
import { Staging } from '../journal/Staging'
import { SubjectStates } from '../journal/SubjectStates'

export interface MemoryJournal extends ReplicatedJournal {
  readonly entries: readonly StoredEntry[]
  /** While set, every write fails with it. */
  failure: Error | undefined
}

/** The journal without a disk, with the real clocks, hashes, chains and folds: for properties over thousands of histories. */
export function createMemoryJournal(now: () => number, seatId = SeatId.parse('seat-a')): MemoryJournal {
  const entries: StoredEntry[] = []
  const byId = new Map<string, StoredEntry>()
  const byLink = new Map<string, StoredEntry>()
  const bySubject = new Map<string, StoredEntry[]>()
  const anchors = new Map<string, Anchor>()
  const listeners = new Set<(commit: Committed) => void>()
  const states = new SubjectStates()
  const heads = new Map<SeatId, ChainHead>()
  let head = headOf(seatId, 0, heads, now())

  const historyOf = (subject: { kind: string; id: string }) => bySubject.get(`${subject.kind} ${subject.id}`) ?? []
  const store = (entry: StoredEntry): void => {
    entries.push(entry)
    byLink.set(linkKey(entry), entry)
    const known = byId.get(entry.id)
    if (!known || compareEntries(entry, known) < 0) byId.set(entry.id, entry)
    const key = `${entry.subject.kind} ${entry.subject.id}`
    const subject = bySubject.get(key)
    if (subject) subject.push(entry)
    else bySubject.set(key, [entry])
    heads.set(entry.origin, chainHeadOf(entry))
  }
  const settle = (added: readonly StoredEntry[], judged: readonly Judged[], layer: SubjectStates): void => {
    for (const entry of added) store(entry)
    for (const { entry, is } of judged) {
      const there = byLink.get(linkKey(entry))
      if (there && is === undefined) delete there.voidReason
      else if (there && is !== undefined) there.voidReason = is
    }
    states.absorb(layer)
    const commit = { position: entries.length, entries: added, touched: [...layer.own()], judged }
    for (const listener of listeners) listener(commit)
  }
  const write = (drafts: readonly Draft[], staging: Staging): StoredEntry[] => {
    const history = [...bySubject.values()].flat()
    const stored = staging.add(drafts, byId, staging.isBehind ? history : undefined)
    if (staging.entries.length === 0) return stored
    head = staging.head
    settle(staging.entries, staging.judged, staging.states)
    return stored
  }
  const absorb = (given: readonly Entry[]): Absorbed => {
    const fresh = admit(given, heads, (place) => byLink.get(linkKey(place))?.hash)
    if (fresh.length === 0) return { stored: [], judged: [] }
    const placed = fresh.map((entry, i) => ({ ...entry, position: entries.length + 1 + i }))
    const layer = new SubjectStates(states)
    const subjects = new Set(placed.flatMap(({ subject }) => historyOf(subject)))
    const { stored, judged } = foldIn(layer, [...subjects], placed)
    settle(stored, judged, layer)
    head = headOf(seatId, entries.length, heads, now(), head.hlc)
    return { stored, judged }
  }
  let tail: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => T): Promise<T> => {
    const done = tail.then(() => {
      if (journal.failure) throw journal.failure
      return work()
    })
    tail = done.catch(() => undefined)
    return done
  }
  const journal: MemoryJournal = {
    entries,
    failure: undefined,
    view: {
      seatId,
      get position() {
        return entries.length
      },
      get: (kind, id) => states.get(kind, id)?.state,
      list: <K extends StateKind>(kind: K) => states.states(kind),
    },
    write: (decide) =>
      inTurn(() => {
        let made = entries.length
        const staging = new Staging({ seatId, now, newId: () => `${seatId}-${++made}`, head, states })
        return write(decide(staging.view), staging)
      }),
    onCommitted(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: async ({ afterPosition, limit }) => entries.slice(afterPosition, afterPosition + limit),
    readStory: async (incidentId) => {
      const ids: ReadonlySet<unknown> = mergedWith(incidentId, entries)
      const isOfIncident = ({ subject, payload }: Entry) =>
        (subject.kind === 'incident' && ids.has(subject.id)) || ids.has(payload['incidentId'])
      const parts = new Set(entries.filter(isOfIncident).flatMap(({ subject }) => historyOf(subject)))
      return storyOf(incidentId, [...parts])
    },
    load: async (kind, id) => states.get(kind, id)?.state,
    heads: () => listHeads(heads),
    readRange: async ({ origin, afterSeq, limit }) => {
      const range: Entry[] = []
      for (let seq = afterSeq + 1; range.length < limit; seq++) {
        const entry = byLink.get(linkKey({ origin, seq }))
        if (!entry) break
        const { position: _position, voidReason: _voidReason, ...fact } = entry
        range.push(fact)
      }
      return range
    },
    absorb: (given) => inTurn(() => absorb(given)),
    recordAnchors: async (given) => {
      for (const anchor of given) {
        const key = `${anchor.witness} ${anchor.origin}`
        if (anchor.seq > (anchors.get(key)?.seq ?? 0)) anchors.set(key, anchor)
      }
    },
    anchors: async () => [...anchors.values()],
  }
  return journal
}
