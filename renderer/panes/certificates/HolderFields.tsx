import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceTypeId } from '../../../domain/contract'
import { useRegistry, useSelection } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, SelectField, TextField } from '../../widgets'
import styles from './CertificatesPane.module.css'

/** The device of that id, as the registry has it. */
export function useDeviceId(id: string): DeviceId | undefined {
  const { deviceIndex, devices } = useRegistry()
  const index = deviceIndex(id)
  return index === undefined ? undefined : devices.ids[index]
}

/** A device by its id; the one that is selected on the desk at a click. */
export function DeviceField({ value, onChange }: { value: string; onChange(id: string): void }) {
  const { t } = useTranslation('access')
  const known = useDeviceId(value)
  const { deviceId } = useSelection()
  return (
    <div className={styles.field}>
      <TextField
        label={t('device')}
        value={value}
        maxLength={64}
        autoComplete="off"
        problem={value !== '' && known === undefined ? t('unknownDevice') : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {deviceId !== undefined && deviceId !== value && (
        <Button size="small" look="plain" onClick={() => onChange(deviceId)}>
          {t('takeSelected', { id: deviceId })}
        </Button>
      )}
    </div>
  )
}

export function TypeField({ value, onChange }: { value: string; onChange(id: DeviceTypeId): void }) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const { types } = useRegistry()
  return (
    <SelectField
      label={t('type')}
      value={value}
      none={['', t('choose')]}
      options={[...types.values()].map(({ id, name }) => [id, format.text(name)])}
      onChange={(id) => {
        const type = types.get(id)
        if (type) onChange(type.id)
      }}
    />
  )
}
