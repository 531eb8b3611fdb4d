import type { SeatId } from '../../../domain/contract'
import { compareEntries } from '../../../domain/journal/compareEntries'
import type { Entry, StoredEntry } from '../../../domain/journal/entry'
import { entryKinds } from '../../../domain/journal/entryKinds'
import { compareHlc } from '../../../domain/journal/hlc'
import { admit, type ChainHead, chainHeadOf, headOf, linkKey, listHeads } from '../../../core/journal/chains'
import type {
  Absorbed,
  Anchor,
  Committed,
  Draft,
  Judged,
  OriginHead,
  ReplicatedJournal,
} from '../../../core/journal/Journal'
import { bySubject, foldIn, refold } from '../../../core/journal/refold'
import { Staging } from '../../../core/journal/Staging'
import { SubjectStates } from '../../../core/journal/SubjectStates'
import type { Flaw } from './flaws'

/** What a crash leaves of a seat's journal. */
export interface SimDisk {
  entries: StoredEntry[]
  readonly anchors: Map<string, Anchor>
}
export const createSimDisk = (): SimDisk => ({ entries: [], anchors: new Map() })

export interface SimJournal extends ReplicatedJournal {
  readonly entries: readonly StoredEntry[]
  /** The power goes. @param isWritten what was being committed reached the disk, though nobody was told */
  crash(isWritten: boolean): void
}

interface Job {
  work: () => () => void
  reject: (error: unknown) => void
}

/**
 * The journal of a simulated seat: the real staging, chains and folds over a disk that the simulation holds. What is written waits for its commit; a crash before it loses
 * it, one after it does not.
 *
 * @param parts.whenSynced calls back when the disk has synced
 */
