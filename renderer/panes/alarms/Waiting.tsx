import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../domain/contract'
import { compareImportance } from '../../alarms/rank'
import type { useAlarmWords } from '../../alarms/useAlarmWords'
import { Sign } from '../../widgets'
import styles from './Waiting.module.css'

/** Alarms that came while a hand is at the list: how many, the most important of them, and a click that lets them in. */
export function Waiting({
  alarms,
  words,
  onShow,
}: {
  alarms: readonly Alarm[]
  words: ReturnType<typeof useAlarmWords>
  onShow(): void
}) {
  const { t } = useTranslation('alarms')
  const first = alarms.reduce<Alarm | undefined>(
    (best, alarm) => (best && compareImportance(best, alarm) < 0 ? best : alarm),
    undefined,
  )
  return (
    <div className={styles.place} role="status">
      {first && (
        <button type="button" className={styles.bar} onClick={onShow}>
          <Sign priority={first.priority} state={first.state} size={18} />
          <b>{t('waiting.count', { count: alarms.length })}</b>
          <span className={styles.first}>
            {words.place(first.deviceId)} {words.alarm(first)}
          </span>
          <span className={styles.show}>{t('waiting.show')}</span>
        </button>
      )}
    </div>
  )
}
