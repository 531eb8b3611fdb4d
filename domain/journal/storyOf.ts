import { compareEntries } from './compareEntries'
import type { Entry, StoredEntry } from './entry'

/** An incident with all that were merged with it, in whichever direction: a merge that is void did not happen. */
export function mergedWith(
  incidentId: string,
  entries: readonly (Entry & Pick<StoredEntry, 'voidReason'>)[],
): ReadonlySet<string> {
  const ids = new Set([incidentId])
  const merges = entries.flatMap(({ kind, subject, payload: { intoIncidentId: into }, voidReason }) =>
    kind === 'incident.merged' && voidReason === undefined && typeof into === 'string' ? [[subject.id, into]] : [],
  )
  for (let known = 0; known < ids.size;) {
    known = ids.size
    for (const pair of merges) if (pair.some((id) => ids.has(id))) for (const id of pair) ids.add(id)
  }
  return ids
}

/**
 * The story of an incident and of those that it was merged with, out of all entries of the subjects that ever belonged to them: oldest first, without what
 * those subjects did for another incident, and without what an alarm did after it was taken out of these. A fact that two seats wrote down is there once.
 */
export function storyOf<E extends Entry & Pick<StoredEntry, 'voidReason'>>(
  incidentId: string,
  entries: readonly E[],
): E[] {
  const ids = mergedWith(incidentId, entries)
  const left = new Set<string>()
  const told = new Set<string>()
  return entries.toSorted(compareEntries).filter((entry) => {
    if (told.has(entry.id)) return false
    told.add(entry.id)
    if (entry.subject.kind === 'incident') return ids.has(entry.subject.id)
    const subject = `${entry.subject.kind} ${entry.subject.id}`
    const named = entry.payload['incidentId']
    const isNamed = typeof named === 'string' && ids.has(named)
    const isOurs = isNamed || (named === undefined && !left.has(subject))
    if (isNamed) {
      if (entry.kind === 'alarm.unlinked') left.add(subject)
      else left.delete(subject)
    }
    return isOurs
  })
}