export function createSimJournal(parts: {
  seatId: SeatId
  disk: SimDisk
  now: () => number
  newId: () => string
  whenSynced: (run: () => void) => void
  /** Told of every entry as this seat writes it. */
  onWritten: (entries: readonly StoredEntry[]) => void
  flaw: Flaw | undefined
}): SimJournal {
  const { seatId, disk, now, newId, flaw } = parts
  const entries = disk.entries.slice()
  const byId = new Map<string, StoredEntry>()
  const byLink = new Map<string, StoredEntry>()
  const subjects = new Map<string, StoredEntry[]>()
  const heads = new Map<SeatId, ChainHead>()
  const states = new SubjectStates()
  const listeners = new Set<(commit: Committed) => void>()
  let queue: Job[] = []
  let unsynced: StoredEntry[] = []
  let isDead = false
  let headList: readonly OriginHead[] | undefined

  const historyOf = (subject: { kind: string; id: string }) => subjects.get(`${subject.kind} ${subject.id}`) ?? []
  const historiesOf = (drafts: readonly Draft[]): StoredEntry[] => {
    const keys = new Set(drafts.map(({ kind, subjectId }) => `${entryKinds[kind].subject} ${subjectId}`))
    return [...keys].flatMap((key) => subjects.get(key) ?? [])
  }
  const index = (entry: StoredEntry): void => {
    byLink.set(linkKey(entry), entry)
    const known = byId.get(entry.id)
    if (!known || compareEntries(entry, known) < 0) byId.set(entry.id, entry)
    const key = `${entry.subject.kind} ${entry.subject.id}`
    const subject = subjects.get(key)
    if (subject) subject.push(entry)
    else subjects.set(key, [entry])
    heads.set(entry.origin, chainHeadOf(entry))
    headList = undefined
  }
  const mark = (entry: StoredEntry, reason: string | undefined): void => {
    if (reason === undefined) delete entry.voidReason
    else entry.voidReason = reason
  }

  for (const entry of entries) index(entry)
  const marks = bySubject(entries).flatMap((history) => refold(states, history))
  for (const { voidReason, ...entry } of marks) {
    const there = byLink.get(linkKey(entry))
    if (there) mark(there, voidReason)
  }
  let head = headOf(seatId, entries.length, heads, now())

  const sync = (): void => {
    if (isDead) return
    disk.entries.push(...unsynced)
    unsynced = []
  }

  /** Lays a commit down: on disk, in memory, and tells of it. */
  const settle = (added: readonly StoredEntry[], judged: readonly Judged[], layer: SubjectStates): void => {
    entries.push(...added)
    unsynced.push(...added)
    if (flaw === 'ackBeforeSync') parts.whenSynced(sync)
    else sync()
    for (const entry of added) index(entry)
    for (const { entry, is } of judged) {
      const there = byLink.get(linkKey(entry))
      if (there) mark(there, is)
    }
    states.absorb(layer)
    const commit = { position: entries.length, entries: added, touched: [...layer.own()], judged }
    for (const listener of listeners) listener(commit)
  }

  const write = (drafts: readonly Draft[], staging: Staging): StoredEntry[] => {
    const alike = flaw === 'noDedupe' ? drafts.map((draft) => ({ ...draft, id: newId() })) : drafts
    const history = staging.isBehind ? historiesOf(drafts) : undefined
    const stored = staging.add(alike, byId, history)
    if (staging.entries.length === 0) return stored
    head = staging.head
    parts.onWritten(staging.entries)
    settle(staging.entries, staging.judged, staging.states)
    return stored
  }

  const admitted = (given: readonly Entry[]): readonly Entry[] => {
    if (flaw !== 'skippedCursor' && flaw !== 'outOfOrder')
      return admit(given, heads, (place) => byLink.get(linkKey(place))?.hash)
    const fresh = given.filter((entry) => !byLink.has(linkKey(entry)))
    return flaw === 'outOfOrder' ? fresh.toReversed() : fresh.filter((_, i) => i !== 1 || fresh.length < 3)
  }

  const absorb = (given: readonly Entry[]): Absorbed => {
    const fresh = admitted(given)
    if (fresh.length === 0) return { stored: [], judged: [] }
    const placed = fresh.map((entry, i): StoredEntry => ({ ...entry, position: entries.length + 1 + i }))
    const layer = new SubjectStates(states)
    const { stored, judged } =
      flaw === 'refoldSkipped' ? foldOnTop(layer, placed) : foldIn(layer, known(placed), placed)
    settle(stored, judged, layer)
    head = headOf(seatId, entries.length, heads, now(), head.hlc)
    if (flaw === 'clockUnlimited' && compareHlc(head.hlc, head.newest) < 0) head = { ...head, hlc: head.newest }
    return { stored, judged }
  }
  const known = (placed: readonly StoredEntry[]): StoredEntry[] => [
    ...new Set(placed.flatMap(({ subject }) => historyOf(subject))),
  ]

  const enqueue = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      queue.push({
        work: () => {
          const value = work()
          return () => resolve(value)
        },
        reject,
      })
      if (queue.length === 1) parts.whenSynced(commit)
    })

  function commit(): void {
    if (isDead) return
    const jobs = queue
    queue = []
    for (const { work, reject } of jobs) {
      try {
        work()()
      } catch (error) {
        reject(error)
      }
    }
  }

  return {
    entries,
    view: {
      seatId,
      get position() {
        return entries.length
      },
      get: (kind, id) => states.get(kind, id)?.state,
      list: (kind) => states.states(kind),
    },
    write: (decide) =>
      enqueue(() => {
        const staging = new Staging({ seatId, now, newId, head, states })
        return write(decide(staging.view), staging)
      }),
    absorb: (given) => enqueue(() => absorb(given)),
    onCommitted(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    crash(isWritten) {
      listeners.clear()
      // Those who wait are gone too: they are never answered.
      if (isWritten)
        for (const { work } of queue) {
          try {
            work()
          } catch {
            // Nobody is left to be told of a refusal.
          }
        }
      queue = []
      isDead = true
    },
    read: async ({ afterPosition, limit }) => entries.slice(afterPosition, afterPosition + limit),
    readStory: async (incidentId) => entries.filter(({ subject }) => subject.id === incidentId),
    load: async (kind, id) => states.get(kind, id)?.state,
    heads: () => (headList ??= listHeads(heads)),
    readRange: async ({ origin, afterSeq, limit }) => {
      const range: Entry[] = []
      const end = heads.get(origin)?.seq ?? 0
      for (let seq = afterSeq + 1; seq <= end && range.length < limit; seq++) {
        const stored = byLink.get(linkKey({ origin, seq }))
        if (!stored) continue
        const { position: _position, voidReason: _voidReason, ...fact } = stored
        range.push(fact)
      }
      return range
    },
    recordAnchors: async (given) => {
      for (const anchor of given) disk.anchors.set(`${anchor.witness} ${anchor.origin}`, anchor)
    },
    anchors: async () => [...disk.anchors.values()],
  }
}

function foldOnTop(layer: SubjectStates, placed: readonly StoredEntry[]): Absorbed {
  const stored = placed.map((entry) => {
    const voidReason = layer.fold(entry)
    return { ...entry, ...(voidReason && { voidReason }) }
  })
  return { stored, judged: [] }
}
