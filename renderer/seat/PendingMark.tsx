import { CloudUpload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { usePending } from './usePending'
import styles from './PendingMark.module.css'

/** Saved at this seat, on its way to the leader: a symbol with its sentence, small enough for a row. */
export function PendingMark() {
  const { t } = useTranslation('seat')
  return (
    <span className={styles.mark} role="img" aria-label={t('pending')} title={t('pending')}>
      <CloudUpload size={14} strokeWidth={1.75} aria-hidden />
    </span>
  )
}

/** The mark where a subject (`task T-1`) is pending, else nothing. */
export function PendingOf({ subject }: { subject: string }) {
  return usePending().has(subject) ? <PendingMark /> : undefined
}
