import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, HistorySeries } from '../../domain/contract'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { seatNow, useClient, useRegistry } from '../feed'
import { useFormat } from '../i18n'
import { Sparkline } from '../widgets'
import styles from './AlarmCard.module.css'

const beforeMs = 15 * 60_000
const afterMs = 5 * 60_000
const points = 120
const size = { widthPx: 344, heightPx: 44 }

/** How the value came to its limit: a quarter of an hour before the alarm and five minutes after it, without axis. The trend with limits is in the list's detail. */
export function AroundTime({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('alarmDeeds')
  const client = useClient()
  const registry = useRegistry()
  const words = useAlarmWords()
  const format = useFormat()
  const { id, deviceId, property, raisedAtMs } = alarm
  const [read, setRead] = useState<{ id: string; series: HistorySeries }>()
  useEffect(() => {
    if (property === undefined) return
    let isCurrent = true
    client
      .call('history.read', {
        deviceId,
        property,
        fromMs: Math.max(0, raisedAtMs - beforeMs),
        toMs: Math.floor(Math.max(raisedAtMs, Math.min(seatNow(), raisedAtMs + afterMs))),
        maxPoints: points,
      })
      .then(
        (series) => isCurrent && setRead({ id, series }),
        // Without its past the value still stands beside its limit.
        () => undefined,
      )
    return () => {
      isCurrent = false
    }
  }, [client, id, deviceId, property, raisedAtMs])
  if (property === undefined || read?.id !== id || read.series.timesMs.length < 2) return undefined
  const name = registry.property(deviceId, property)?.property.name
  const { series } = read
  return (
    <figure className={styles.aroundTime}>
      <figcaption className={styles.meta}>
        {name && format.text(name)} <b className={styles.out}>{words.value(alarm)}</b>
      </figcaption>
      <Sparkline
        values={Array.from(series.average, (value) => (Number.isNaN(value) ? null : value))}
        {...size}
        hasArea
      />
      <p className={styles.ends}>
        <span>{format.clock(series.fromMs, { seconds: false })}</span>
        <span>{t('raisedAt', { time: format.clock(raisedAtMs, { seconds: false }) })}</span>
        <span>{format.clock(series.toMs, { seconds: false })}</span>
      </p>
    </figure>
  )
}
