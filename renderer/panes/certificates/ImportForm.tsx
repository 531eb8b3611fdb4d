import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceTypeId } from '../../../domain/contract'
import { useClient } from '../../feed'
import { useAttempt } from '../../session/useAttempt'
import { Button, SelectField } from '../../widgets'
import { DeviceField, TypeField, useDeviceId } from './HolderFields'
import styles from './CertificatesPane.module.css'

const holders = ['authority', 'device', 'deviceType'] as const

/** Reads in a certificate that somebody else signed: a maker's authority, or one of a device or type. */
export function ImportForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['access', 'common', 'error'])
  const client = useClient()
  const { run, code, isPending } = useAttempt()
  const [kind, setKind] = useState<(typeof holders)[number]>('authority')
  const [device, setDevice] = useState('')
  const [typeId, setTypeId] = useState<DeviceTypeId>()
  const [pem, setPem] = useState('')
  const deviceId = useDeviceId(device)
  const holder = kind === 'device' ? deviceId && { kind, deviceId } : typeId && { kind, typeId }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!holder) return
        void run(async () => {
          await client.call('certificate.import', { pem, holder })
          onClose()
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
      <label className={styles.wide}>
        {t('pem')}
        <textarea
          className={styles.code}
          rows={4}
          value={pem}
          placeholder="-----BEGIN CERTIFICATE-----"
          onChange={(event) => setPem(event.target.value)}
        />
      </label>
      <Button type="submit" look="primary" disabled={!holder || pem.trim() === ''} isPending={isPending}>
        {t('import')}
      </Button>
      <Button look="plain" onClick={onClose}>
        {t('common:cancel')}
      </Button>
      {kind === 'authority' && <p className={styles.muted}>{t('foreignHint')}</p>}
      {code && <p className={styles.warning}>{t(`error:${code}`)}</p>}
    </form>
  )
}
