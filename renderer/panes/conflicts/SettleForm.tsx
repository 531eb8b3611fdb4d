import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conflict, ErrorCode } from '../../../domain/contract'
import { refusalCode, useClient, useRight } from '../../feed'
import { Button, TextField } from '../../widgets'
import styles from './Conflicts.module.css'

/** What a person decided about a conflict. The note is an entry like any other; it changes nothing by itself. */
export function SettleForm({ conflict, sentence }: { conflict: Conflict; sentence: string }) {
  const { t } = useTranslation(['conflicts', 'common', 'error'])
  const client = useClient()
  const maySettle = useRight('incident.manage')
  const [note, setNote] = useState('')
  const [isPending, setPending] = useState(false)
  const [failed, setFailed] = useState<ErrorCode>()
  const words = note.trim()
  return (
    <form
      className={styles.settle}
      onSubmit={(event) => {
        event.preventDefault()
        if (words === '' || isPending) return
        setPending(true)
        setFailed(undefined)
        client
          .call('conflict.settle', { id: conflict.id, note: words })
          .catch((error: unknown) => setFailed(refusalCode(error)))
          .finally(() => setPending(false))
      }}
    >
      <TextField
        className={styles.note}
        label={t('note', { conflict: sentence })}
        isLabelHidden
        placeholder={t('notePlaceholder')}
        maxLength={500}
        value={note}
        disabled={!maySettle}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button
        type="submit"
        isPending={isPending}
        disabled={!maySettle || words === '' || isPending}
        title={maySettle ? (words === '' ? t('noteFirst') : undefined) : t('common:state.needsRight')}
      >
        {t('settle')}
      </Button>
      {failed !== undefined && (
        <span className={styles.failed} role="alert">
          {t(`error:${failed}`)}
        </span>
      )}
    </form>
  )
}
