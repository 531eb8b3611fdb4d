import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../../domain/contract'
import { newKey, useClient } from '../../feed'
import { useAttempt } from '../../session/useAttempt'
import { Button, TextField } from '../../widgets'
import styles from './Look.module.css'

type Present = Result<'presence.list'>['people'][number]

/** Somebody at a seat, and the question whether one may look. The reason is told to the person and kept. */
export function AskRow({ person, isHere }: { person: Present; isHere: boolean }) {
  const { t } = useTranslation(['shows', 'error'])
  const client = useClient()
  const attempt = useAttempt()
  const [reason, setReason] = useState('')
  const words = reason.trim()
  const { accountId, seatId } = person
  return (
    <li className={styles.person}>
      <span className={styles.name}>{person.displayName}</span>
      <span className={styles.seat}>
        {person.isBrowser ? t('receiver.browser') : person.seatName}
        {isHere && !person.isBrowser && ` · ${t('look.thisSeat')}`}
      </span>
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault()
          if (words === '') return
          void attempt.run(async () => {
            await client.call('look.ask', { key: newKey(), accountId, seatId, reason: words })
          })
        }}
      >
        <TextField
          className={styles.reason}
          label={t('look.reasonFor', { name: person.displayName })}
          isLabelHidden
          placeholder={t('look.reasonPlaceholder')}
          maxLength={200}
          value={reason}
          problem={attempt.code && t(`error:${attempt.code}`)}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button
          type="submit"
          isPending={attempt.isPending}
          disabled={words === ''}
          title={words === '' ? t('look.reasonFirst') : undefined}
        >
          {t('look.ask')}
        </Button>
      </form>
    </li>
  )
}
