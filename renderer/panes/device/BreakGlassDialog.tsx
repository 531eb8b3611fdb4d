import { useState } from 'react'
import { Siren } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, TextField } from '../../widgets'
import styles from './BreakGlassDialog.module.css'

/** Asks why a command must be given without what it usually needs, and says what follows from it. */
export function BreakGlassDialog({
  what,
  why,
  onConfirm,
  onClose,
}: {
  /** Device and command, as people call them. */
  what: string
  /** What it goes without: the other side's not doing the same, or a second person. */
  why: 'minority' | 'secondPerson'
  onConfirm(reason: string): void
  onClose(): void
}) {
  const { t } = useTranslation(['device', 'common'])
  const [reason, setReason] = useState('')
  const words = reason.trim()
  return (
    <Dialog label={t('breakGlass.title', { what })} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (words !== '') onConfirm(words)
        }}
      >
        <h2 className={styles.title}>
          <Siren size={24} strokeWidth={1.5} className={styles.icon} aria-hidden />
          {t('breakGlass.title', { what })}
        </h2>
        <p>{t(`breakGlass.${why}`)}</p>
        <ul className={styles.follows}>
          <li>{t('breakGlass.told')}</li>
          <li>{t('breakGlass.reviewed')}</li>
          <li>{t('breakGlass.once')}</li>
        </ul>
        <TextField
          label={t('breakGlass.reason')}
          isFocusedAtStart
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            disabled={words === ''}
            title={words === '' ? t('needsReason') : undefined}
          >
            {t('breakGlass.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
