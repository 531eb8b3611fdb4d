import type { IndicatorDefinition } from '../../../domain/indicators/definitions'
import type { Scope } from '../../seat/useScope'

/** True when nothing that a figure is made of is driven now: it stands as it was last known, or cannot be computed at all. */
export function isOutOfScope({ source }: IndicatorDefinition, scope: Scope): boolean {
  if (!scope.isLimited) return false
  if (source.from === 'points') return !scope.hasAnyOf(source.systems)
  if (source.from === 'devices') return source.systems !== undefined && !scope.hasAnyOf(source.systems)
  if (source.from === 'alarms') return source.families.every((family) => scope.coverageOf(family) === 'none')
  return false
}
