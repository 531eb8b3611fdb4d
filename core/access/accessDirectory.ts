import type { Registry } from '../iot/Registry'
import type { AccessDirectory } from './createGate'

/** The registry, as the gate asks it. */
export const accessDirectory = (registry: Registry): AccessDirectory => ({
  find(deviceId) {
    const device = registry.findDevice(deviceId)
    return device && { id: device.id, typeId: device.type.id }
  },
  hasType: (typeId) => registry.typeOf(typeId) !== undefined,
  isBehind(gatewayId, deviceId) {
    const index = registry.indexOf(deviceId)
    const gateway = registry.indexOf(gatewayId)
    return index !== undefined && gateway !== undefined && registry.parents[index] === gateway
  },
})
