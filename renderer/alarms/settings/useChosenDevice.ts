import type { DeviceId } from '../../../domain/contract'
import { useRegistry, useSelection } from '../../feed'

/** The device that is chosen at this seat; `undefined` when none is, or the registry does not know it. */
export function useChosenDevice(): DeviceId | undefined {
  const registry = useRegistry()
  const { deviceId } = useSelection()
  const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
  return index === undefined ? undefined : registry.devices.ids[index]
}
