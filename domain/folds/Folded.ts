import type { Actor, Deed } from '../contract/state'
import type { Hlc } from '../journal/entry'

/**
 * Why an entry has no effect. It stays in the journal and in the story; the sentence stands in the i18n files under `voidReason.<code>`.
 *
 * - `unknownKind` this version does not know the kind, its version or its shape, or the kind belongs to another subject
 * - `notCreated` the subject has no first entry before this one
 * - `alreadyCreated` the subject is there already
 * - `alreadySo` what it says holds already
 * - `isOver` the subject has ended
 * - `isHeld` nothing of it has left the house yet
 * - `tooLate` it has left the house: it cannot be taken back
 * - `unknownStep` the plan run has no such step
 * - `notLinked`, `linkedElsewhere` the alarm does not belong to that incident, or belongs to another
 * - `gradedHigher` another seat graded higher meanwhile; the higher grade holds until somebody who sees it lowers it
 * - `lifeSafety` one person alone does not put life safety aside, and nobody shelves it
 * - `needsSecondPerson` the same person cannot be the second one
 * - `olderVersion` a newer version is there already
 * - `ownedByAnother` somebody else handles it, of whom this person did not know
 */
export type VoidReason =
  | 'unknownKind'
  | 'notCreated'
  | 'alreadyCreated'
  | 'alreadySo'
  | 'isOver'
  | 'isHeld'
  | 'tooLate'
  | 'unknownStep'
  | 'notLinked'
  | 'linkedElsewhere'
  | 'gradedHigher'
  | 'lifeSafety'
  | 'needsSecondPerson'
  | 'olderVersion'
  | 'ownedByAnother'

/** What a fold makes of one entry: the new state, or the old one and why the entry is void. */
export interface Folded<S> {
  state: S | undefined
  voidReason?: VoidReason
}

export const deedOf = (entry: { actor: Actor; hlc: Hlc }): Deed => ({ by: entry.actor, atMs: entry.hlc.ms })
