import { useTranslation } from 'react-i18next'
import type { Attempt } from './useAttempt'
import styles from './Refusal.module.css'

/** Why the last try was refused, beside the button that was pressed; nothing while there is no reason to tell. */
export function Refusal({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation('error')
  if (attempt.code === undefined) return undefined
  return (
    <span className={styles.refusal} role="alert">
      {t(attempt.code)}
    </span>
  )
}
