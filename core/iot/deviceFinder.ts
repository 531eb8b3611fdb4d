import type { Building, Device, DeviceSelector, DeviceType, DistrictDocument, Place } from '../../domain/contract'
import { distanceM } from '../../domain/dispatch/distance'
import { floorsApart } from '../../domain/district/floors'

export interface DeviceFinder {
  /** Device indices that a selector means, nearest first. */
  find(place: Place, selector: DeviceSelector, service: string | undefined): number[]
  /** The device in a row is this one now; `undefined`: none that is to be found. */
  setDevice(index: number, device: Device | undefined): void
  /** Types that have another version. */
  setTypes(types: readonly DeviceType[]): void
}

/** Height of a floor where the building is not known, m. */
const usualFloorHeightM = 3.5

/**
 * Finds devices by system around a place. Distance counts floors too, so that on the incident's floor comes before below it.
 * Indoor scopes find nothing for a place outdoors: there is no floor to be on.
 */
export function createDeviceFinder(document: DistrictDocument): DeviceFinder {
  const devices: (Device | undefined)[] = []
  const types = new Map<string, DeviceType>(document.deviceTypes.map((type) => [type.id, type]))
  const buildings = new Map<string, Building>(document.geometry.buildings.map((building) => [building.id, building]))
  const bySystem = new Map<string, Set<number>>()
  const bySystemAndBuilding = new Map<string, Set<number>>()

  const keysOf = ({ typeId, place }: Device): [system: string, systemAndBuilding: string] | undefined => {
    const system = types.get(typeId)?.systemKey
    return system === undefined ? undefined : [system, `${system}\n${place.buildingId ?? ''}`]
  }
  const drop = (index: number): void => {
    const device = devices[index]
    const keys = device && keysOf(device)
    if (!keys) return
    bySystem.get(keys[0])?.delete(index)
    bySystemAndBuilding.get(keys[1])?.delete(index)
  }
  const setDevice = (index: number, device: Device | undefined): void => {
    drop(index)
    devices[index] = device
    const keys = device && keysOf(device)
    if (!keys) return
    add(bySystem, keys[0], index)
    add(bySystemAndBuilding, keys[1], index)
  }
  document.devices.forEach((device, index) => setDevice(index, device))

  const candidates = (place: Place, { scope, systemKeys }: DeviceSelector): number[] => {
    if (scope === 'near') return systemKeys.flatMap((system) => [...(bySystem.get(system) ?? [])])
    return systemKeys.flatMap((system) => [
      ...(place.buildingId === undefined ? [] : (bySystemAndBuilding.get(`${system}\n${place.buildingId}`) ?? [])),
    ])
  }
  const distance = (from: Place, to: Place): number => {
    const height = buildings.get(from.buildingId ?? to.buildingId ?? '')?.floorHeightM ?? usualFloorHeightM
    return Math.hypot(distanceM(from.lngLat, to.lngLat), floorsApart(from.floor ?? 1, to.floor ?? 1) * height)
  }

  return {
    setDevice,
    setTypes(changed) {
      for (const type of changed) {
        const before = types.get(type.id)
        if (before?.systemKey === type.systemKey) types.set(type.id, type)
        else {
          const meant = [...devices.entries()].filter(([, device]) => device?.typeId === type.id)
          for (const [index] of meant) drop(index)
          types.set(type.id, type)
          for (const [index, device] of meant) setDevice(index, device)
        }
      }
    },
    find(place, selector, service) {
      const found: { index: number; distanceM: number }[] = []
      for (const index of new Set(candidates(place, selector))) {
        const device = devices[index]
        if (!device || !isInScope(place, device.place, selector)) continue
        if (service !== undefined && !types.get(device.typeId)?.services.some(({ id }) => id === service)) continue
        found.push({ index, distanceM: distance(place, device.place) })
      }
      return found
        .sort((a, b) => a.distanceM - b.distanceM || a.index - b.index)
        .slice(0, selector.max)
        .map(({ index }) => index)
    },
  }
}

function isInScope(from: Place, to: Place, { scope, radiusM }: DeviceSelector): boolean {
  switch (scope) {
    case 'sameBuilding':
      return true
    case 'sameFloor':
      return from.floor !== undefined && to.floor === from.floor
    // The floor itself and those above and below it: 着火层及其上下层.
    case 'adjacentFloors':
      return from.floor !== undefined && to.floor !== undefined && floorsApart(from.floor, to.floor) <= 1
    case 'near':
      return distanceM(from.lngLat, to.lngLat) <= (radiusM ?? 0)
  }
}

function add(lists: Map<string, Set<number>>, key: string, index: number): void {
  const list = lists.get(key)
  if (list) list.add(index)
  else lists.set(key, new Set([index]))
}
