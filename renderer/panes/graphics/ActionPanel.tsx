import { useMemo } from 'react'
import { PanelRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type CommandInput, DeviceId } from '../../../domain/contract'
import { seenStates } from '../../../domain/command/seenStates'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { reveal, select, useDeviceStates, useRegistry, useSamples } from '../../feed'
import { Button, Empty, StateMark } from '../../widgets'
import { Commands } from '../device/Commands'
import { deviceStateName } from '../device/deviceState'
import { PanelHead } from '../device/PanelHead'
import styles from './Graphics.module.css'

/** What a click on a drawing asks of a device. */
export interface AskedService {
  readonly deviceId: string
  readonly serviceId: string
  readonly input?: Readonly<CommandInput> | undefined
}

/** The product's own order form for the service that was clicked, beside the drawing: class, reason, holding, second person and interlocks are those of every command. */
export function ActionPanel({ asked, onClose }: { asked: AskedService; onClose(): void }) {
  const { t } = useTranslation(['graphics', 'device', 'common'])
  const registry = useRegistry()
  const words = useAlarmWords()
  const { bytes } = useDeviceStates()
  const index = registry.deviceIndex(asked.deviceId)
  const type = index === undefined ? undefined : registry.deviceType(index)
  const deviceId = useMemo(() => DeviceId.parse(asked.deviceId), [asked.deviceId])
  const samples = useSamples(
    useMemo(() => [deviceId], [deviceId]),
    2,
  )
  if (index === undefined || !type) return <Empty>{t('device:unknownDevice')}</Empty>
  const state = deviceStateName(bytes[index])
  return (
    <aside className={styles.panel} aria-label={t('order')}>
      <PanelHead
        mark={<StateMark state={state} size={20} />}
        name={words.device(deviceId)}
        detail={[t(`common:deviceState.${state}`), words.place(deviceId)].join(' · ')}
        onClose={onClose}
      />
      <div className={styles.panelBody}>
        <Commands
          key={`${asked.deviceId} ${asked.serviceId}`}
          deviceId={deviceId}
          type={type}
          state={state}
          seen={seenStates(type, (name) => samples.get(registry.property(deviceId, name)?.point ?? -1)?.value)}
          only={asked}
        />
        <Button
          look="plain"
          onClick={() => {
            select({ deviceId })
            reveal('device')
          }}
        >
          <PanelRight size={16} strokeWidth={1.5} aria-hidden />
          {t('devicePanel')}
        </Button>
      </div>
    </aside>
  )
}
