import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useSetSession } from '../feed'
import { Button, TextField } from '../widgets'
import { Gate } from './Gate'
import { Problem } from './Problem'
import { useAttempt } from './useAttempt'
import styles from './Form.module.css'

/** The very first start: somebody must be able to create the others. */
export function CreateFirstAdministrator() {
  const { t } = useTranslation('session')
  const client = useClient()
  const setSession = useSetSession()
  const attempt = useAttempt()
  const [fields, setFields] = useState({ name: '', displayName: '', password: '', repeated: '' })
  const change = (field: keyof typeof fields) => (event: { target: { value: string } }) =>
    setFields({ ...fields, [field]: event.target.value })
  const { repeated, ...account } = fields
  const differs = repeated !== '' && repeated !== fields.password
  const isComplete = Object.values(fields).every((value) => value !== '') && !differs
  return (
    <Gate>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void attempt.run(async () => setSession(await client.call('session.createFirstAdministrator', account)))
        }}
      >
        <h2 className={styles.title}>{t('first.title')}</h2>
        <p className={styles.note}>{t('first.note')}</p>
        <TextField
          label={t('name')}
          value={fields.name}
          isFocusedAtStart
          autoComplete="username"
          maxLength={40}
          onChange={change('name')}
        />
        <TextField
          label={t('first.displayName')}
          value={fields.displayName}
          maxLength={80}
          onChange={change('displayName')}
        />
        <TextField
          label={t('password')}
          type="password"
          autoComplete="new-password"
          maxLength={200}
          value={fields.password}
          onChange={change('password')}
        />
        <TextField
          label={t('repeat')}
          type="password"
          autoComplete="new-password"
          maxLength={200}
          value={repeated}
          problem={differs ? t('repeatDiffers') : undefined}
          onChange={change('repeated')}
        />
        <Problem attempt={attempt} />
        <Button
          type="submit"
          look="primary"
          size="large"
          isPending={attempt.isPending}
          disabled={!isComplete || attempt.isPending}
        >
          {t('first.create')}
        </Button>
      </form>
    </Gate>
  )
}
