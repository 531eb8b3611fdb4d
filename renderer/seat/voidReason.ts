import type { VoidReason } from '../../domain/folds/Folded'

const known: Readonly<Record<VoidReason, true>> = {
  unknownKind: true,
  notCreated: true,
  alreadyCreated: true,
  alreadySo: true,
  isOver: true,
  isHeld: true,
  tooLate: true,
  unknownStep: true,
  notLinked: true,
  linkedElsewhere: true,
  gradedHigher: true,
  lifeSafety: true,
  ownedByAnother: true,
  needsSecondPerson: true,
  olderVersion: true,
}
const isKnown = (code: string): code is VoidReason => Object.hasOwn(known, code)

/** Why an entry has no effect, as a sentence; the code itself when a later version wrote it. */
export const voidReasonWords = (t: (key: `seat:voidReason.${VoidReason}`) => string, code: string): string =>
  isKnown(code) ? t(`seat:voidReason.${code}`) : code
