import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceRecord, ErrorCode } from '../../../domain/contract'
import { refusalCode, select, useClient, useDeviceStates, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Section, StateMark } from '../../widgets'
import { deviceStateName } from './deviceState'
import styles from './DevicePanel.module.css'

/** Devices of one answer. A gateway seldom has more; how many there are is said in any case. */
const mostRead = 500
/** Devices that are shown before somebody asks for the others. */
const mostShown = 8

interface Behind {
  of?: DeviceId
  devices: readonly DeviceRecord[]
  total: number
  code?: ErrorCode
}

/** What is reached through this device: when a gateway is silent, so is everything behind it. Nothing is shown of a device that is no gateway. */
export function Children({ deviceId }: { deviceId: DeviceId }) {
  const { t } = useTranslation(['device', 'common', 'error'])
  const format = useFormat()
  const { bytes } = useDeviceStates()
  const behind = useBehind(deviceId)
  const [isOpen, setOpen] = useState(false)
  if (behind.of !== deviceId || (behind.total === 0 && behind.code === undefined)) return undefined
  // What needs a look stands above what is well.
  const sorted = behind.devices
    .map((device) => ({ device, state: deviceStateName(bytes[device.index]) }))
    .sort((a, b) => Number(a.state === 'online') - Number(b.state === 'online'))
  const silent = sorted.filter(({ state }) => state === 'offline').length
  const shown = isOpen ? sorted : sorted.slice(0, mostShown)
  return (
    <Section
      title={t('behind.title')}
      meta={
        behind.code
          ? t(`error:${behind.code}`)
          : [
              t('behind.count', { total: format.number(behind.total) }),
              silent > 0 && t('behind.silent', { silent: format.number(silent) }),
            ]
              .filter(Boolean)
              .join(' · ')
      }
    >
      <ul>
        {shown.map(({ device, state }) => (
          <li key={device.id}>
            <button
              type="button"
              className={styles.alarm}
              onClick={() => select({ deviceId: device.id }, { locate: true })}
            >
              <StateMark state={state} size={16} isDecoration />
              <span className={styles.behindName}>{format.text(device.name)}</span>
              <span className={styles.meta}>{t(`common:deviceState.${state}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      {sorted.length > mostShown && (
        <Button look="plain" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('behind.fewer') : t('behind.all', { count: sorted.length })}
        </Button>
      )}
    </Section>
  )
}

function useBehind(deviceId: DeviceId): Behind {
  const client = useClient()
  const { revision } = useRegistry().devices
  const [behind, setBehind] = useState<Behind>({ devices: [], total: 0 })
  useEffect(() => {
    let isGone = false
    const question = { filter: { parentId: deviceId }, offset: 0, limit: mostRead, sort: 'name' as const }
    client.call('registry.find', question).then(
      ({ devices, total }) => !isGone && setBehind({ of: deviceId, devices, total }),
      (error: unknown) => !isGone && setBehind({ of: deviceId, devices: [], total: 0, code: refusalCode(error) }),
    )
    return () => {
      isGone = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another revision may have put other devices behind it
  }, [client, deviceId, revision])
  return behind
}
