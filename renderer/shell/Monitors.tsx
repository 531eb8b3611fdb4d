import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, AlarmPriority } from '../../domain/contract'
import { familiesByMonitor, monitors, type Monitor } from '../../domain/indicators/definitions'
import { systemFamily } from '../alarms/describe'
import { worstPriority } from '../alarms/rank'
import { reveal, useCollection, useRegistry } from '../feed'
import { Sign, StateMark } from '../widgets'
import styles from './Monitors.module.css'

/** Worst alarm of each monitor, from the families of systems that belong to it. */
export function useMonitorStates(): ReadonlyMap<Monitor, AlarmPriority | undefined> {
  const registry = useRegistry()
  const { items } = useCollection('alarm.changed')
  return useMemo(() => {
    const byFamily = new Map<string, Alarm[]>()
    for (const alarm of items.values()) {
      const family = systemFamily(alarm.deviceId, registry) ?? ''
      const group = byFamily.get(family)
      if (group) group.push(alarm)
      else byFamily.set(family, [alarm])
    }
    return new Map(
      monitors.map((monitor) => [
        monitor,
        worstPriority(familiesByMonitor[monitor].flatMap((family) => byFamily.get(family) ?? [])),
      ]),
    )
  }, [items, registry])
}

/** The eight monitors with their worst state; a grey dot where nothing needs anybody. */
export function Monitors() {
  const { t } = useTranslation(['shell', 'common'])
  const states = useMonitorStates()
  return (
    <nav className={styles.monitors} aria-label={t('monitors')}>
      {monitors.map((monitor) => {
        const worst = states.get(monitor)
        return (
          <button key={monitor} type="button" className={styles.monitor} onClick={() => reveal('wall')}>
            {worst ? <Sign priority={worst} size={14} /> : <StateMark state="online" size={14} />}
            {t(`common:monitor.${monitor}`)}
          </button>
        )
      })}
    </nav>
  )
}
