import type {
  Actor,
  BuildingId,
  DeviceId,
  DeviceStateName,
  DeviceType,
  LngLat,
  LocalText,
  Material,
  Person,
  Place,
  Plan,
} from '../../domain/contract'
import type { DeviceSelector } from '../../domain/contract'
import type { DeviceSlot, HandsetDelivery } from '../../connectors/site'

/** What the business needs to know of the district; the registry gives it. */
export interface DistrictFacts {
  readonly timeZone: string
  readonly people: readonly Person[]
  readonly plans: readonly Plan[]
  readonly deviceTypes: readonly DeviceType[]
  readonly materials: readonly Material[]
  readonly personByHandset: (handsetId: DeviceId) => Person | undefined
  findDevice(id: DeviceId): DeviceSlot | undefined
  placeOf(id: DeviceId): Place | undefined
  /** Name of the place: 澄湖中心 T2 · 18F. */
  describePlace(place: Place): LocalText
  /** Devices that a plan's step means, nearest first; only those that know the service. */
  devicesFor(place: Place, selector: DeviceSelector, service: string): DeviceSlot[]
}

/** The site's latest values, one point at a time. */
export interface LiveFacts {
  /** `undefined` when it never reported or its quality is bad. */
  value(point: number): { value: number; atMs: number } | undefined
  deviceState(deviceIndex: number): DeviceStateName
}

/** Somebody who carries things to handsets; refuses with `linkDown` when there is no link. */
export interface HandsetLink {
  sendToHandset(delivery: HandsetDelivery): Promise<void>
}

export interface PersonPosition {
  lngLat: LngLat
  buildingId?: BuildingId
  floor?: number
  atMs: number
  batteryPercent?: number
}

/** Sets a timer and returns its cancelling; given from outside so that tests fix the clock. */
export type Schedule = (delayMs: number, run: () => void) => () => void

export const planActor = (plan: Plan): Actor => ({ kind: 'plan', id: plan.id, name: plan.name.zh })
