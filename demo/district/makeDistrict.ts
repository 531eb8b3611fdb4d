import type { DistrictDocument } from '../../domain/contract'
import { systemPacks } from '../../domain/packs'
import { makeGraphics } from './graphics/makeGraphics'
import { makeDevices } from './makeDevices'
import { makeGeometry } from './makeGeometry'
import { makeMaterials } from './makeMaterials'
import { grants, groups, organisations } from './makeParties'
import { makePeople } from './makePeople'
import { dailyPlans } from './plans/dailyPlans'
import { sixPlans } from './plans/sixPlans'

export interface DistrictOptions {
  seed: number
  /** How many devices, handsets among them; about 5,000 is the least that this plan can do with. */
  devices: number
}

/**
 * The demo district as one document; the same options make the same document to the byte.
 *
 * @throws RangeError when `devices` is too small for the plan
 */
export function makeDistrict({ seed, devices }: DistrictOptions): DistrictDocument {
  const ground = makeGeometry()
  const { people, handsets } = makePeople(ground, seed)
  const deviceList = makeDevices(ground, handsets, devices, seed)
  return {
    version: 1,
    geometry: ground.geometry,
    deviceTypes: [...systemPacks],
    devices: deviceList,
    people,
    materials: makeMaterials(ground),
    plans: [...sixPlans, ...dailyPlans],
    graphics: makeGraphics(deviceList),
    organisations: [...organisations],
    groups: [...groups],
    grants: [...grants],
  }
}
