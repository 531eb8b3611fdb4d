import { useCallback, useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { Role, type Account, type ErrorCode } from '../../../domain/contract'
import { lookRuleKey } from '../../../domain/shows/lookRules'
import { refusalCode, seatNow, useClient, useSession } from '../../feed'
import { useFormat } from '../../i18n'
import { useSetting } from '../../settings/useSetting'
import { Button, Checkbox, Failed, Loading, Pane, PaneTitle, SelectField, TextField } from '../../widgets'
import styles from './AccountsPane.module.css'

type State =
  | { status: 'loading' }
  | { status: 'failed'; code: ErrorCode; sinceMs: number }
  | { status: 'ready'; accounts: Account[] }

/** Accounts of the seat, for the system administrator: who may sign in as what; create, disable. */
export function AccountsPane() {
  const { t } = useTranslation('accounts')
  const client = useClient()
  const [state, setState] = useState<State>({ status: 'loading' })
  const read = useCallback(async () => {
    try {
      const { accounts } = await client.call('account.list', {})
      setState({ status: 'ready', accounts })
    } catch (error) {
      setState({ status: 'failed', code: refusalCode(error), sinceMs: seatNow() })
    }
  }, [client])
  useEffect(() => void read(), [read])
  const header = (
    <PaneTitle title={t('title')} meta={state.status === 'ready' && t('count', { count: state.accounts.length })} />
  )
  return (
    <Pane header={header}>
      {state.status === 'loading' && <Loading onRetry={() => void read()} />}
      {state.status === 'failed' && <Failed code={state.code} sinceMs={state.sinceMs} onRetry={() => void read()} />}
      {state.status === 'ready' && (
        <>
          <CreateAccount onCreated={() => void read()} />
          <LookRule />
          <ul>
            {state.accounts.map((account) => (
              <AccountRow key={account.id} account={account} onChanged={() => void read()} />
            ))}
          </ul>
        </>
      )}
    </Pane>
  )
}

const LookRuleValue = z.enum(['consent', 'notice'])

/** Whether a shift leader may look over a seat after telling so, or only when the person agrees. */
function LookRule() {
  const { t } = useTranslation(['accounts', 'error'])
  const { value, isLoaded, refusal, save } = useSetting(lookRuleKey, LookRuleValue, 'consent')
  return (
    <div className={styles.rule}>
      <Checkbox
        isChecked={value === 'notice'}
        isDisabled={!isLoaded}
        onChange={(isNotice) => save(isNotice ? 'notice' : 'consent', 'installation')}
      >
        {t('lookByNotice')}
      </Checkbox>
      <p className={styles.ruleHint}>{t('lookByNoticeHint')}</p>
      {refusal && <p className={styles.problem}>{t(`error:${refusal}`)}</p>}
    </div>
  )
}

/** A new account gets a password that is shown once, here, and must be changed at the first sign-in. */
function CreateAccount({ onCreated }: { onCreated(): void }) {
  const { t } = useTranslation(['accounts', 'common', 'error'])
  const client = useClient()
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [role, setRole] = useState<Role>('dispatcher')
  const [made, setMade] = useState<{ name: string; oneTimePassword: string }>()
  const [code, setCode] = useState<ErrorCode>()
  const create = async () => {
    setMade(undefined)
    setCode(undefined)
    try {
      const { account, oneTimePassword } = await client.call('account.create', { name, displayName, role })
      setMade({ name: account.name, oneTimePassword })
      setName('')
      setDisplayName('')
      onCreated()
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  return (
    <form
      className={styles.create}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void create()
      }}
    >
      <TextField
        label={t('name')}
        value={name}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t('displayName')}
        value={displayName}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => setDisplayName(event.target.value)}
      />
      <SelectField
        label={t('role')}
        value={role}
        options={Role.options.map((each) => [each, t(`common:role.${each}`)])}
        onChange={setRole}
      />
      <Button type="submit" look="primary" disabled={name === '' || displayName === ''}>
        {t('create')}
      </Button>
      {code && <p className={styles.problem}>{t(`error:${code}`)}</p>}
      {made && (
        <p className={styles.made} role="status">
          {t('made', { name: made.name })} <code className={styles.password}>{made.oneTimePassword}</code>
        </p>
      )}
    </form>
  )
}

function AccountRow({ account, onChanged }: { account: Account; onChanged(): void }) {
  const { t } = useTranslation(['accounts', 'common', 'error'])
  const client = useClient()
  const format = useFormat()
  const isSelf = useSession()?.account?.id === account.id
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [code, setCode] = useState<ErrorCode>()
  const disable = async () => {
    try {
      await client.call('account.disable', { id: account.id, reason })
      onChanged()
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  const state = account.isDisabled
    ? t('state.disabled')
    : account.mustChangePassword
      ? t('state.mustChange')
      : t('state.active')
  return (
    <li className={account.isDisabled ? styles.rowOff : styles.row}>
      <b className={styles.displayName}>{account.displayName}</b>
      <span>{account.name}</span>
      <span>{t(`common:role.${account.role}`)}</span>
      <span>{state}</span>
      <span className={styles.changed}>
        {account.passwordChangedAtMs > 0 &&
          t('passwordChanged', { time: format.dateTime(account.passwordChangedAtMs) })}
      </span>
      {isAsking ? (
        <form
          className={styles.ask}
          onSubmit={(event) => {
            event.preventDefault()
            void disable()
          }}
        >
          <TextField
            label={t('reason')}
            isLabelHidden
            placeholder={t('reason')}
            isFocusedAtStart
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="submit" disabled={reason === ''}>
            {t('disable')}
          </Button>
          <Button look="plain" onClick={() => setIsAsking(false)}>
            {t('common:cancel')}
          </Button>
        </form>
      ) : (
        <Button
          size="small"
          look="plain"
          disabled={account.isDisabled || isSelf}
          title={isSelf ? t('notSelf') : undefined}
          onClick={() => setIsAsking(true)}
        >
          {t('disable')}
        </Button>
      )}
      {code && <span className={styles.problem}>{t(`error:${code}`)}</span>}
    </li>
  )
}
