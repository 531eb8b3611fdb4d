import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Building, DeviceStateName } from '../../../domain/contract'
import { compareImportance, isAside } from '../../alarms/rank'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { select, useCollection, useDeviceStates, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { Empty, Section, Sign, StateMark, SystemIcon } from '../../widgets'
import { deviceStateName } from './deviceState'
import { PanelHead } from './PanelHead'
import styles from './DevicePanel.module.css'

/** One house: floors and area, devices by kind and state, what stands alarmed, and who of the staff is inside. */
export function BuildingView({ building, onClose }: { building: Building; onClose?: (() => void) | undefined }) {
  const { t } = useTranslation(['device', 'map', 'common'])
  const registry = useRegistry()
  const format = useFormat()
  const { items: alarms } = useCollection('alarm.changed')
  const { items: people } = useCollection('people.changed')
  const words = useAlarmWords()
  const plot = registry.plot(building.plotId)
  const indexes = useMemo(() => devicesOf(registry, building.id), [registry, building.id])
  const standing = useMemo(() => {
    const ids = new Set<string>(indexes.flatMap((index) => registry.devices.ids[index] ?? []))
    return [...alarms.values()].filter((alarm) => ids.has(alarm.deviceId) && !isAside(alarm)).sort(compareImportance)
  }, [alarms, indexes, registry])
  const inside = [...people.values()].filter(({ buildingId }) => buildingId === building.id)
  return (
    <article className={styles.panel}>
      <PanelHead
        mark={<span className={styles.swatch} style={{ background: `var(--map-${building.businessType})` }} />}
        name={format.text(building.name)}
        detail={[plot && format.text(plot.name), t(`map:legend.business.${building.businessType}`)]
          .filter(Boolean)
          .join(' · ')}
        onClose={onClose}
      />
      <div className={styles.scroll}>
        <Section>
          <dl className={styles.facts}>
            <dt>{t('floors')}</dt>
            <dd>{t('floorsText', { above: building.floorsAbove, below: building.floorsBelow })}</dd>
            <dt>{t('height')}</dt>
            <dd>{format.number(building.floorsAbove * building.floorHeightM)} m</dd>
            <dt>{t('area')}</dt>
            <dd>{format.number(building.floorAreaM2)} m²</dd>
          </dl>
        </Section>
        <Section title={t('standing')} meta={format.number(standing.length)}>
          {standing.length === 0 && <p className={styles.meta}>{t('noStanding')}</p>}
          <ul>
            {standing.slice(0, 12).map((alarm) => (
              <li key={alarm.id}>
                <button
                  type="button"
                  className={styles.alarm}
                  onClick={() => select({ alarmId: alarm.id, deviceId: alarm.deviceId })}
                >
                  <Sign priority={alarm.priority} state={alarm.state} size={16} />
                  <span className={styles.time}>{format.clock(alarm.raisedAtMs)}</span>
                  <span className={styles.grow}>{`${words.device(alarm.deviceId)} ${words.alarm(alarm)}`}</span>
                </button>
              </li>
            ))}
          </ul>
        </Section>
        <DevicesByKind indexes={indexes} />
        <Section title={t('inside')} meta={format.number(inside.length)}>
          {inside.length === 0 && <Empty>{t('nobodyInside')}</Empty>}
          <ul>
            {inside.slice(0, 20).map((state) => {
              const person = registry.people.get(state.id)
              return (
                <li key={state.id}>
                  <button
                    type="button"
                    className={styles.alarm}
                    onClick={() => select({ personId: state.id }, { locate: true })}
                  >
                    <span className={styles.grow}>{person ? format.text(person.name) : state.id}</span>
                    <span className={styles.meta}>{person && t(`map:post.${person.post}`)}</span>
                    <span className={styles.meta}>{t(`map:duty.${state.duty}`)}</span>
                    <span className={styles.time}>
                      {state.floor === undefined
                        ? ''
                        : state.floor > 0
                          ? t('common:floor', { floor: state.floor })
                          : t('common:basement', { floor: -state.floor })}
                    </span>
                  </button>
                </li>
              )
            })}
          </ul>
        </Section>
      </div>
    </article>
  )
}

const shownStates: readonly DeviceStateName[] = ['abnormal', 'offline', 'outOfService', 'unknown']

/** Devices counted by kind; those that are not well are counted apart, by mark and number. */
function DevicesByKind({ indexes }: { indexes: readonly number[] }) {
  const { t } = useTranslation('device')
  const registry = useRegistry()
  const format = useFormat()
  const { bytes, version } = useDeviceStates()
  const kinds = useMemo(() => {
    const byType = new Map<string, { total: number; states: Map<DeviceStateName, number> }>()
    for (const index of indexes) {
      const id = registry.deviceType(index)?.id ?? ''
      const kind = byType.get(id) ?? { total: 0, states: new Map<DeviceStateName, number>() }
      const state = deviceStateName(bytes[index])
      kind.total += 1
      kind.states.set(state, (kind.states.get(state) ?? 0) + 1)
      byType.set(id, kind)
    }
    return [...byType].sort(([, a], [, b]) => b.total - a.total)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the bytes are filled in place; `version` says when
  }, [indexes, registry, bytes, version])
  return (
    <Section title={t('devices')} meta={format.number(indexes.length)}>
      <ul>
        {kinds.map(([id, { total, states }]) => {
          const type = registry.types.get(id)
          return (
            <li key={id} className={styles.kind}>
              <SystemIcon symbol={type?.symbol ?? ''} size={16} />
              <span className={styles.grow}>{type ? format.text(type.name) : id}</span>
              {shownStates.map((state) =>
                states.has(state) ? (
                  <span key={state} className={styles.stateCount}>
                    <StateMark state={state} size={12} />
                    {states.get(state)}
                  </span>
                ) : undefined,
              )}
              <span className={styles.count}>{format.number(total)}</span>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function devicesOf(registry: ReturnType<typeof useRegistry>, buildingId: string): number[] {
  const { buildings, buildingIds } = registry.devices
  const building = buildingIds.findIndex((id) => id === buildingId)
  const indexes: number[] = []
  buildings.forEach((each, index) => {
    if (each === building && registry.deviceType(index)?.systemKey.startsWith('staff.') !== true) indexes.push(index)
  })
  return indexes
}
