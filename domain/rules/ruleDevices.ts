import type { DeviceType, RuleDevices } from '../contract'
import type { RuleCatalogue, RuleDevice } from './RuleWorld'

/** Types of the devices that set a rule off. */
export function typesOf({ systemKeys, deviceIds }: RuleDevices, catalogue: RuleCatalogue): DeviceType[] {
  const types = new Set<DeviceType>()
  if (systemKeys) for (const type of catalogue.types) if (systemKeys.includes(type.systemKey)) types.add(type)
  for (const id of deviceIds ?? []) {
    const type = catalogue.findDevice(id)?.type
    if (type) types.add(type)
  }
  return [...types]
}

/** A device that is there and not retired. */
export function deviceInUse(id: string, catalogue: RuleCatalogue): RuleDevice | undefined {
  return catalogue.isRetired(id) ? undefined : catalogue.findDevice(id)
}

/** The devices that set a rule off: those of the systems and those named, each once; a retired one sets nothing off. */
export function* devicesOf({ systemKeys, deviceIds }: RuleDevices, catalogue: RuleCatalogue): Iterable<RuleDevice> {
  const seen = new Set<string>()
  const isNew = ({ id }: RuleDevice) => !seen.has(id) && seen.add(id)
  for (const key of new Set(systemKeys)) for (const device of catalogue.devicesOf(key)) if (isNew(device)) yield device
  for (const id of deviceIds ?? []) {
    const device = deviceInUse(id, catalogue)
    if (device && isNew(device)) yield device
  }
}

/** Whether a device is one of them. */
export const isOneOf = ({ systemKeys, deviceIds }: RuleDevices, device: RuleDevice): boolean =>
  (systemKeys?.includes(device.type.systemKey) ?? false) || (deviceIds?.includes(device.id) ?? false)

const places = new WeakMap<DeviceType, ReadonlyMap<string, number>>()

/** Number of a device's point; `undefined` when its type has no such property. */
export function pointOf({ type, firstPoint }: RuleDevice, property: string): number | undefined {
  let of = places.get(type)
  if (!of) {
    of = new Map(type.properties.map(({ id }, place) => [id, place]))
    places.set(type, of)
  }
  const place = of.get(property)
  return place === undefined ? undefined : firstPoint + place
}
