import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../domain/contract'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { useNow } from '../feed'
import { useFormat } from '../i18n'
import { Sign } from '../widgets'
import { isUnacknowledged } from '../alarms/rank'
import styles from './AlarmCard.module.css'

/** What it is and how long it has stood; on its tint while nobody has taken it. */
export function AlarmHead({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['map', 'common'])
  const words = useAlarmWords()
  const format = useFormat()
  const nowMs = useNow()
  const state = [
    t(`common:priority.${alarm.priority}`),
    t(`common:alarmState.${alarm.state}`),
    t('card.standsFor', { age: format.duration(nowMs - alarm.raisedAtMs) }),
  ]
  const tint = isUnacknowledged(alarm) ? `var(--alarm-${alarm.priority}-tint)` : undefined
  return (
    <header
      className={styles.head}
      style={{ background: tint, borderLeftColor: `var(--alarm-${alarm.priority}-edge)` }}
    >
      <Sign priority={alarm.priority} state={alarm.state} size={28} />
      <div className={styles.headWords}>
        <h2 className={styles.name}>{words.alarm(alarm)}</h2>
        <p style={{ color: `var(--alarm-${alarm.priority}-text)` }}>{state.join(' · ')}</p>
      </div>
      {alarm.occurrences > 1 && <span className={styles.meta}>{t('card.times', { count: alarm.occurrences })}</span>}
    </header>
  )
}
