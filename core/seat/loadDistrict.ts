import { readFile } from 'node:fs/promises'
import { DistrictDocument } from '../../domain/contract'
import { ensureDemoGraphics } from '../graphics/ensureDemoGraphics'
import { completeDistrict, importDistrict } from '../iot/registryStore'
import { Registry } from '../iot/Registry'
import type { SeatFiles } from './openFiles'

/** A registry for a seat that nobody gave a district yet: everything works, nothing is there. */
const nothing: DistrictDocument = DistrictDocument.parse({
  version: 1,
  geometry: {
    id: 'empty',
    name: { zh: '未载入城区', en: 'No district' },
    timeZone: 'Asia/Shanghai',
    centre: [113.94, 22.53],
    plots: [],
    buildings: [],
    roads: [],
    areas: [],
    gates: [],
  },
  deviceTypes: [],
  devices: [],
  people: [],
  materials: [],
  plans: [],
})

export const noDistrict = (): Registry => new Registry(nothing, 0)

/**
 * The registry of this seat: what is in its database, else the district of the file, else an empty one.
 *
 * @param onIgnored told when there is a district already, so that the file is not taken
 * @param isDemo the file is the demo's own: what a newer one says of organisations, groups and drawings is added to a district that has none
 * @throws Refused when the file holds no sound district
 */
export async function loadDistrict(
  { registry, journal, duty: store }: Pick<SeatFiles, 'registry' | 'journal' | 'duty'>,
  districtFile: string | undefined,
  onIgnored: () => void,
  isDemo = false,
): Promise<Registry> {
  const actor = { kind: 'system', id: 'setup' } as const
  const read = async (): Promise<unknown> => JSON.parse(await readFile(districtFile ?? '', 'utf8'))
  if (registry) {
    if (districtFile === undefined) return registry
    const completed = isDemo ? await completeDistrict({ store, journal, registry, read, actor }) : undefined
    const present = completed ?? registry
    const drawn = isDemo ? await ensureDemoGraphics({ store, journal, registry: present, read, actor }) : 0
    if (!completed && drawn === 0) onIgnored()
    return present
  }
  if (districtFile === undefined) return noDistrict()
  return importDistrict({ store, journal, document: await read(), actor })
}
