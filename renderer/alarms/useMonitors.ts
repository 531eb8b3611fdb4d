import { useMemo } from 'react'
import type { Alarm, AlarmPriority } from '../../domain/contract'
import { familiesByMonitor, monitors, type Monitor } from '../../domain/indicators/definitions'
import { useCollection, useRegistry } from '../feed'
import { systemFamily } from './describe'
import { countByPriority, isSettled, worstPriority, type Counter } from './rank'

export interface MonitorAlarms {
  worst: AlarmPriority | undefined
  counts: Record<AlarmPriority, Counter>
}

/** Alarms of each of the eight monitors, from the families of systems that belong to it. */
export function useMonitors(): ReadonlyMap<Monitor, MonitorAlarms> {
  const registry = useRegistry()
  const { items } = useCollection('alarm.changed')
  return useMemo(() => {
    const byFamily = new Map<string, Alarm[]>()
    for (const alarm of items.values()) {
      if (isSettled(alarm)) continue
      const family = systemFamily(alarm.deviceId, registry) ?? ''
      const group = byFamily.get(family)
      if (group) group.push(alarm)
      else byFamily.set(family, [alarm])
    }
    return new Map(
      monitors.map((monitor) => {
        const alarms = familiesByMonitor[monitor].flatMap((family) => byFamily.get(family) ?? [])
        return [monitor, { worst: worstPriority(alarms), counts: countByPriority(alarms) }]
      }),
    )
  }, [items, registry])
}
