import { useTranslation } from 'react-i18next'
import type { DeviceStateName } from '../../../domain/contract'
import { isAside } from '../../alarms/rank'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useCollection, useItem, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { Sign, StateMark } from '../../widgets'
import { deviceStateName } from '../device/deviceState'
import type { Picked } from './ink/inkModel'
import type { ScreenPoint } from './scene/Projector'
import styles from './MapPane.module.css'

/** Name and state of what the pointer rests on. */
export function HoverTip({ picked, at, stateOf }: { picked: Picked; at: ScreenPoint; stateOf(index: number): number }) {
  return (
    <div className={styles.tip} role="tooltip" style={{ left: at.x + 14, top: at.y + 14 }}>
      {picked.kind === 'alarm' && <AlarmTip id={picked.id} />}
      {picked.kind === 'alarms' && <AlarmsTip ids={picked.ids} />}
      {picked.kind === 'device' && <DeviceTip index={picked.index} state={deviceStateName(stateOf(picked.index))} />}
      {picked.kind === 'building' && <BuildingTip id={picked.id} />}
      {picked.kind === 'person' && <PersonTip id={picked.id} />}
      {picked.kind === 'incident' && <IncidentTip id={picked.id} />}
    </div>
  )
}

function AlarmTip({ id }: { id: string }) {
  const words = useAlarmWords()
  const alarm = useItem('alarm.changed', id)
  if (!alarm) return undefined
  return (
    <>
      <span className={styles.tipName}>
        <Sign priority={alarm.priority} state={alarm.state} size={16} />
        {words.alarm(alarm)}
      </span>
      <span>{words.place(alarm.deviceId)}</span>
      <span>{words.value(alarm)}</span>
    </>
  )
}

function AlarmsTip({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('map')
  return (
    <>
      <span className={styles.tipName}>{t('tip.alarms', { count: ids.length })}</span>
      {ids.slice(0, 4).map((id) => (
        <AlarmTip key={id} id={id} />
      ))}
    </>
  )
}

function DeviceTip({ index, state }: { index: number; state: DeviceStateName }) {
  const { t } = useTranslation('common')
  const registry = useRegistry()
  const format = useFormat()
  const type = registry.deviceType(index)
  const { devices } = registry
  return (
    <>
      <span className={styles.tipName}>
        <StateMark state={state} />
        {format.text({ zh: devices.namesZh[index] ?? '', en: devices.namesEn[index] ?? '' })}
      </span>
      <span>{[type && format.text(type.name), t(`deviceState.${state}`)].filter(Boolean).join(' · ')}</span>
    </>
  )
}

function BuildingTip({ id }: { id: string }) {
  const { t } = useTranslation('map')
  const registry = useRegistry()
  const format = useFormat()
  const { items } = useCollection('alarm.changed')
  const building = registry.building(id)
  if (!building) return undefined
  const alarms = [...items.values()].filter((alarm) => {
    const index = registry.deviceIndex(alarm.deviceId)
    return !isAside(alarm) && index !== undefined && registry.whereabouts(index).building?.id === id
  }).length
  return (
    <>
      <span className={styles.tipName}>{format.text(building.name)}</span>
      <span>
        {[
          t(`legend.business.${building.businessType}`),
          t('tip.floors', { count: building.floorsAbove }),
          alarms > 0 && t('tip.alarms', { count: alarms }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  )
}

function PersonTip({ id }: { id: string }) {
  const { t } = useTranslation('map')
  const registry = useRegistry()
  const format = useFormat()
  const state = useItem('people.changed', id)
  const person = registry.people.get(id)
  if (!person) return undefined
  return (
    <>
      <span className={styles.tipName}>{format.text(person.name)}</span>
      <span>{[t(`post.${person.post}`), state && t(`duty.${state.duty}`)].filter(Boolean).join(' · ')}</span>
    </>
  )
}

function IncidentTip({ id }: { id: string }) {
  const format = useFormat()
  const incident = useItem('incident.changed', id)
  if (!incident) return undefined
  return (
    <>
      <span className={styles.tipName}>{incident.number}</span>
      <span>{format.text(incident.title)}</span>
    </>
  )
}
