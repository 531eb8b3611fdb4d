import type { DeviceSelector, LngLat } from '../../domain/contract'
import type { RouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { nearestFree, rankCandidates } from '../../domain/dispatch/rankCandidates'
import { isStale } from '../../domain/live/staleness'
import type { RuleCalendar } from '../../domain/rules/calendar'
import type { RuleCatalogue, RuleWorld } from '../../domain/rules/RuleWorld'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import type { People } from '../business/createPeople'
import type { LiveFacts } from '../business/ports'
import type { Registry } from '../iot/Registry'
import type { StateView } from '../journal/Journal'
import type { StandingAlarms } from './standingAlarms'

/** Looks at so many of the nearest people. */
const considered = 60

/** The district as it is now, for decisions. */
export function districtWorld(parts: {
  registry: Registry
  catalogue: RuleCatalogue
  calendar: RuleCalendar
  live: Pick<LiveFacts, 'value'>
  view: StateView
  standing: Pick<StandingAlarms, 'isStanding'>
  people: People
  network: RouteNetwork
  now: () => number
}): RuleWorld {
  const { registry, catalogue, view, people, network, now } = parts
  const buildings = new Map(registry.geometry.buildings.map((building) => [String(building.id), building]))
  return {
    calendar: parts.calendar,
    findDevice: (id) => catalogue.findDevice(id),
    // An old value says nothing about now.
    value(point) {
      const known = parts.live.value(point)
      if (!known) return undefined
      const property = registry.pointAt(point)?.property
      return property && !isStale(known.atMs, property.reportPeriodMs, now()) ? known.value : undefined
    },
    isStanding: (deviceId, definitionIds) => parts.standing.isStanding(deviceId, definitionIds),
    around(place, { scope, systemKeys = [], radiusM, max }, service) {
      if (scope === 'self' || scope === 'devices' || scope === 'seesIt') return []
      const selector: DeviceSelector = { scope, systemKeys, max, ...(radiusM !== undefined && { radiusM }) }
      return registry.devicesFor(place, selector, service).flatMap(({ id }) => catalogue.findDevice(id) ?? [])
    },
    footprintOf: (id): readonly LngLat[] | undefined => buildings.get(id)?.footprint,
    plotOf: (id) => buildings.get(id)?.plotId,
    peopleOf: (posts) => registry.people.filter(({ post }) => posts.includes(post)).map(({ id }) => id),
    nearestFree(place, skills, count) {
      const taken = new Set([...view.list('task')].filter(isOpenTask).map(({ personId }) => personId))
      const free = [...people.all()].filter(({ person }) => !taken.has(person.id))
      const ranked = rankCandidates(free, { place, skills, choose: 0, nowMs: now(), limit: considered }, network)
      return nearestFree(ranked, count)
    },
    planClass: (id) => catalogue.planClass(id),
  }
}
