import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Look, Result } from '../../domain/contract'
import { newKey, useClient } from '../feed'
import { useAttempt } from '../session/useAttempt'
import { Button, Dialog, TextField } from '../widgets'
import styles from './TakeOverDialog.module.css'

/** Asks why somebody's alarms and incidents are taken over, and says what follows from it. */
export function TakeOverDialog({
  look,
  onTaken,
  onClose,
}: {
  look: Look
  onTaken(what: Result<'look.takeOver'>): void
  onClose(): void
}) {
  const { t } = useTranslation(['shows', 'common', 'error'])
  const client = useClient()
  const attempt = useAttempt()
  const [reason, setReason] = useState('')
  const words = reason.trim()
  const { name } = look
  const take = async () => {
    const isTaken = await attempt.run(async () =>
      onTaken(await client.call('look.takeOver', { key: newKey(), lookId: look.id, reason: words })),
    )
    if (isTaken) onClose()
  }
  return (
    <Dialog label={t('look.takeOverTitle', { name })} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (words !== '') void take()
        }}
      >
        <h2 className={styles.title}>{t('look.takeOverTitle', { name })}</h2>
        <p>{t('look.takeOverSays', { name })}</p>
        <TextField
          label={t('look.takeOverReason')}
          isFocusedAtStart
          maxLength={200}
          value={reason}
          problem={attempt.code && t(`error:${attempt.code}`)}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className={styles.actions}>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            isPending={attempt.isPending}
            disabled={words === ''}
            title={words === '' ? t('look.reasonFirst') : undefined}
          >
            {t('look.takeOverDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
