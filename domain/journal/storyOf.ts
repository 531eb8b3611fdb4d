import { compareEntries } from './compareEntries'
import type { Entry } from './entry'

/**
 * The story of an incident, out of all entries of the subjects that ever belonged to it: oldest first, without what those subjects did for
 * another incident, and without what an alarm did after it was taken out of this one. A fact that two seats wrote down is there once.
 */
export function storyOf<E extends Entry>(incidentId: string, entries: readonly E[]): E[] {
  const left = new Set<string>()
  const told = new Set<string>()
  return entries.toSorted(compareEntries).filter((entry) => {
    if (told.has(entry.id)) return false
    told.add(entry.id)
    if (entry.subject.kind === 'incident') return entry.subject.id === incidentId
    const subject = `${entry.subject.kind} ${entry.subject.id}`
    const named = entry.payload['incidentId']
    const isOurs = named === incidentId || (named === undefined && !left.has(subject))
    if (named === incidentId) {
      if (entry.kind === 'alarm.unlinked') left.add(subject)
      else left.delete(subject)
    }
    return isOurs
  })
}
