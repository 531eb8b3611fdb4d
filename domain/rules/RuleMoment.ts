import type { Place, RuleCause, RuleTargets } from '../contract'
import type { RuleDevice, RuleWorld } from './RuleWorld'

/** What a rule was set off by, seen from inside: where it is, which device, which value. */
export interface RuleMoment {
  readonly atMs: number
  readonly cause: RuleCause
  readonly device?: RuleDevice | undefined
  readonly place?: Place | undefined
  /** Of the sample or alarm. */
  readonly value?: number | undefined
  /** Property that `value` is of. */
  readonly property?: string | undefined
  /** What the event bears. */
  readonly told?: Readonly<Record<string, unknown>> | undefined
  readonly incidentId?: string | undefined
}

/** Radius in which a camera sees a place outdoors when the rule names none, m. Indoors it is the floor. */
const sightM = 60

/** Devices that targets mean at a moment, nearest first. */
export function targetsAt(
  { scope, deviceIds, max, ...rest }: RuleTargets,
  moment: RuleMoment,
  world: RuleWorld,
  service?: string,
): readonly RuleDevice[] {
  const knows = ({ type }: RuleDevice) => service === undefined || type.services.some(({ id }) => id === service)
  if (scope === 'self') return moment.device && knows(moment.device) ? [moment.device] : []
  if (scope === 'devices')
    return (deviceIds ?? [])
      .flatMap((id) => world.findDevice(id) ?? [])
      .filter(knows)
      .slice(0, max)
  const { place } = moment
  if (!place) return []
  if (scope !== 'seesIt') return world.around(place, { scope, max, ...rest }, service)
  const radiusM = rest.radiusM ?? sightM
  return world
    .around(
      place,
      { scope: 'near', max: 200, systemKeys: rest.systemKeys ?? ['security.video_surveillance'], radiusM },
      service,
    )
    .filter((camera) => sees(camera, place))
    .slice(0, max)
}

/** Walls and floors are in the way: indoors a camera sees its own floor, outdoors what is outdoors. */
const sees = (camera: RuleDevice, place: Place): boolean =>
  camera.place.buildingId === place.buildingId && camera.place.floor === place.floor
