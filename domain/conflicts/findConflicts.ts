import type { SeatId } from '../contract/primitives'
import type { Actor, ConflictSide } from '../contract/state'
import { compareEntries } from '../journal/compareEntries'
import type { StoredEntry } from '../journal/entry'
import type { EntryKind, EntryPayload } from '../journal/entryKinds'
import { isKnownEntry } from '../journal/parseEntry'
import { type Clash, clashes, type ConflictView, type Known } from './clashes'

/** A fact to be written, under an id that follows from what clashed: written again it is the same. */
export type ConflictDraft = DraftOf<'conflict.found'> | DraftOf<'incident.merged'>

interface DraftOf<K extends EntryKind> {
  kind: K
  id: string
  subjectId: string
  actor: Actor
  payload: EntryPayload<K>
}

const mergeActor: Actor = { kind: 'system', id: 'merge' }
/** Of each entry's id so much that two of them fit into an id; what tells ids apart stands at their end. */
const idTail = 48

/**
 * What clashes between entries that came from other seats and those that this seat had written before they came.
 *
 * Only pairs whose later entry is this seat's own: those with a later entry of another seat are listed there (see the README). So a clash counts when neither side
 * had seen the other: the own entry was stored here before the other came, and the other sorts before it.
 *
 * @param merged.arrived entries of other seats, as they are stored here
 * @param merged.own this seat's entries, at least those that sort after the earliest of `arrived`, marked void as they are after the merge
 * @param merged.view states after the merge
 * @returns drafts in a fixed order; the same for the same entries
 */
export function findConflicts(merged: {
  self: SeatId
  arrived: readonly StoredEntry[]
  own: readonly StoredEntry[]
  view: ConflictView
}): ConflictDraft[] {
  const { self, view } = merged
  const own = merged.own.filter((entry) => entry.origin === self)
  const ownIds = new Set(own.map(({ id }) => id))
  // What both wrote is one fact.
  const arrived = merged.arrived.filter(({ origin, id }) => origin !== self && !ownIds.has(id))
  const earliest = arrived.reduce<StoredEntry | undefined>(
    (first, entry) => (first && compareEntries(first, entry) <= 0 ? first : entry),
    undefined,
  )
  if (!earliest) return []
  const since = known(own.filter((entry) => compareEntries(earliest, entry) < 0))
  if (since.length === 0) return []
  const came = known(arrived)
  const drafts = clashes.flatMap((clash) => draftsOf(clash, came, since, view))
  return [...new Map(drafts.map((draft) => [draft.id, draft])).values()]
}

const isKnown = (entry: StoredEntry): entry is StoredEntry & Known => isKnownEntry(entry)
const known = (entries: readonly StoredEntry[]): Known[] => entries.filter(isKnown).toSorted(compareEntries)

/** Neither writer had seen the other's: the own entry was stored before the other came, and sorts after it. */
const isUnseen = (earlier: Known, later: Known): boolean =>
  compareEntries(earlier, later) < 0 && later.position <= earlier.position

/** Each entry that came is listed once a rule: against the first own one that clashes with it. Of entries that replace one another the last of each side. */
function draftsOf(clash: Clash, came: readonly Known[], own: readonly Known[], view: ConflictView): ConflictDraft[] {
  const byKey = new Map<string, Known[]>()
  for (const entry of own.filter((one) => clash.mayBeLater?.(one) ?? true))
    for (const key of clash.keysOf(entry)) {
      const entries = byKey.get(key)
      if (entries) entries.push(entry)
      else byKey.set(key, [entry])
    }
  if (byKey.size === 0) return []
  if (clash.isOfLast) return [...byKey].flatMap(([key, entries]) => lastPair(clash, key, came, entries, view))
  return came.flatMap((earlier) => {
    if (clash.mayBeEarlier?.(earlier) === false) return []
    const lists = clash.keysOf(earlier).flatMap((key) => [byKey.get(key) ?? []])
    // Each list is in order, as `own` is.
    const candidates = lists.length > 1 ? lists.flat().toSorted(compareEntries) : (lists[0] ?? [])
    for (const later of candidates) {
      if (!isUnseen(earlier, later)) continue
      const about = clash.judge(earlier, later, view)
      if (!about) continue
      const sides = clash.isOneSided ? [later] : [earlier, later]
      const found = draftOf(clash.kind, sides, about)
      const merged = clash.kind === 'incidentTwice' ? mergedDraft(earlier.subject.id, later.subject.id, view) : []
      return [found, ...merged]
    }
    return []
  })
}

function lastPair(
  clash: Clash,
  key: string,
  came: readonly Known[],
  own: readonly Known[],
  view: ConflictView,
): ConflictDraft[] {
  const theirs = came.filter((entry) => clash.keysOf(entry).includes(key))
  for (const later of own.toReversed()) {
    const earlier = theirs.findLast((entry) => isUnseen(entry, later))
    if (!earlier) continue
    const about = clash.judge(earlier, later, view)
    return about ? [draftOf(clash.kind, [earlier, later], about)] : []
  }
  return []
}

function draftOf(
  kind: Clash['kind'],
  sides: readonly Known[],
  about: NonNullable<ReturnType<Clash['judge']>>,
): ConflictDraft {
  const ids = sides.map(({ id }) => id.slice(-idTail)).toSorted()
  const id = `${kind}-${ids.join('+')}`
  const payload = { kind, sides: sides.map(sideOf), ...about }
  return { kind: 'conflict.found', id, subjectId: id, actor: mergeActor, payload }
}

function sideOf(entry: Known): ConflictSide {
  const { id, origin, subject, actor, hlc, payload } = entry
  const place = 'place' in payload ? payload.place : undefined
  return {
    seatId: origin,
    entryId: id,
    subject: `${subject.kind} ${subject.id}`,
    by: actor,
    atMs: hlc.ms,
    ...(place && { place }),
  }
}

/** Of two incidents of one alarm the smaller id holds. Not while either is over: what was ended is not to swallow what goes on; then a person decides. */
function mergedDraft(a: string, b: string, view: ConflictView): ConflictDraft[] {
  const [into, from] = (a < b ? [a, b] : [b, a]).map((id) => view.get('incident', id))
  if (into?.state !== 'open' || from?.state !== 'open') return []
  const id = `merged-${from.id.slice(-idTail)}-${into.id.slice(-idTail)}`
  const payload = { intoIncidentId: into.id }
  return [{ kind: 'incident.merged', id, subjectId: from.id, actor: mergeActor, payload }]
}
