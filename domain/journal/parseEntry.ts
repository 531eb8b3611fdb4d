import { z } from 'zod'
import { Refused } from '../contract/errors'
import { type Entry, SubjectRef } from './entry'
import { entryKinds, subjectIdSchemas, type EntryKind, type EntryPayload } from './entryKinds'
import { readBy } from '../contract/readBy'

/** An entry whose kind this version knows and whose payload has the kind's shape. */
export type KnownEntry = {
  [K in EntryKind]: Omit<Entry, 'kind' | 'payload'> & { kind: K; payload: EntryPayload<K> }
}[EntryKind]

export const isEntryKind = (kind: string): kind is EntryKind => Object.hasOwn(entryKinds, kind)

const idSchemas: Readonly<Record<string, z.ZodType>> = subjectIdSchemas
const hasGoodId = ({ kind, id }: SubjectRef): boolean => idSchemas[kind]?.safeParse(id).success ?? true

/** Entries never change, and a subject that is folded anew asks again for all of its own. */
const judged = new WeakMap<Entry, boolean>()

/** Reading is tolerant: an entry of a kind, version or shape that this version does not know is kept and shown, but has no effect. */
export function isKnownEntry(entry: Entry): entry is KnownEntry {
  const before = judged.get(entry)
  if (before !== undefined) return before
  const isKnown = isInShape(entry)
  judged.set(entry, isKnown)
  return isKnown
}

function isInShape(entry: Entry): boolean {
  if (!isEntryKind(entry.kind)) return false
  const known = entryKinds[entry.kind]
  const hasShape = entry.v === known.v && readBy(known.payload, entry.payload).success
  return hasShape && entry.subject.kind === known.subject && hasGoodId(entry.subject)
}

/**
 * Writing is strict.
 *
 * @returns subject, version and payload as they are stored: the payload has the fields of its kind and no others
 * @throws Refused `badRequest` for an unknown kind, a payload of the wrong shape, or an id that cannot be one
 */
export function checkFact(kind: string, subjectId: string, payload: unknown): Pick<Entry, 'subject' | 'v' | 'payload'> {
  if (!isEntryKind(kind)) throw new Refused('badRequest', `there is no entry kind ${kind}`)
  const known = entryKinds[kind]
  const checked = readBy(known.payload, payload)
  if (!checked.success) throw new Refused('badRequest', `${kind}: ${z.prettifyError(checked.error)}`)
  const subject = SubjectRef.safeParse({ kind: known.subject, id: subjectId })
  if (!subject.success || !hasGoodId(subject.data)) throw new Refused('badRequest', `${kind}: bad subject id`)
  return { subject: subject.data, v: known.v, payload: checked.data }
}
