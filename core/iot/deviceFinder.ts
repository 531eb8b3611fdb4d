import type { Building, Device, DeviceSelector, DeviceType, DistrictDocument, Place } from '../../domain/contract'
import { distanceM } from '../../domain/dispatch/distance'
import { floorsApart } from '../../domain/district/floors'

export interface DeviceFinder {
  /** Device indices that a selector means, nearest first. */
  find(place: Place, selector: DeviceSelector, service: string | undefined): number[]
  /** The device in a row is this one now; `undefined`: none that is to be found. */
  setDevice(index: number, device: Device | undefined): void
}

/** Height of a floor where the building is not known, m. */
const usualFloorHeightM = 3.5

/**
 * Finds devices by system around a place. Distance counts floors too, so that on the incident's floor comes before below it.
 * Indoor scopes find nothing for a place outdoors: there is no floor to be on.
 *
 * @param typeAt the version of its type that a device is of
 */
export function createDeviceFinder(
  document: DistrictDocument,
  typeAt: (index: number) => DeviceType | undefined,
): DeviceFinder {
  const devices: (Device | undefined)[] = []
  /** System by which each device is listed. */
  const listedAs: (string | undefined)[] = []
  const buildings = new Map<string, Building>(document.geometry.buildings.map((building) => [building.id, building]))
  const bySystem = new Map<string, Set<number>>()
  const bySystemAndBuilding = new Map<string, Set<number>>()

  const drop = (index: number): void => {
    const system = listedAs[index]
    if (system === undefined) return
    bySystem.get(system)?.delete(index)
    bySystemAndBuilding.get(keyOf(system, devices[index]?.place.buildingId))?.delete(index)
  }
  const setDevice = (index: number, device: Device | undefined): void => {
    drop(index)
    const system = device && typeAt(index)?.systemKey
    devices[index] = device
    listedAs[index] = system
    if (system === undefined) return
    add(bySystem, system, index)
    add(bySystemAndBuilding, keyOf(system, device?.place.buildingId), index)
  }
  document.devices.forEach((device, index) => setDevice(index, device))

  const candidates = (place: Place, { scope, systemKeys }: DeviceSelector): number[] => {
    if (scope === 'near') return systemKeys.flatMap((system) => [...(bySystem.get(system) ?? [])])
    return systemKeys.flatMap((system) => [
      ...(place.buildingId === undefined ? [] : (bySystemAndBuilding.get(keyOf(system, place.buildingId)) ?? [])),
    ])
  }
  const distance = (from: Place, to: Place): number => {
    const height = buildings.get(from.buildingId ?? to.buildingId ?? '')?.floorHeightM ?? usualFloorHeightM
    return Math.hypot(distanceM(from.lngLat, to.lngLat), floorsApart(from.floor ?? 1, to.floor ?? 1) * height)
  }

  return {
    setDevice,
    find(place, selector, service) {
      const found: { index: number; distanceM: number }[] = []
      for (const index of new Set(candidates(place, selector))) {
        const device = devices[index]
        if (!device || !isInScope(place, device.place, selector)) continue
        if (service !== undefined && !typeAt(index)?.services.some(({ id }) => id === service)) continue
        found.push({ index, distanceM: distance(place, device.place) })
      }
      return found
        .sort((a, b) => a.distanceM - b.distanceM || a.index - b.index)
        .slice(0, selector.max)
        .map(({ index }) => index)
    },
  }
}

const keyOf = (system: string, buildingId: string | undefined): string => `${system}\n${buildingId ?? ''}`

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
