import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { compareImportance, isSettled } from '../alarms/rank'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { select, useCollection, useDeviceStates, useRegistry } from '../feed'
import { useFormat } from '../i18n'
import { deviceStateName } from '../panes/device/deviceState'
import { Section, Sign, StateMark } from '../widgets'
import { devicesAround, isCamera, troubledOf } from './nearDevices'
import styles from './AlarmCard.module.css'

/** Named; the others are counted. */
const named = 4

/** What else is alarmed or abnormal on the same floor, and the cameras that may see it. */
export function Around({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['alarmDeeds', 'common'])
  const format = useFormat()
  const words = useAlarmWords()
  const registry = useRegistry()
  const states = useDeviceStates()
  const { items } = useCollection('alarm.changed')
  const index = registry.deviceIndex(alarm.deviceId)
  const near = useMemo(() => (index === undefined ? [] : devicesAround(index, registry)), [index, registry])
  const alarms = useMemo(() => {
    const places = new Set(near.map((each) => registry.devices.ids[each.index]))
    return [...items.values()]
      .filter((other) => other.id !== alarm.id && !isSettled(other))
      .filter(({ deviceId }) => deviceId === alarm.deviceId || places.has(deviceId))
      .sort(compareImportance)
  }, [items, near, alarm, registry])
  const alarmed = new Set<string>(alarms.map(({ deviceId }) => deviceId))
  const troubled = troubledOf(near, states).filter((each) => !alarmed.has(registry.devices.ids[each.index] ?? ''))
  const cameras = useMemo(() => near.filter((each) => isCamera(each.index, registry)), [near, registry])
  const choose = (at: number) => {
    const deviceId = registry.devices.ids[at]
    if (deviceId !== undefined) select({ alarmId: alarm.id, deviceId })
  }
  const nameOf = (at: number) => words.device(registry.devices.ids[at] ?? '')
  return (
    <>
      <Section title={t('around.title')} meta={t('around.meta')}>
        {alarms.length + troubled.length === 0 && <p className={styles.meta}>{t('around.nothing')}</p>}
        <ul>
          {alarms.slice(0, named).map((other) => (
            <li key={other.id}>
              <button
                type="button"
                className={styles.near}
                onClick={() => select({ alarmId: other.id, deviceId: other.deviceId })}
              >
                <Sign priority={other.priority} state={other.state} size={16} />
                <span className={styles.nearName}>{`${words.device(other.deviceId)} ${words.alarm(other)}`}</span>
                <span className={styles.meta}>{format.clock(other.raisedAtMs)}</span>
              </button>
            </li>
          ))}
          {troubled.slice(0, Math.max(0, named - alarms.length)).map((each) => (
            <li key={each.index}>
              <button type="button" className={styles.near} onClick={() => choose(each.index)}>
                <StateMark state={deviceStateName(states.bytes[each.index])} />
                <span className={styles.nearName}>{nameOf(each.index)}</span>
                <span className={styles.meta}>
                  {t(`common:deviceState.${deviceStateName(states.bytes[each.index])}`)}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {alarms.length + troubled.length > named && (
          <p className={styles.meta}>{t('around.more', { count: alarms.length + troubled.length - named })}</p>
        )}
      </Section>
      <Section title={t('cameras.title')} meta={t('cameras.meta')}>
        {cameras.length === 0 && <p className={styles.meta}>{t('cameras.none')}</p>}
        <ul>
          {cameras.slice(0, named).map((each) => (
            <li key={each.index}>
              <button type="button" className={styles.near} onClick={() => choose(each.index)}>
                <StateMark state={deviceStateName(states.bytes[each.index])} />
                <span className={styles.nearName}>{nameOf(each.index)}</span>
                <span className={styles.meta}>{`${format.number(each.distanceM)} m`}</span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
