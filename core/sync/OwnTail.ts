import type { SeatId } from '../../domain/contract'
import type { Entry } from '../../domain/journal/entry'
import type { ReplicatedEntries } from './ReplicatedEntries'

/** Own entries that are remembered: enough that their subjects fill the list of 200 that windows draw as pending. */
const keptEntries = 2_000
const shownSubjects = 200

/** The newest own entries by number and subject, so that what a peer does not have yet can be named without asking the disk. */
export interface OwnTail {
  add(entries: readonly Pick<Entry, 'origin' | 'seq' | 'subject'>[]): void
  /** Subjects as `kind id` of own entries after the number, the newest first. */
  subjectsAfter(seq: number): string[]
}

/** @param onFault told when the newest entries of before cannot be read: then only those from now on are known */
export function createOwnTail(journal: ReplicatedEntries, seatId: SeatId, onFault: (error: unknown) => void): OwnTail {
  let tail: { seq: number; subject: string }[] = []

  function add(entries: readonly Pick<Entry, 'origin' | 'seq' | 'subject'>[]) {
    for (const { origin, seq, subject } of entries)
      if (origin === seatId) tail.push({ seq, subject: `${subject.kind} ${subject.id}` })
    if (tail.length > 2 * keptEntries) tail = tail.slice(-keptEntries)
  }

  const ownSeq = journal.heads().find(({ origin }) => origin === seatId)?.seq ?? 0
  if (ownSeq > 0)
    journal
      .readRange({ origin: seatId, afterSeq: Math.max(0, ownSeq - keptEntries), limit: keptEntries })
      .then((read) => {
        const since = tail
        tail = []
        add(read.filter(({ seq }) => seq <= ownSeq))
        tail.push(...since)
      }, onFault)

  return {
    add,
    subjectsAfter(seq) {
      const subjects = new Set<string>()
      for (let i = tail.length - 1; i >= 0 && subjects.size < shownSubjects; i--) {
        const entry = tail[i]
        if (!entry || entry.seq <= seq) break
        subjects.add(entry.subject)
      }
      return [...subjects]
    },
  }
}
