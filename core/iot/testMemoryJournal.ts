import { SeatId } from '../../domain/contract'
import { foldEntry, type Subject } from '../../domain/folds/fold'
import { isStateKind, type StateKind, type States } from '../../domain/folds/states'
import type { StoredEntry } from '../../domain/journal/entry'
import { checkFact } from '../../domain/journal/parseEntry'
import type { Committed, Draft, Journal, StateView } from '../journal/Journal'

export interface MemoryJournal extends Journal {
  readonly entries: readonly StoredEntry[]
  /** While set, every write fails with it. */
  failure: Error | undefined
}

/** The journal without a disk, with the real folds: for properties over thousands of histories. */
export function createMemoryJournal(now: () => number): MemoryJournal {
  const entries: StoredEntry[] = []
  const ids = new Map<string, StoredEntry>()
  const listeners = new Set<(commit: Committed) => void>()
  const subjects: { [K in StateKind]: Map<string, Subject<States[K]>> } = {
    alarm: new Map(),
    incident: new Map(),
    planRun: new Map(),
    task: new Map(),
    command: new Map(),
    message: new Map(),
    account: new Map(),
    conflict: new Map(),
    gap: new Map(),
  }
  const view: StateView = {
    get position() {
      return entries.length
    },
    get: (kind, id) => subjects[kind].get(id)?.state,
    *list(kind) {
      for (const { state } of subjects[kind].values()) yield state
    },
  }
  const fold = <K extends StateKind>(kind: K, entry: StoredEntry): void => {
    const { subject, voidReason } = foldEntry(kind, subjects[kind].get(entry.subject.id), entry)
    if (subject) subjects[kind].set(entry.subject.id, subject)
    if (voidReason) entry.voidReason = voidReason
  }
  const store = (draft: Draft): StoredEntry => {
    const known = draft.id === undefined ? undefined : ids.get(draft.id)
    if (known) return known
    const position = entries.length + 1
    const entry: StoredEntry = {
      id: draft.id ?? `E-${position}`,
      origin: SeatId.parse('seat-a'),
      seq: position,
      position,
      hlc: { ms: now(), counter: position % 0xffff },
      actor: draft.actor,
      kind: draft.kind,
      ...checkFact(draft.kind, draft.subjectId, draft.payload),
      prev: '0'.repeat(64),
      hash: '0'.repeat(64),
    }
    entries.push(entry)
    ids.set(entry.id, entry)
    if (isStateKind(entry.subject.kind)) fold(entry.subject.kind, entry)
    return entry
  }
  let tail: Promise<unknown> = Promise.resolve()
  const journal: MemoryJournal = {
    entries,
    failure: undefined,
    view,
    write(decide) {
      const work = tail.then(() => {
        if (journal.failure) throw journal.failure
        const before = entries.length
        const stored = decide(view).map(store)
        const added = entries.slice(before)
        const commit = { position: entries.length, entries: added, touched: added.map(({ subject }) => subject) }
        if (added.length > 0) for (const listener of listeners) listener(commit)
        return stored
      })
      tail = work.catch(() => undefined)
      return work
    },
    onCommitted(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: async ({ afterPosition, limit }) => entries.slice(afterPosition, afterPosition + limit),
    readStory: async () => [],
    load: async (kind, id) => view.get(kind, id),
  }
  return journal
}
