import type { DeviceSlot } from '../../connectors/site'
import type { CommandTarget } from '../../domain/contract'
import { isInTarget } from '../../domain/command/chooseDevices'
import type { Registry } from './Registry'

/** Devices of a target that know the service, in the registry's order, and how many do not. */
export function targetDevices(
  registry: Registry,
  target: CommandTarget,
  service: string,
): { devices: DeviceSlot[]; without: number } {
  const devices: DeviceSlot[] = []
  let without = 0
  // Named ones are looked up; only a filter asks to go through all.
  const rows = target.deviceIds?.flatMap((id) => registry.indexOf(id) ?? []) ?? allOf(registry)
  for (const row of new Set(rows)) {
    const device = registry.deviceAt(row)
    const type = registry.typeAt(row)
    if (!device || !type || registry.isRetired(row)) continue
    const { buildingId, floor } = device.place
    const { id, typeId, name } = device
    if (!isInTarget(target, { id, typeId, systemKey: type.systemKey, name, buildingId, floor })) continue
    const slot = type.services.some((each) => each.id === service) ? registry.slotAt(row) : undefined
    if (slot) devices.push(slot)
    else without++
  }
  return { devices, without }
}

function* allOf(registry: Registry): Generator<number> {
  for (let row = 0; row < registry.deviceCount; row++) yield row
}
