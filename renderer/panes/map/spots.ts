import type { PersonState } from '../../../domain/contract'
import type { Registry } from '../../feed'
import type { Spot } from './ink/inkModel'
import { floorSpanM } from './scene/districtFeatures'

/** Height above its floor at which a thing or a person is marked, m. */
const standM = 1.2

/** Where a device hangs in space: on its floor, or at breast height outdoors. */
export function deviceSpot(registry: Registry, index: number): Spot {
  const { building, floor } = registry.whereabouts(index)
  return { lngLat: registry.position(index), heightM: heightOn(building, floor) }
}

/** Where a person was last heard of; undefined when the handset never told. */
export function personSpot(registry: Registry, person: PersonState): Spot | undefined {
  if (!person.lngLat) return undefined
  return { lngLat: person.lngLat, heightM: heightOn(registry.building(person.buildingId ?? ''), person.floor) }
}

const heightOn = (building: ReturnType<Registry['building']>, floor: number | undefined): number =>
  building && floor !== undefined && floor > 0 ? floorSpanM(building, floor).bottomM + standM : standM
