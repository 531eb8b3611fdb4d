import type { DeviceId, DeviceType, LngLat, PersonId, Place, RuleTargets } from '../contract'
import type { RuleCalendar } from './calendar'

/** A device as rules see it. */
export interface RuleDevice {
  readonly id: DeviceId
  readonly type: DeviceType
  readonly place: Place
  /** Number of its first point; that of its n-th property is n more. */
  readonly firstPoint: number
}

/** The district, as far as a rule is checked against it. It may change; devices that it has handed out do not. */
export interface RuleCatalogue {
  readonly types: readonly DeviceType[]
  readonly pointCount: number
  findDevice(id: string): RuleDevice | undefined
  /** Those in service. */
  devicesOf(systemKey: string): Iterable<RuleDevice>
  /** A device that is retired is found by its id, for its past, and is none of its system any more. */
  isRetired(id: string): boolean
  hasBuilding(id: string): boolean
  hasPlot(id: string): boolean
  /** Highest class of what a plan asks of devices; `undefined` when there is no such plan. */
  planClass(id: string): number | undefined
}

/** Everything that a decision looks at. Looking changes nothing; the same world gives the same decision. */
export interface RuleWorld {
  readonly calendar: RuleCalendar
  findDevice(id: string): RuleDevice | undefined
  /** Last good value of a point; `undefined` when it has none. */
  value(point: number): number | undefined
  isStanding(deviceId: string, definitionIds: readonly string[]): boolean
  /** Devices of the systems around a place, nearest first. @param service only those that know it */
  around(place: Place, targets: RuleTargets, service?: string): readonly RuleDevice[]
  footprintOf(buildingId: string): readonly LngLat[] | undefined
  plotOf(buildingId: string): string | undefined
  peopleOf(posts: readonly string[]): readonly PersonId[]
  /** Free people with one of the skills, nearest first. */
  nearestFree(place: Place, skills: readonly string[], count: number): readonly PersonId[]
  /** Highest class of what a plan asks of devices; `undefined` when there is no such plan. */
  planClass(id: string): number | undefined
}
