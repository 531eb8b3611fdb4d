import { deviceStateCodes } from '../../domain/contract'
import type { DeviceStates, Registry } from '../feed'

/** Drawings of devices that see. */
const cameraSymbols: ReadonlySet<string> = new Set(['camera'])
const outdoorsM = 150

export interface NearDevice {
  index: number
  /** As the crow flies, m. */
  distanceM: number
}

/** Metres between two places a few hundred metres apart. */
function distanceM([lng, lat]: readonly [number, number], [otherLng, otherLat]: readonly [number, number]): number {
  const metresPerDegree = 111_320
  const east = (otherLng - lng) * metresPerDegree * Math.cos((lat * Math.PI) / 180)
  return Math.hypot(east, (otherLat - lat) * metresPerDegree)
}

/** Other devices of the same house and floor, or within 150 m outdoors; the nearest first. */
export function devicesAround(index: number, registry: Registry): NearDevice[] {
  const { devices } = registry
  const [building, floor] = [devices.buildings[index], devices.floors[index]]
  const here = registry.position(index)
  const near: NearDevice[] = []
  for (let other = 0; other < devices.ids.length; other++) {
    if (other === index || devices.buildings[other] !== building || devices.floors[other] !== floor) continue
    const away = distanceM(here, registry.position(other))
    if (building !== -1 || away <= outdoorsM) near.push({ index: other, distanceM: away })
  }
  return near.sort((a, b) => a.distanceM - b.distanceM || a.index - b.index)
}

export const isCamera = (index: number, registry: Registry): boolean =>
  cameraSymbols.has(registry.deviceType(index)?.symbol ?? '')

/** Those of the devices that are abnormal or do not answer. */
export const troubledOf = (near: readonly NearDevice[], { bytes }: Pick<DeviceStates, 'bytes'>): NearDevice[] =>
  near.filter(({ index }) => bytes[index] === deviceStateCodes.abnormal || bytes[index] === deviceStateCodes.offline)
