import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../../domain/contract'
import { useAlarmWords } from '../../../alarms/useAlarmWords'
import { useClient, useNow } from '../../../feed'
import { useFormat } from '../../../i18n'
import { storyOf } from './storyOf'
import styles from './AlarmStory.module.css'

/** Earlier alarms of the device that are told with this one. */
const earlierLimit = 5

/** What has happened with this alarm, and when its device alarmed before. */
export function AlarmStory({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('alarms')
  const client = useClient()
  const words = useAlarmWords()
  const format = useFormat()
  const now = useNow()
  const [earlier, setEarlier] = useState<readonly Alarm[]>([])
  useEffect(() => {
    let isCurrent = true
    // Without its past the story is shorter, not wrong: a refusal is no reason for a message here.
    client.call('alarm.history', { deviceId: alarm.deviceId, beforeMs: alarm.raisedAtMs, limit: earlierLimit }).then(
      ({ alarms }) => isCurrent && setEarlier(alarms),
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [client, alarm.deviceId, alarm.raisedAtMs])
  return (
    <ul className={styles.story}>
      {storyOf(alarm, earlier).map((line) => (
        <li
          key={`${line.kind} ${line.atMs} ${line.alarm.id}`}
          className={line.kind === 'earlier' ? styles.earlier : styles.line}
        >
          <time className={styles.time}>{format.moment(line.atMs, now)}</time>
          <span className={styles.who}>{line.by ?? t('story.device')}</span>
          <span className={styles.what}>
            {line.kind === 'earlier'
              ? words.alarm(line.alarm)
              : t(`story.${line.kind}`, { count: line.alarm.occurrences })}
          </span>
          <span className={styles.value}>
            {line.kind === 'raised' || line.kind === 'earlier' ? words.value(line.alarm) : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}
