import { useMemo } from 'react'
import { useRegistry, useSeat } from '../feed'
import { isInScope } from '../../domain/seat/scope'
import { coverageOf, limitedScope, type Coverage } from './scope'

export interface Scope {
  /** False while all of the site is driven, by whichever seat. */
  isLimited: boolean
  /** True for a device that is not in the registry: nothing is greyed on a guess. */
  hasDevice(deviceId: string): boolean
  coverageOf(family: string): Coverage
  /** False when none of these systems is within it. */
  hasAnyOf(systemKeys: readonly string[]): boolean
}

const unlimited: Scope = {
  isLimited: false,
  hasDevice: () => true,
  coverageOf: () => 'whole',
  hasAnyOf: () => true,
}

/** What of the site is driven while the service is away. Needs the registry, as every pane. */
export function useScope(): Scope {
  const seat = useSeat()
  const registry = useRegistry()
  // The seat's state comes anew every second; the scope in it seldom changes.
  const key = JSON.stringify(limitedScope(seat))
  return useMemo(() => {
    const scope = limitedScope(seat)
    if (!scope) return unlimited
    return {
      isLimited: true,
      hasDevice(deviceId) {
        const index = registry.deviceIndex(deviceId)
        const systemKey = index === undefined ? undefined : registry.deviceType(index)?.systemKey
        if (index === undefined || systemKey === undefined) return true
        return isInScope(scope, { system: systemKey, plotId: registry.whereabouts(index).plot?.id })
      },
      coverageOf: (family) => coverageOf(scope, family),
      hasAnyOf: (systemKeys) => systemKeys.some((system) => isInScope(scope, { system })),
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for the scope in `seat`
  }, [key, registry])
}
