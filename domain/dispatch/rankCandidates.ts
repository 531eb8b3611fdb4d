import type { Candidate, LngLat, Person, PersonId, PersonState, Place } from '../contract'
import { distanceM } from './distance'
import type { RouteNetwork } from './createRouteNetwork'

/** Brisk walk with equipment, m/s. */
const WALK_M_PER_S = 1.5
/** One floor by lift or stairs, s. */
const FLOOR_S = 8
/** Ways are computed only for so many of the nearest by the straight line. */
const ROUTED = 40

/** Walking time, s: the way at a brisk walk, and the floors at both ends. */
export function walkSeconds(routeM: number, floors: number): number {
  return Math.round(routeM / WALK_M_PER_S + floors * FLOOR_S)
}

const floorsBetween = (person: PersonState, place: Place): number => {
  const here = person.floor ?? 1
  const there = place.floor ?? 1
  return person.buildingId !== undefined && person.buildingId === place.buildingId
    ? Math.abs(here - there)
    : Math.abs(here - 1) + Math.abs(there - 1)
}

/** Somebody's way on foot to a place. */
export interface Way {
  distanceM: number
  walkS: number
}

const wayFrom = (here: LngLat, state: PersonState, place: Place, network: RouteNetwork): Way => {
  const distanceM = Math.round(network.walkM(here, place.lngLat))
  return { distanceM, walkS: walkSeconds(distanceM, floorsBetween(state, place)) }
}

/** @returns `undefined` for somebody whose position is not known */
export const wayOf = (state: PersonState, place: Place, network: RouteNetwork): Way | undefined =>
  state.lngLat && wayFrom(state.lngLat, state, place, network)

export interface RankQuery {
  place: Place
  /** Skills that help; people with none of them are left out. Empty: everybody. */
  skills: readonly string[]
  /** How many are chosen for the click: the nearest free ones. */
  choose: number
  nowMs: number
  limit: number
}

/**
 * Who could be sent, nearest by the network first (就近原则, white paper 5.3.4 (2)). Free people come before people on a task;
 * unreachable and off-duty people are left out, since an order would not reach them.
 */
export function rankCandidates(
  people: Iterable<{ person: Person; state: PersonState }>,
  query: RankQuery,
  network: RouteNetwork,
): Candidate[] {
  const near: { person: Person; state: PersonState; lngLat: LngLat; straightM: number; matches: string[] }[] = []
  for (const { person, state } of people) {
    if (state.duty === 'offDuty' || state.duty === 'unreachable' || !state.lngLat) continue
    const matches = person.skills.filter((skill) => query.skills.includes(skill))
    if (query.skills.length > 0 && matches.length === 0) continue
    near.push({ person, state, lngLat: state.lngLat, straightM: distanceM(state.lngLat, query.place.lngLat), matches })
  }
  near.sort((a, b) => Number(a.state.duty !== 'free') - Number(b.state.duty !== 'free') || a.straightM - b.straightM)

  const ranked = near.slice(0, ROUTED).map(({ person, state, lngLat, matches }): Candidate => ({
    personId: person.id,
    ...wayFrom(lngLat, state, query.place, network),
    positionAgeMs: state.positionAtMs === undefined ? 0 : Math.max(0, query.nowMs - state.positionAtMs),
    duty: state.duty,
    matches,
    isChosen: false,
  }))
  ranked.sort(
    (a, b) =>
      Number(a.duty !== 'free') - Number(b.duty !== 'free') || a.walkS - b.walkS || (a.personId < b.personId ? -1 : 1),
  )
  let left = query.choose
  for (const candidate of ranked) {
    if (left === 0) break
    if (candidate.duty !== 'free') continue
    candidate.isChosen = true
    left -= 1
  }
  return ranked.slice(0, query.limit)
}

/** The nearest free people for one step of a plan, beyond those that already have a task. */
export function nearestFree(candidates: readonly Candidate[], count: number): PersonId[] {
  return candidates
    .filter((c) => c.duty === 'free')
    .slice(0, count)
    .map((c) => c.personId)
}
