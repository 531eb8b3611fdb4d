import { useMemo } from 'react'
import type { AlarmDefinition, AlarmSetting, DeviceId, DeviceType } from '../../../domain/contract'
import { applySetting, isSwitchedOff } from '../../../domain/alarm/applySetting'
import { useCollection, useRegistry } from '../../feed'

/** One alarm of a device: as its type has it, and as it holds. */
export interface DeviceAlarm {
  byType: AlarmDefinition
  now: AlarmDefinition
  isEnabled: boolean
  /** What the device has of its own; `undefined`: nothing. */
  setting: AlarmSetting | undefined
}

/** The alarms that a device can raise; `undefined` when the registry does not know it. */
export function useAlarmSettings(deviceId: DeviceId): { type: DeviceType; alarms: DeviceAlarm[] } | undefined {
  const registry = useRegistry()
  const { items } = useCollection('alarmSetting.changed')
  const index = registry.deviceIndex(deviceId)
  const type = index === undefined ? undefined : registry.deviceType(index)
  return useMemo(() => {
    if (!type) return undefined
    const own = new Map(
      [...items.values()].flatMap((each) => (each.deviceId === deviceId ? [[each.definitionId, each]] : [])),
    )
    const alarms = type.alarms.map((byType): DeviceAlarm => {
      const setting = own.get(byType.id)
      const now = setting ? applySetting(byType, setting.values) : byType
      return { byType, now, isEnabled: !setting || !isSwitchedOff(byType, setting.values), setting }
    })
    return { type, alarms }
  }, [type, items, deviceId])
}
