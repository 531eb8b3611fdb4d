import { useTranslation } from 'react-i18next'
import { useItem, useRegistry, useSelection } from '../../feed'
import { Empty } from '../../widgets'
import { BuildingView } from './BuildingView'
import { DeviceView } from './DeviceView'

/** The device or building that the seat has selected: of an alarm the device that raised it. */
export function DevicePanel({ onClose }: { onClose?: () => void }) {
  const { t } = useTranslation('device')
  const registry = useRegistry()
  const selection = useSelection()
  const alarm = useItem('alarm.changed', selection.alarmId)
  const deviceId = selection.deviceId ?? alarm?.deviceId
  const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
  if (index !== undefined) return <DeviceView key={index} index={index} onClose={onClose} />
  const building = registry.building(selection.buildingId ?? '')
  if (building) return <BuildingView key={building.id} building={building} onClose={onClose} />
  return <Empty>{t('nothing')}</Empty>
}
