import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused } from '../../domain/contract'
import { useRight, useSession } from '../feed'
import { Problem } from '../session/Problem'
import { useAttempt } from '../session/useAttempt'
import { Button, Dialog, TextField } from '../widgets'
import styles from './Desk.module.css'

/** Closed mode: whoever tries to close the console is asked for somebody who may. */
export function LeaveKiosk() {
  const [isAsked, setIsAsked] = useState(false)
  useEffect(() => window.chengtai?.desk.onLeaveAsked(() => setIsAsked(true)), [])
  return isAsked ? <Question onClose={() => setIsAsked(false)} /> : undefined
}

function Question({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['desk', 'session'])
  const account = useSession()?.account
  const mayLeave = useRight('setting.share')
  const attempt = useAttempt()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const leave = (by: { name: string; password: string } | undefined) =>
    void attempt.run(async () => {
      const answer = await window.chengtai?.desk.leaveKiosk(by)
      if (answer?.refused) throw new Refused(answer.refused)
    })
  return (
    <Dialog label={t('leave.title')} onClose={onClose}>
      <form
        className={styles.leave}
        onSubmit={(event) => {
          event.preventDefault()
          leave({ name, password })
        }}
      >
        <h2 className={styles.title}>{t('leave.title')}</h2>
        <p className={styles.explain}>{t('leave.explain')}</p>
        {account && mayLeave && (
          <Button isPending={attempt.isPending} onClick={() => leave(undefined)}>
            {t('leave.byRight', { name: account.displayName })}
          </Button>
        )}
        <TextField
          label={t('session:name')}
          value={name}
          isFocusedAtStart
          autoComplete="off"
          maxLength={40}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('session:password')}
          type="password"
          value={password}
          autoComplete="off"
          maxLength={200}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Problem attempt={attempt} />
        <div className={styles.deeds}>
          <Button type="submit" disabled={name === '' || password === '' || attempt.isPending}>
            {t('leave.leave')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t('leave.stay')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
