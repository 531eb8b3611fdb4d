import { useTranslation } from 'react-i18next'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import styles from './DeviceTypesPane.module.css'

/** How many devices have the new version of their type; nothing once all of them have it. */
export function Takeover({ typeId }: { typeId: string }) {
  const { t } = useTranslation('deviceTypes')
  const format = useFormat()
  const registry = useRegistry()
  const upgrade = registry.devices.upgrading.find(({ before }) => before.id === typeId)
  if (!upgrade) return undefined
  const { done, devices, before } = upgrade
  const words = t('takeover', {
    version: registry.types.get(typeId)?.version ?? before.version,
    done: format.number(done),
    devices: format.number(devices),
    before: before.version,
  })
  return (
    <div className={styles.takeover} role="status">
      <span>{words}</span>
      <progress className={styles.progress} aria-label={t('takeoverOf')} value={done} max={devices} />
    </div>
  )
}
