import { useMemo, useState } from 'react'
import { Pencil, ServerOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceType } from '../../../domain/contract'
import { seenStates } from '../../../domain/command/seenStates'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useDeviceStates, useRegistry, useRight, useSamples } from '../../feed'
import { useFormat } from '../../i18n'
import { DeviceForm } from '../../registry/DeviceForm'
import { useDeviceRecord } from '../../registry/useDeviceRecord'
import { useScope } from '../../seat/useScope'
import { Empty, StateMark } from '../../widgets'
import { AlarmSection } from './AlarmSection'
import { Children } from './Children'
import { Commands } from './Commands'
import { deviceStateName } from './deviceState'
import { OpenGraphic } from './OpenGraphic'
import { PanelHead } from './PanelHead'
import { PointList } from './PointList'
import { RecentAlarms } from './RecentAlarms'
import { RecordFacts } from './RecordFacts'
import { Trend } from './Trend'
import styles from './DevicePanel.module.css'

/** One device: its state, points, trend, alarms, commands, and its record, which can be edited in place. */
export function DeviceView({ index, onClose }: { index: number; onClose?: (() => void) | undefined }) {
  const { t } = useTranslation('device')
  const registry = useRegistry()
  const id = registry.devices.ids[index]
  const type = registry.deviceType(index)
  if (id === undefined || !type) return <Empty>{t('unknownDevice')}</Empty>
  return <KnownDevice key={id} {...{ id, type, index, onClose }} />
}

function KnownDevice({
  id,
  type,
  index,
  onClose,
}: {
  id: DeviceId
  type: DeviceType
  index: number
  onClose: (() => void) | undefined
}) {
  const { t } = useTranslation(['device', 'common', 'seat'])
  const registry = useRegistry()
  const format = useFormat()
  const words = useAlarmWords()
  const { bytes } = useDeviceStates()
  const samples = useSamples(
    useMemo(() => [id], [id]),
    2,
  )
  const isInScope = useScope().hasDevice(id)
  const record = useDeviceRecord(id)
  const mayWrite = useRight('registry.write')
  const [isEditing, setEditing] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const property =
    type.properties.find((each) => each.id === chosen) ??
    type.properties.find(({ isMain }) => isMain) ??
    type.properties[0]
  const state = deviceStateName(bytes[index])
  return (
    <article className={styles.panel}>
      <PanelHead
        mark={<StateMark state={state} size={20} />}
        name={words.device(id)}
        detail={[format.text(type.name), t(`common:deviceState.${state}`), words.place(id)].join(' · ')}
        onClose={onClose}
      >
        <OpenGraphic deviceId={id} typeId={type.id} />
        <button
          type="button"
          className={styles.tool}
          disabled={!mayWrite || !record.record}
          aria-pressed={isEditing}
          title={mayWrite ? t('edit') : t('common:state.needsRight')}
          aria-label={t('edit')}
          onClick={() => setEditing(!isEditing)}
        >
          <Pencil size={16} strokeWidth={1.5} />
        </button>
      </PanelHead>
      {!isInScope && (
        <p className={styles.outside} role="note">
          <ServerOff size={16} strokeWidth={1.5} aria-hidden />
          {t('seat:scope.device')}
        </p>
      )}
      {isEditing && record.record ? (
        <DeviceForm
          before={record.record}
          revision={record.revision}
          onDone={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <div className={styles.scroll}>
          <div className={isInScope ? undefined : styles.greyed}>
            <PointList
              deviceId={id}
              type={type}
              firstPoint={registry.devices.firstPoints[index] ?? 0}
              samples={samples}
              trendOf={property?.id}
              onTrend={setChosen}
            />
          </div>
          {property && <Trend deviceId={id} type={type} property={property} onProperty={setChosen} />}
          <RecentAlarms deviceId={id} />
          <Children deviceId={id} />
          <Commands
            deviceId={id}
            type={type}
            state={state}
            seen={seenStates(type, (name) => samples.get(registry.property(id, name)?.point ?? -1)?.value)}
          />
          <AlarmSection deviceId={id} />
          <RecordFacts deviceId={id} type={type} state={record} />
        </div>
      )}
    </article>
  )
}
