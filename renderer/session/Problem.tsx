import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n'
import type { Attempt } from './useAttempt'
import styles from './Form.module.css'

/** Why a try was refused, in a sentence. */
export function Problem({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation(['session', 'error'])
  const format = useFormat()
  if (!attempt.code) return undefined
  return (
    <p className={styles.problem} role="alert">
      {attempt.lockedUntilMs === undefined
        ? t(`error:${attempt.code}`)
        : t('lockedUntil', { time: format.clock(attempt.lockedUntilMs) })}
    </p>
  )
}
