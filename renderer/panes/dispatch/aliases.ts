import type { Incident, IncidentId } from '../../../domain/contract'

/** The incident that holds: itself, or the one that it was merged into, however often. */
export function rootOf(incident: Incident, incidents: ReadonlyMap<string, Incident>): Incident {
  const seen = new Set<string>()
  let root = incident
  while (root.aliasOf !== undefined && !seen.has(root.id)) {
    seen.add(root.id)
    const next = incidents.get(root.aliasOf)
    if (!next) break
    root = next
  }
  return root
}

/** Incidents that were merged into this one, in the order in which they were opened. */
export const aliasesOf = (incident: Incident, incidents: ReadonlyMap<string, Incident>): Incident[] =>
  [...incidents.values()]
    .filter(
      (each) => each.id !== incident.id && each.aliasOf !== undefined && rootOf(each, incidents).id === incident.id,
    )
    .sort((a, b) => a.opened.atMs - b.opened.atMs)

/** Ids under which what belongs to an incident may have been written: its own and its aliases'. */
export const idsOf = (incident: Incident, incidents: ReadonlyMap<string, Incident>): ReadonlySet<IncidentId> =>
  new Set([incident.id, ...aliasesOf(incident, incidents).map(({ id }) => id)])
