import type { Registry } from '../iot/Registry'
import type { ForwardingParts } from './createForwarding'

/** What items say of devices and points, from the registry. Chinese names: receivers get one name, and it is the first. */
export function describeForwarded(registry: Registry): Pick<ForwardingParts, 'describeDevice' | 'describePoint'> {
  const describeDevice: ForwardingParts['describeDevice'] = (deviceId) => {
    const slot = registry.findDevice(deviceId)
    const device = slot && registry.deviceAt(slot.index)
    if (!device) return undefined
    const { buildingId } = device.place
    return {
      deviceId: device.id,
      name: device.name.zh,
      systemKey: slot.type.systemKey,
      typeId: slot.type.id,
      ...(buildingId !== undefined && { buildingId }),
    }
  }
  return {
    describeDevice,
    describePoint(point) {
      const facts = registry.pointAt(point)
      const device = facts && describeDevice(facts.device.id)
      if (!device) return undefined
      const { id, unit } = facts.property
      return { ...device, property: id, ...(unit !== undefined && { unit }) }
    },
  }
}
