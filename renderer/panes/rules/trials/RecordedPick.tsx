import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm, DeviceId, ErrorCode } from '../../../../domain/contract'
import { useAlarmWords } from '../../../alarms/useAlarmWords'
import { refusalCode, useClient, useNow } from '../../../feed'
import { useFormat } from '../../../i18n'
import { useAttempt } from '../../../session/useAttempt'
import { Button, Sign } from '../../../widgets'
import { goodValueAt } from './recordedCause'
import styles from './Trials.module.css'

/** Alarms of the device that are offered, the latest first. */
const mostOffered = 12
/** How far back the last value is sought, ms: first in single samples, then further, as what reports on change keeps silent for hours, a meter for days. */
const lookBacksMs = [600_000, 6 * 3_600_000, 31 * 86_400_000]
/** Rows of one answer. */
const mostRows = 5_000

/** Takes what was really recorded as the cause: an alarm of the device, or any moment, with the values that stood then. */
export function RecordedPick({
  deviceId,
  properties,
  atMs,
  onPick,
}: {
  deviceId: DeviceId
  /** Properties whose values are taken. */
  properties: readonly string[]
  /** The moment that is chosen in the form. */
  atMs: number | undefined
  onPick(atMs: number, values: Readonly<Record<string, number>>): void
}) {
  const { t } = useTranslation(['rules', 'common', 'error'])
  const client = useClient()
  const format = useFormat()
  const words = useAlarmWords()
  const nowMs = useNow()
  const { alarms, code: listCode } = useDeviceAlarms(deviceId)
  const { run, code, isPending } = useAttempt()
  const [missing, setMissing] = useState(0)
  const take = (momentMs: number) =>
    void run(async () => {
      const valueThen = async (property: string): Promise<number | undefined> => {
        for (const lookBackMs of lookBacksMs) {
          const range = { fromMs: Math.max(0, momentMs - lookBackMs), toMs: momentMs, maxPoints: mostRows }
          // oxlint-disable-next-line no-await-in-loop -- further back only when nothing stands nearer
          const value = goodValueAt(await client.call('history.read', { deviceId, property, ...range }), momentMs)
          if (value !== undefined) return value
        }
        return undefined
      }
      const values = await Promise.all(properties.map(valueThen))
      const found = properties.flatMap((property, at) => {
        const value = values[at]
        return value === undefined ? [] : [[property, value] as const]
      })
      setMissing(properties.length - found.length)
      onPick(momentMs, Object.fromEntries(found))
    })
  return (
    <div className={styles.recorded} role="group" aria-label={t('recorded.title')}>
      <h4 className={styles.recordedTitle}>{t('recorded.title')}</h4>
      {atMs !== undefined && (
        <Button size="small" disabled={isPending} onClick={() => take(atMs)}>
          {t('recorded.atMoment')}
        </Button>
      )}
      {alarms?.length === 0 && <p className={styles.hint}>{t('recorded.noAlarms')}</p>}
      <ul className={styles.recordedList} aria-busy={isPending}>
        {alarms?.map((alarm) => (
          <li key={alarm.id}>
            <button
              type="button"
              className={styles.recordedAlarm}
              aria-pressed={atMs === alarm.raisedAtMs}
              disabled={isPending}
              onClick={() => take(alarm.raisedAtMs)}
            >
              <Sign priority={alarm.priority} state="returned" size={14} />
              <span className={styles.who}>{words.alarm(alarm)}</span>
              <span className={styles.time}>{format.moment(alarm.raisedAtMs, nowMs)}</span>
            </button>
          </li>
        ))}
      </ul>
      {missing > 0 && <p className={styles.hint}>{t('recorded.missing', { count: missing })}</p>}
      {(code ?? listCode) && (
        <p className={styles.refused} role="alert">
          {t(`error:${code ?? listCode ?? 'internal'}`)}
        </p>
      )}
    </div>
  )
}

function useDeviceAlarms(deviceId: DeviceId): { alarms?: readonly Alarm[]; code?: ErrorCode } {
  const client = useClient()
  const [state, setState] = useState<{ of?: DeviceId; alarms?: readonly Alarm[]; code?: ErrorCode }>({})
  useEffect(() => {
    let isGone = false
    client.call('alarm.history', { deviceId, limit: mostOffered }).then(
      ({ alarms }) => !isGone && setState({ of: deviceId, alarms }),
      (error: unknown) => !isGone && setState({ of: deviceId, code: refusalCode(error) }),
    )
    return () => {
      isGone = true
    }
  }, [client, deviceId])
  return state.of === deviceId ? state : {}
}
