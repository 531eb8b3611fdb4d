import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useSession, useSetSession } from '../feed'
import { Button, TextField } from '../widgets'
import { Gate } from './Gate'
import { Problem } from './Problem'
import { useAttempt } from './useAttempt'
import styles from './Form.module.css'

/** Signing in at the seat; in the demo also by choosing one of its people. */
export function SignIn() {
  const { t } = useTranslation('session')
  const client = useClient()
  const setSession = useSetSession()
  const attempt = useAttempt()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const signIn = (as: { name: string; password: string }) =>
    void attempt.run(async () => setSession(await client.call('session.signIn', as)))
  return (
    <Gate>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          signIn({ name, password })
        }}
      >
        <h2 className={styles.title}>{t('title')}</h2>
        <TextField
          label={t('name')}
          value={name}
          isFocusedAtStart
          autoComplete="username"
          maxLength={40}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('password')}
          type="password"
          value={password}
          autoComplete="current-password"
          maxLength={200}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Problem attempt={attempt} />
        <Button
          type="submit"
          look="primary"
          size="large"
          isPending={attempt.isPending}
          disabled={name === '' || password === '' || attempt.isPending}
        >
          {t('signIn')}
        </Button>
      </form>
      <DemoAccounts isPending={attempt.isPending} onChoose={signIn} />
    </Gate>
  )
}

function DemoAccounts({
  isPending,
  onChoose,
}: {
  isPending: boolean
  onChoose(as: { name: string; password: string }): void
}) {
  const { t } = useTranslation(['session', 'common'])
  const accounts = useSession()?.demoAccounts ?? []
  if (accounts.length === 0) return undefined
  return (
    <section className={styles.demo}>
      <h2 className={styles.title}>{t('demoTitle')}</h2>
      <p className={styles.note}>{t('demoNote')}</p>
      <ul className={styles.accounts}>
        {accounts.map(({ name, displayName, role, password }) => (
          <li key={name}>
            <button
              type="button"
              className={styles.account}
              disabled={isPending}
              onClick={() => onChoose({ name, password })}
            >
              <span className={styles.person}>{displayName}</span>
              <span>{t(`common:role.${role}`)}</span>
              <span className={styles.password}>
                {name} / {password}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
