import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../domain/contract'
import { dismissOutcome, useOutcome } from '../../alarms/deeds'
import type { useAlarmWords } from '../../alarms/useAlarmWords'
import { select } from '../../feed'
import { Button } from '../../widgets'
import styles from './BulkBar.module.css'

/** Refused rows that are named; the others are counted. */
const named = 20

/** How the last deed on many ended when part of it was refused: how many were done, and why not for each of the others. */
export function OutcomeBar({
  items,
  words,
}: {
  items: ReadonlyMap<string, Alarm>
  words: ReturnType<typeof useAlarmWords>
}) {
  const { t } = useTranslation(['alarmDeeds', 'error', 'common'])
  const outcome = useOutcome()
  if (!outcome || outcome.refused.length === 0) return undefined
  const { deed, done, refused } = outcome
  return (
    <div className={styles.outcome} role="alert">
      <div className={styles.words}>
        <p>
          {t(`deed.${deed}`)} · {t('outcome.done', { count: done })} ·{' '}
          <span className={styles.refusedWords}>{t('outcome.refused', { count: refused.length })}</span>
        </p>
        <ul className={styles.refused}>
          {refused.slice(0, named).map(({ id, code }) => {
            const alarm = items.get(id)
            return (
              <li key={id} className={styles.line}>
                <button
                  type="button"
                  className={styles.what}
                  disabled={!alarm}
                  onClick={() => alarm && select({ alarmId: alarm.id, deviceId: alarm.deviceId })}
                >
                  {alarm ? `${words.place(alarm.deviceId)} ${words.device(alarm.deviceId)} ${words.alarm(alarm)}` : id}
                </button>
                <span className={styles.why}>{t(`error:${code}`)}</span>
              </li>
            )
          })}
        </ul>
        {refused.length > named && <p>{t('outcome.more', { count: refused.length - named })}</p>}
      </div>
      <Button look="plain" size="small" onClick={dismissOutcome}>
        {t('common:close')}
      </Button>
    </div>
  )
}
