import type { Device } from '../../../domain/contract'

/** Devices of a building by type, in the order of the district. A smaller district has fewer, and what they are drawn in is left out. */
export interface DeviceShelf {
  all(typeId: string): readonly string[]
  floorOf(deviceId: string): number
}

export function createDeviceShelf(devices: readonly Device[], buildingId: string): DeviceShelf {
  const own = devices.filter(({ place }) => place.buildingId === buildingId)
  const floors = new Map(own.map(({ id, place }) => [String(id), place.floor ?? 1]))
  return {
    all: (typeId) => own.filter((device) => device.typeId === typeId).map(({ id }) => id),
    floorOf: (deviceId) => floors.get(deviceId) ?? 1,
  }
}

/** `B2`, `18F`. */
export const floorName = (floor: number): string => (floor < 0 ? `B${-floor}` : `${floor}F`)
