import type { Actor } from '../../domain/contract'
import type { StateKind, States } from '../../domain/folds/states'
import type { StoredEntry, SubjectKind } from '../../domain/journal/entry'
import type { EntryKind, EntryPayload } from '../../domain/journal/entryKinds'

/** A fact somebody wants to write: the journal adds origin, sequence, clock and hashes. */
export type Draft = {
  [K in EntryKind]: {
    kind: K
    /** Id within the kind's subject. */
    subjectId: string
    actor: Actor
    payload: EntryPayload<K>
    onBehalfOf?: Actor
    basis?: number
    /** Where the same fact may be told twice: an entry with this id that is there already is answered, not written again. */
    id?: string
  }
}[EntryKind]

export type { StateKind, States }

/** What one commit changed. */
export interface Committed {
  position: number
  entries: readonly StoredEntry[]
  /** Subjects whose folded state changed. */
  touched: readonly { kind: SubjectKind; id: string }[]
}

/** Folded states, as of the last commit. Reading is synchronous: all subjects that are not over are in memory. */
export interface StateView {
  readonly position: number
  get<K extends StateKind>(kind: K, id: string): States[K] | undefined
  /** Every subject of the kind that is in memory: open ones, and those that ended in the last 12 h. */
  list<K extends StateKind>(kind: K): IterableIterator<States[K]>
}

/** The duty log of this seat: append-only, folded, synced. */
export interface Journal {
  readonly view: StateView
  /**
   * Writes what `decide` says, in one transaction with the projections. `decide` runs alone, on the state after all earlier writes, so that what it
   * checks still holds when it is written; it may throw `Refused`, and then nothing is written.
   *
   * @returns the stored entries once the commit is synced to disk
   */
  write(decide: (view: StateView) => readonly Draft[]): Promise<readonly StoredEntry[]>
  /** Told after the commit, in order of position. */
  onCommitted(listener: (commit: Committed) => void): () => void
  read(query: { afterPosition: number; limit: number }): Promise<StoredEntry[]>
  /** Entries of an incident and of everything that belongs to it, oldest first. */
  readStory(incidentId: string): Promise<StoredEntry[]>
  /** State of a subject that may be over and out of memory. */
  load<K extends StateKind>(kind: K, id: string): Promise<States[K] | undefined>
}
