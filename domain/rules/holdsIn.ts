import type { Place, Rule } from '../contract'
import type { RuleWorld } from './RuleWorld'

/** Whether a rule holds at a place. Without areas it holds everywhere, also for what has no place. */
export function holdsIn(
  { areas, offIn }: Pick<Rule, 'areas' | 'offIn'>,
  place: Place | undefined,
  world: RuleWorld,
): boolean {
  const buildingId = place?.buildingId
  const plotId = place?.plotId ?? (buildingId === undefined ? undefined : world.plotOf(buildingId))
  if (offIn.some(({ kind, id }) => id === (kind === 'plot' ? plotId : buildingId))) return false
  const { plotIds, buildingIds } = areas
  if (plotIds.length === 0 && buildingIds.length === 0) return true
  return plotIds.some((id) => id === plotId) || buildingIds.some((id) => id === buildingId)
}
