import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  ActivationFacts,
  DeviceId,
  ErrorCode,
  DeviceKeyFacts,
  DeviceTypeId,
  Result,
} from '../../../domain/contract'
import { refusalCode, useClient, useCollection, useNow, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { useAttempt } from '../../session/useAttempt'
import { Button, Empty, Section, SelectField, TextField } from '../../widgets'
import { DeviceField, TypeField, useDeviceId } from './HolderFields'
import { OnceShown } from './OnceShown'
import styles from './CertificatesPane.module.css'

const hourMs = 3_600_000
/** How long the secret before stays good: at once, an hour, a day, a week. */
const overlaps = [0, hourMs, 24 * hourMs, 7 * 24 * hourMs] as const
const codeValidMs = 7 * 24 * hourMs

/** Secrets of single devices, and codes with which devices fetch their own. */
export function SecretTab() {
  const { t } = useTranslation('access')
  const [device, setDevice] = useState('')
  const deviceId = useDeviceId(device)
  return (
    <div className={styles.scroller}>
      <Section title={t('secret')}>
        <div className={styles.form}>
          <DeviceField value={device} onChange={setDevice} />
        </div>
        {deviceId === undefined ? (
          <Empty>{t('secretHint')}</Empty>
        ) : (
          <DeviceSecret key={deviceId} deviceId={deviceId} />
        )}
      </Section>
      <Activations />
    </div>
  )
}

function DeviceSecret({ deviceId }: { deviceId: DeviceId }) {
  const { t } = useTranslation(['access', 'common', 'error'])
  const format = useFormat()
  const client = useClient()
  const now = useNow()
  const mayManage = useRight('access.manage')
  const { run, code, isPending } = useAttempt()
  const [key, setKey] = useState<DeviceKeyFacts>()
  const [made, setMade] = useState<Result<'deviceKey.issue'>>()
  const [overlapMs, setOverlapMs] = useState<number>(24 * hourMs)
  const [reason, setReason] = useState('')
  const [readCode, setReadCode] = useState<ErrorCode>()
  const read = useCallback(
    () =>
      client.call('deviceKey.read', { deviceId }).then(
        (found) => setKey(found.key),
        (error: unknown) => setReadCode(refusalCode(error)),
      ),
    [client, deviceId],
  )
  useEffect(() => void read(), [read])
  const why = mayManage ? undefined : t('common:state.needsRight')
  return (
    <div className={styles.bar}>
      <span>
        {key?.issued
          ? t('secretSince', {
              time: format.dateTime(key.issued.atMs),
              by: key.issued.by.name ?? key.issued.by.id,
              how: t(`how.${key.how}`),
            })
          : key?.revoked
            ? t('secretRevoked', { time: format.dateTime(key.revoked.atMs), reason: key.revoked.reason })
            : t('noSecret')}
        {key?.previousUntilMs !== undefined &&
          key.previousUntilMs > now &&
          ` · ${t('overlapUntil', { time: format.moment(key.previousUntilMs, now) })}`}
      </span>
      {key?.issued && (
        <SelectField
          label={t('overlap')}
          isBeside
          size="small"
          value={String(overlapMs)}
          options={overlaps.map((ms) => [String(ms), ms === 0 ? t('atOnce') : format.duration(ms)])}
          onChange={(ms) => setOverlapMs(Number(ms))}
        />
      )}
      <Button
        size="small"
        disabled={!mayManage}
        title={why}
        isPending={isPending}
        onClick={() =>
          void run(async () => {
            setMade(await client.call('deviceKey.issue', { deviceId, overlapMs: key?.issued ? overlapMs : 0 }))
            await read()
          })
        }
      >
        {key?.issued ? t('rotate') : t('makeSecret')}
      </Button>
      {key?.issued && (
        <form
          className={styles.inline}
          onSubmit={(event) => {
            event.preventDefault()
            void run(async () => {
              await client.call('deviceKey.revoke', { deviceId, reason })
              await read()
              setReason('')
            })
          }}
        >
          <TextField
            label={t('note')}
            isLabelHidden
            placeholder={t('note')}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button type="submit" size="small" look="plain" disabled={!mayManage || reason.trim() === ''} title={why}>
            {t('takeBack')}
          </Button>
        </form>
      )}
      {(code ?? readCode) && <span className={styles.warning}>{t(`error:${code ?? readCode ?? 'internal'}`)}</span>}
      {made && (
        <OnceShown
          title={t('secretMade', { id: deviceId })}
          isSecret
          parts={[
            { label: t('userName'), text: made.userName },
            { label: t('secret'), text: made.secret },
          ]}
          onClose={() => setMade(undefined)}
        />
      )}
    </div>
  )
}

function Activations() {
  const { t } = useTranslation(['access', 'common', 'error'])
  const client = useClient()
  const now = useNow()
  const mayManage = useRight('access.manage')
  const { items } = useCollection('activation.changed')
  const { run, code, isPending } = useAttempt()
  const [typeId, setTypeId] = useState<DeviceTypeId>()
  const [count, setCount] = useState('1')
  const [made, setMade] = useState<Result<'activation.make'>>()
  const wanted = Number(count)
  const isSound = typeId !== undefined && Number.isInteger(wanted) && wanted >= 1 && wanted <= 500
  const codes = [...items.values()].toSorted((a, b) => b.made.atMs - a.made.atMs)
  const open = codes.filter(({ used, withdrawn, untilMs }) => !used && !withdrawn && untilMs > now).length
  return (
    <Section title={t('activation')} meta={t('activationOpen', { count: open })}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!typeId || !isSound) return
          void run(async () => {
            setMade(await client.call('activation.make', { typeId, count: wanted, validMs: codeValidMs }))
          })
        }}
      >
        <TypeField value={typeId ?? ''} onChange={setTypeId} />
        <TextField
          label={t('codeCount')}
          inputMode="numeric"
          value={count}
          onChange={(event) => setCount(event.target.value)}
        />
        <Button
          type="submit"
          disabled={!isSound || !mayManage}
          title={mayManage ? undefined : t('common:state.needsRight')}
          isPending={isPending}
        >
          {t('makeCodes')}
        </Button>
        {code && <p className={styles.warning}>{t(`error:${code}`)}</p>}
      </form>
      {made && (
        <OnceShown
          title={t('codesMade', { count: made.codes.length })}
          isSecret
          parts={[{ label: t('codes'), text: made.codes.map((each) => each.code).join('\n') }]}
          onClose={() => setMade(undefined)}
        />
      )}
      {codes.length === 0 ? (
        <Empty>{t('noCodes')}</Empty>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('state')}</th>
              <th>{t('type')}</th>
              <th>{t('device')}</th>
              <th>{t('until')}</th>
              <th>{t('added')}</th>
              <th>
                <span className="srOnly">{t('withdraw')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {codes.map((each) => (
              <ActivationRow key={each.id} activation={each} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

function ActivationRow({ activation }: { activation: ActivationFacts }) {
  const { t } = useTranslation(['access', 'common'])
  const format = useFormat()
  const client = useClient()
  const now = useNow()
  const mayManage = useRight('access.manage')
  const { run } = useAttempt()
  const { id, used, withdrawn, untilMs, typeId, deviceId, made } = activation
  const state = used ? 'used' : withdrawn ? 'withdrawn' : untilMs <= now ? 'ended' : 'open'
  return (
    <tr className={state === 'open' ? undefined : styles.off}>
      <td title={used && `${format.dateTime(used.atMs)} · ${used.address}`}>{t(`codeState.${state}`)}</td>
      <td>{typeId}</td>
      <td>{used?.deviceId ?? deviceId ?? t('anyDevice')}</td>
      <td title={format.dateTime(untilMs)}>{format.moment(untilMs, now)}</td>
      <td title={format.dateTime(made.atMs)}>{made.by.name ?? made.by.id}</td>
      <td className={styles.act}>
        {state === 'open' && (
          <Button
            size="small"
            look="plain"
            disabled={!mayManage}
            title={mayManage ? undefined : t('common:state.needsRight')}
            onClick={() =>
              void run(async () => {
                await client.call('activation.withdraw', { id })
              })
            }
          >
            {t('withdraw')}
          </Button>
        )}
      </td>
    </tr>
  )
}
