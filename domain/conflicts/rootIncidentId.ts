import type { IncidentId } from '../contract/primitives'
import type { Incident } from '../contract/state'

/**
 * The incident that holds: where `id` was merged, the one it was merged into, and so on. An incident is merged only into one with a smaller id, so there is
 * always an end; what says otherwise is not followed.
 *
 * @param get state of an incident; for one that is not known `id` itself holds
 */
export function rootIncidentId(id: IncidentId, get: (id: IncidentId) => Incident | undefined): IncidentId {
  const aliasOf = get(id)?.aliasOf
  return aliasOf !== undefined && aliasOf < id ? rootIncidentId(aliasOf, get) : id
}
