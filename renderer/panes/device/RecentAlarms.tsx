import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, DeviceId, ErrorCode } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { refusalCode, select, useClient, useCollection, useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { Section, Sign } from '../../widgets'
import styles from './DevicePanel.module.css'

const shown = 6

/** What the device raised lately, the newest first; read again when its standing alarms change. */
export function RecentAlarms({ deviceId }: { deviceId: DeviceId }) {
  const { t } = useTranslation(['device', 'common', 'error'])
  const client = useClient()
  const words = useAlarmWords()
  const format = useFormat()
  const nowMs = useNow()
  const { items } = useCollection('alarm.changed')
  const [history, setHistory] = useState<{ readAt?: string; alarms: readonly Alarm[]; code?: ErrorCode }>({
    alarms: [],
  })
  const standing = [...items.values()].filter((alarm) => alarm.deviceId === deviceId)
  const change = standing.map(({ id, state, occurrences }) => `${id} ${state} ${occurrences}`).join(',')
  useEffect(() => {
    let isGone = false
    client.call('alarm.history', { deviceId, limit: shown }).then(
      ({ alarms }) => !isGone && setHistory({ readAt: change, alarms }),
      (error: unknown) => !isGone && setHistory({ readAt: change, alarms: [], code: refusalCode(error) }),
    )
    return () => {
      isGone = true
    }
  }, [client, deviceId, change])
  const known = new Map([...history.alarms, ...standing].map((alarm) => [alarm.id, alarm]))
  const alarms = [...known.values()].sort((a, b) => b.raisedAtMs - a.raisedAtMs).slice(0, shown)
  return (
    <Section title={t('alarms')} meta={history.code && t(`error:${history.code}`)}>
      {alarms.length === 0 && <p className={styles.meta}>{t('noAlarms')}</p>}
      <ul aria-busy={history.readAt !== change}>
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <button
              type="button"
              className={styles.alarm}
              onClick={() => select({ alarmId: alarm.id, deviceId: alarm.deviceId })}
            >
              <Sign priority={alarm.priority} state={items.get(alarm.id)?.state ?? 'returned'} size={16} />
              <span className={styles.time}>{format.moment(alarm.raisedAtMs, nowMs)}</span>
              <span className={styles.grow}>{words.alarm(alarm)}</span>
              <span className={styles.meta}>{words.value(alarm)}</span>
              <span className={styles.meta}>{t(`common:alarmState.${alarm.state}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
