import type { Registry } from '../iot/Registry'
import type { AccessDirectory } from './createGate'

/** The registry, as the gate asks it: a retired device is none. */
export const accessDirectory = (registry: Registry): AccessDirectory => ({
  find(deviceId) {
    const device = registry.findDevice(deviceId)
    return device && !registry.isRetired(device.index) ? { id: device.id, typeId: device.type.id } : undefined
  },
  hasType: (typeId) => registry.typeOf(typeId) !== undefined,
  isBehind(gatewayId, deviceId) {
    const index = registry.indexOf(deviceId)
    const gateway = registry.indexOf(gatewayId)
    return index !== undefined && gateway !== undefined && registry.parents[index] === gateway
  },
  // A device that is there stays the same for the gate whatever version of its type it gets.
  onChanged: (listener) =>
    registry.onChanged(({ records, types }) => {
      if (records.length > 0 || types.length > 0) listener()
    }),
})
