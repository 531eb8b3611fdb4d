import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceTypeId, Result } from '../../../domain/contract'
import { useClient } from '../../feed'
import { useAttempt } from '../../session/useAttempt'
import { Button, SelectField, TextField } from '../../widgets'
import { DeviceField, TypeField, useDeviceId } from './HolderFields'
import { OnceShown } from './OnceShown'
import styles from './CertificatesPane.module.css'

const holders = ['device', 'deviceType'] as const

/** A certificate of our own authority, for one device or a type; of a request the key stays where it was made. */
export function IssueForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['access', 'common', 'error'])
  const client = useClient()
  const { run, code, isPending } = useAttempt()
  const [kind, setKind] = useState<(typeof holders)[number]>('device')
  const [device, setDevice] = useState('')
  const [typeId, setTypeId] = useState<DeviceTypeId>()
  const [days, setDays] = useState('365')
  const [request, setRequest] = useState('')
  const [issued, setIssued] = useState<Result<'certificate.issue'>>()
  const deviceId = useDeviceId(device)
  const holder =
    kind === 'device'
      ? deviceId && { kind: 'device' as const, deviceId }
      : typeId && { kind: 'deviceType' as const, typeId }
  const validDays = Number(days)
  const isSound = holder !== undefined && Number.isInteger(validDays) && validDays >= 1 && validDays <= 7_300
  if (issued)
    return (
      <OnceShown
        title={t('issued', { subject: issued.certificate.subject })}
        isSecret={issued.keyPem !== undefined}
        parts={[
          ...(issued.keyPem === undefined ? [] : [{ label: t('privateKey'), text: issued.keyPem }]),
          { label: t('certificate'), text: issued.certificate.pem },
          { label: 'CA', text: issued.authorityPem },
        ]}
        onClose={onClose}
      />
    )
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!holder || !isSound) return
        void run(async () => {
          const asked = request.trim()
          setIssued(
            await client.call('certificate.issue', { holder, validDays, ...(asked !== '' && { request: asked }) }),
          )
        })
      }}
    >
      <SelectField
        label={t('holder')}
        value={kind}
        options={holders.map((each) => [each, t(`holderKind.${each}`)])}
        onChange={setKind}
      />
      {kind === 'device' ? (
        <DeviceField value={device} onChange={setDevice} />
      ) : (
        <TypeField value={typeId ?? ''} onChange={setTypeId} />
      )}
      <TextField
        label={t('validDays')}
        inputMode="numeric"
        value={days}
        onChange={(event) => setDays(event.target.value)}
      />
      <label className={styles.wide}>
        {t('request')}
        <textarea
          className={styles.code}
          rows={3}
          value={request}
          placeholder="-----BEGIN CERTIFICATE REQUEST-----"
          onChange={(event) => setRequest(event.target.value)}
        />
      </label>
      <Button type="submit" look="primary" disabled={!isSound} isPending={isPending}>
        {t('issue')}
      </Button>
      <Button look="plain" onClick={onClose}>
        {t('common:cancel')}
      </Button>
      {code && <p className={styles.warning}>{t(`error:${code}`)}</p>}
    </form>
  )
}

/** A new authority of our own; what the old one signed stays good until it ends. */
export function MakeAuthority({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['access', 'common', 'error'])
  const client = useClient()
  const { run, code, isPending } = useAttempt()
  const [name, setName] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void run(async () => {
          await client.call('certificate.makeAuthority', { name, validDays: 3_650 })
          onClose()
        })
      }}
    >
      <TextField
        label={t('authorityName')}
        isFocusedAtStart
        value={name}
        maxLength={64}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" look="primary" disabled={name.trim() === ''} isPending={isPending}>
        {t('makeAuthority')}
      </Button>
      <Button look="plain" onClick={onClose}>
        {t('common:cancel')}
      </Button>
      <p className={styles.muted}>{t('authorityHint')}</p>
      {code && <p className={styles.warning}>{t(`error:${code}`)}</p>}
    </form>
  )
}
