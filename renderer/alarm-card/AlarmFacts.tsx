import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { compareImportance } from '../alarms/rank'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { select, useCollection, useRegistry } from '../feed'
import { useFormat } from '../i18n'
import { DeviceName, PlaceName } from '../widgets'
import styles from './AlarmCard.module.css'

/** How many alarms of the same place are named; the others are counted. */
const named = 3

/** Place, device, times, value against its limit, and what else stands alarmed at the same place. */
export function AlarmFacts({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('map')
  const words = useAlarmWords()
  const format = useFormat()
  const registry = useRegistry()
  const { items } = useCollection('alarm.changed')
  const others = useMemo(() => alarmsAtSamePlace(alarm, items.values(), registry), [alarm, items, registry])
  const index = registry.deviceIndex(alarm.deviceId)
  const type = index === undefined ? undefined : registry.deviceType(index)
  const value = words.value(alarm)
  const lateS = Math.max(0, alarm.arrivedAtMs - alarm.raisedAtMs) / 1000
  return (
    <dl className={styles.facts}>
      <dt>{t('card.place')}</dt>
      <dd className={styles.strong}>
        <PlaceName place={words.place(alarm.deviceId)} />
      </dd>
      <dt>{t('card.device')}</dt>
      <dd>
        <DeviceName
          name={words.device(alarm.deviceId)}
          detail={[type && format.text(type.name), alarm.deviceId].filter(Boolean).join(' · ')}
        />
      </dd>
      <dt>{t('card.time')}</dt>
      <dd>
        {format.clock(alarm.raisedAtMs)}
        <span className={styles.meta}>{t('card.arrived', { seconds: format.number(lateS, 1) })}</span>
      </dd>
      {value !== '' && (
        <>
          <dt>{t('card.value')}</dt>
          <dd className={styles.strong}>{value}</dd>
        </>
      )}
      {alarm.acknowledged && (
        <>
          <dt>{t('card.taken')}</dt>
          <dd>
            {alarm.acknowledged.by.name ?? alarm.acknowledged.by.id}
            <span className={styles.meta}>{format.clock(alarm.acknowledged.atMs)}</span>
          </dd>
        </>
      )}
      {others.length > 0 && (
        <>
          <dt>{t('card.samePlace')}</dt>
          <dd>
            {others.slice(0, named).map((other) => (
              <button
                key={other.id}
                type="button"
                className={styles.link}
                onClick={() => select({ alarmId: other.id, deviceId: other.deviceId })}
              >
                {`${words.device(other.deviceId)} ${words.alarm(other)}`}
                <span className={styles.meta}>{format.clock(other.raisedAtMs)}</span>
              </button>
            ))}
            {others.length > named && (
              <span className={styles.meta}>{t('card.more', { count: others.length - named })}</span>
            )}
          </dd>
        </>
      )}
    </dl>
  )
}

/** Other alarms in the same house on the same floor, the most important first; outdoors there is no "same place". */
export function alarmsAtSamePlace(
  alarm: Alarm,
  alarms: Iterable<Alarm>,
  registry: ReturnType<typeof useRegistry>,
): Alarm[] {
  const placeOf = ({ deviceId }: Pick<Alarm, 'deviceId'>) => {
    const index = registry.deviceIndex(deviceId)
    const where = index === undefined ? undefined : registry.whereabouts(index)
    return where?.building && where.floor !== undefined ? `${where.building.id} ${where.floor}` : undefined
  }
  const place = placeOf(alarm)
  if (place === undefined) return []
  return [...alarms].filter((other) => other.id !== alarm.id && placeOf(other) === place).sort(compareImportance)
}
