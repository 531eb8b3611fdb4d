import { useMemo } from 'react'
import { ServerOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useDeviceStates, useRegistry, useSamples } from '../../feed'
import { useFormat } from '../../i18n'
import { useScope } from '../../seat/useScope'
import { Empty, StateMark } from '../../widgets'
import { Commands } from './Commands'
import { deviceStateName } from './deviceState'
import { PanelHead } from './PanelHead'
import { PointList } from './PointList'
import { RecentAlarms } from './RecentAlarms'
import { Trend } from './Trend'
import styles from './DevicePanel.module.css'

/** One device: its state, points, trend, alarms and commands. */
export function DeviceView({ index, onClose }: { index: number; onClose?: (() => void) | undefined }) {
  const { t } = useTranslation(['device', 'common', 'seat'])
  const registry = useRegistry()
  const format = useFormat()
  const words = useAlarmWords()
  const { bytes } = useDeviceStates()
  const id = registry.devices.ids[index]
  const type = registry.deviceType(index)
  const asked = useMemo(() => (id === undefined ? [] : [id]), [id])
  const samples = useSamples(asked, 2)
  const scope = useScope()
  if (id === undefined || !type) return <Empty>{t('unknownDevice')}</Empty>
  const isInScope = scope.hasDevice(id)
  const state = deviceStateName(bytes[index])
  return (
    <article className={styles.panel}>
      <PanelHead
        mark={<StateMark state={state} size={20} />}
        name={words.device(id)}
        detail={[format.text(type.name), t(`common:deviceState.${state}`), words.place(id)].join(' · ')}
        onClose={onClose}
      />
      {!isInScope && (
        <p className={styles.outside} role="note">
          <ServerOff size={16} strokeWidth={1.5} aria-hidden />
          {t('seat:scope.device')}
        </p>
      )}
      <div className={styles.scroll}>
        <div className={isInScope ? undefined : styles.greyed}>
          <PointList type={type} firstPoint={registry.devices.firstPoints[index] ?? 0} samples={samples} />
        </div>
        <Trend deviceId={id} type={type} />
        <RecentAlarms deviceId={id} />
        <Commands deviceId={id} type={type} state={state} />
        <p className={styles.identity}>{[id, type.maker, type.id].filter(Boolean).join(' · ')}</p>
      </div>
    </article>
  )
}
