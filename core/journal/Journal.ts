import type { Actor, SeatId } from '../../domain/contract'
import type { StateKind, States } from '../../domain/folds/states'
import type { Entry, StoredEntry, SubjectKind } from '../../domain/journal/entry'
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

/** An entry whose meaning changed because others became known: what made it void, before and now; `undefined` where it is valid. */
export interface Judged {
  entry: StoredEntry
  was: string | undefined
  is: string | undefined
}

/** What one commit changed. */
export interface Committed {
  position: number
  entries: readonly StoredEntry[]
  /** Subjects whose folded state changed. */
  touched: readonly { kind: SubjectKind; id: string }[]
  /** Entries of any origin, stored before, that became void or valid. */
  judged: readonly Judged[]
}

/** Folded states, as of the last commit. Reading is synchronous: all subjects that are not over are in memory. */
export interface StateView {
  /** Whose journal it is. */
  readonly seatId: SeatId
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

/** Where an origin's chain ends. */
export interface OriginHead {
  origin: SeatId
  /** Number of its last entry; it has all of 1 to here. */
  seq: number
  hash: string
}

/** What a seat said of an origin's chain: whoever cuts or bends the chain later contradicts a witness. */
export interface Anchor extends OriginHead {
  witness: SeatId
  /** When it said so, UTC ms. */
  atMs: number
}

/** What `absorb` did. */
export interface Absorbed {
  /** Those that were not here before, in the order of their positions. */
  stored: readonly StoredEntry[]
  /** Entries of any origin, stored before, that became void or valid. */
  judged: readonly Judged[]
}

/**
 * Why an entry of another seat is refused.
 *
 * - `gap` it does not follow the last one stored of its origin
 * - `bent` it is no entry, or its fields do not give its hash
 * - `unchained` it names another entry before it than the one stored here, or its clock is not after that one's
 * - `forked` another entry is stored under its number
 */
export type AbsorbFault = 'gap' | 'bent' | 'unchained' | 'forked'

/** The duty log with what it holds of other seats: whole chains, origin by origin. */
export interface ReplicatedJournal extends Journal {
  /** Head of every origin stored here, as of the last commit, in the order of their ids. */
  heads(): readonly OriginHead[]
  /** Entries of an origin after a number, in order. */
  readRange(query: { origin: SeatId; afterSeq: number; limit: number }): Promise<Entry[]>
  /**
   * Stores entries of other seats (or of this one, cut off here), in one transaction. Those of an origin must follow on from its head; those that
   * are here already are skipped. Their subjects are folded anew, and this seat's clock is pulled forward by at most 60 s. `onCommitted`
   * is told as of any commit. Writers wait meanwhile, and folding does not yield: some hundreds at a time keep clicks quick.
   *
   * @throws Refused `badRequest` with details `{ origin, seq, fault: AbsorbFault }`, and then nothing is stored; `storageDegraded`
   */
  absorb(entries: readonly Entry[]): Promise<Absorbed>
  /** Keeps what others attest; of a witness and an origin the one with the largest number. */
  recordAnchors(anchors: readonly Anchor[]): Promise<void>
  anchors(): Promise<Anchor[]>
}
