import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useSetSession } from '../feed'
import { Button, Dialog, TextField } from '../widgets'
import { Gate } from './Gate'
import { Problem } from './Problem'
import { useAttempt } from './useAttempt'
import styles from './Form.module.css'

/** Changing one's own password: asked for by the person, or required before work can begin. */
export function ChangePassword(props: { isRequired: true } | { isRequired?: false; onClose(): void }) {
  const { t } = useTranslation('session')
  if (props.isRequired)
    return (
      <Gate>
        <ChangeForm />
      </Gate>
    )
  return (
    <Dialog label={t('change.title')} onClose={props.onClose}>
      <ChangeForm onClose={props.onClose} />
    </Dialog>
  )
}

function ChangeForm({ onClose }: { onClose?: () => void }) {
  const { t } = useTranslation(['session', 'common'])
  const client = useClient()
  const setSession = useSetSession()
  const attempt = useAttempt()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [repeated, setRepeated] = useState('')
  const differs = repeated !== '' && repeated !== next
  const isComplete = current !== '' && next !== '' && repeated === next
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void attempt
          .run(async () => setSession(await client.call('session.changePassword', { current, next })))
          .then((isDone) => isDone && onClose?.())
      }}
    >
      <h2 className={styles.title}>{t('change.title')}</h2>
      {!onClose && <p className={styles.note}>{t('change.required')}</p>}
      <TextField
        label={t('change.current')}
        type="password"
        isFocusedAtStart
        autoComplete="current-password"
        maxLength={200}
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <TextField
        label={t('change.next')}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={next}
        onChange={(event) => setNext(event.target.value)}
      />
      <TextField
        label={t('repeat')}
        type="password"
        autoComplete="new-password"
        maxLength={200}
        value={repeated}
        problem={differs ? t('repeatDiffers') : undefined}
        onChange={(event) => setRepeated(event.target.value)}
      />
      <Problem attempt={attempt} />
      <div className={styles.actions}>
        <Button
          type="submit"
          look="primary"
          size="large"
          className={styles.grow}
          isPending={attempt.isPending}
          disabled={!isComplete || attempt.isPending}
        >
          {t('change.save')}
        </Button>
        {onClose && (
          <Button size="large" onClick={onClose}>
            {t('common:cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}
