import { isStateKind } from '../../domain/folds/states'
import type { Entry, StoredEntry } from '../../domain/journal/entry'
import type { Judged } from './Journal'
import type { SubjectStates } from './SubjectStates'

const keyOf = ({ subject }: Pick<Entry, 'subject'>): string => `${subject.kind} ${subject.id}`

/** The entry with the mark that the fold gave it, or without one. */
export function marked(entry: StoredEntry, voidReason: string | undefined): StoredEntry {
  const { voidReason: _former, ...fact } = entry
  return { ...fact, ...(voidReason !== undefined && { voidReason }) }
}

/** Entries by subject, subjects in the order of their first entry. */
export function bySubject(entries: readonly StoredEntry[]): StoredEntry[][] {
  const subjects = new Map<string, StoredEntry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const subject = subjects.get(key)
    if (subject) subject.push(entry)
    else subjects.set(key, [entry])
  }
  return [...subjects.values()]
}

/**
 * Folds subjects anew into `states`.
 *
 * @param entries all entries of every subject among them, in any order
 * @returns them with their marks as they are now
 */
export const refold = (states: SubjectStates, entries: readonly StoredEntry[]): StoredEntry[] =>
  bySubject(entries).flatMap((subject) => {
    const [first] = subject
    if (!first || !isStateKind(first.subject.kind)) return subject
    const voids = states.refold(first.subject.kind, first.subject.id, subject)
    return subject.map((entry) => marked(entry, voids.get(entry.id)))
  })

/**
 * Adds new entries to what is stored of their subjects.
 *
 * @param stored all stored entries of these subjects, marked as they were
 * @returns the new ones marked, in the order of their positions, and what changed its meaning
 */
export function foldIn(
  states: SubjectStates,
  stored: readonly StoredEntry[],
  fresh: readonly StoredEntry[],
): { stored: StoredEntry[]; judged: Judged[] } {
  const former = new Map(stored.map((entry) => [entry.position, entry]))
  const added: StoredEntry[] = []
  const judged: Judged[] = []
  for (const entry of refold(states, [...stored, ...fresh])) {
    const before = former.get(entry.position)
    if (!before) added.push(entry)
    else if (before.voidReason !== entry.voidReason)
      judged.push({ entry, was: before.voidReason, is: entry.voidReason })
  }
  const byPosition = (a: StoredEntry, b: StoredEntry) => a.position - b.position
  return { stored: added.sort(byPosition), judged: judged.sort((a, b) => byPosition(a.entry, b.entry)) }
}
