import type { Device, DistrictDocument, DistrictGeometry, LngLat, SearchHit } from '../../domain/contract'
import { isSpelled } from '../../domain/search/isSpelled'
import { spell } from '../../domain/search/spell'
import { describePlace } from './describePlace'

export interface Search {
  (text: string, limit: number): SearchHit[]
  /** The device in a row of the registry is this one now; `undefined`: none that is to be found. */
  setDevice(index: number, device: Device | undefined): void
}

interface Row {
  readonly id: string
  /** Everything it can be found by, in small letters. */
  readonly words: string
  /** The Chinese name, and its pinyin once somebody has searched by letters. */
  readonly zh: string
  spelled?: string
  readonly hit: () => SearchHit
}

/**
 * Search over what has a name: buildings first, then people, then devices; within each, ids that begin with the text come first. Letters find Chinese names by their pinyin
 * too, in full or by initials; those come last.
 * A scan over prepared strings: 20,000 devices take 2 to 5 ms, and any part of a Chinese name is found without cutting words.
 */
export function createSearch(document: DistrictDocument): Search {
  const devices: (Row | undefined)[] = document.devices.map((device) => deviceRow(device, document.geometry))
  const groups = [buildingRows(document), peopleRows(document), devices]
  const search = (text: string, limit: number): SearchHit[] => {
    const sought = text.trim().toLowerCase()
    if (sought === '') return []
    const found = groups.map((rows) => find(rows, sought))
    // Many buildings must not keep every device from being found: each group has its share first, then what is left goes in order.
    const share = Math.ceil(limit / groups.length)
    let left = limit - found.reduce((sum, rows) => sum + Math.min(rows.length, share), 0)
    const shown = found.flatMap((rows) => {
      const more = Math.max(0, Math.min(rows.length - share, left))
      left -= more
      return rows.slice(0, share + more)
    })
    return shown.slice(0, limit).map((row) => row.hit())
  }
  return Object.assign(search, {
    setDevice(index: number, device: Device | undefined) {
      devices[index] = device && deviceRow(device, document.geometry)
    },
  })
}

function find(rows: readonly (Row | undefined)[], sought: string): Row[] {
  const begins: Row[] = []
  const holds: Row[] = []
  const spelled: Row[] = []
  const mayBeSpelled = isSpelled(sought)
  for (const row of rows) {
    if (!row) continue
    if (row.id.startsWith(sought)) begins.push(row)
    else if (row.words.includes(sought)) holds.push(row)
    else if (mayBeSpelled && spellingOf(row).includes(sought)) spelled.push(row)
  }
  return [...begins, ...holds, ...spelled]
}

function spellingOf(row: Row): string {
  row.spelled ??= Object.values(spell(row.zh)).join('\n')
  return row.spelled
}

const row = (id: string, zh: string, words: readonly string[], hit: () => SearchHit): Row => ({
  zh,
  id: id.toLowerCase(),
  // A separator that nobody types keeps a match from reaching over two words.
  words: [id, zh, ...words].join('\n').toLowerCase(),
  hit,
})

function buildingRows({ geometry }: DistrictDocument): Row[] {
  const plots = new Map(geometry.plots.map((plot) => [plot.id, plot.name]))
  return geometry.buildings.map((building) =>
    row(building.id, building.name.zh, [building.name.en], () => ({
      kind: 'building',
      id: building.id,
      name: building.name,
      detail: plots.get(building.plotId) ?? geometry.name,
      lngLat: centre(building.footprint),
    })),
  )
}

function peopleRows({ people }: DistrictDocument): Row[] {
  return people.map((person) =>
    row(person.id, person.name.zh, [person.name.en, person.phone, person.team.zh, person.team.en], () => ({
      kind: 'person',
      id: person.id,
      name: person.name,
      detail: person.team,
      lngLat: person.base.lngLat,
    })),
  )
}

const deviceRow = (device: Device, geometry: DistrictGeometry): Row =>
  row(device.id, device.name.zh, [device.name.en], () => ({
    kind: 'device',
    id: device.id,
    name: device.name,
    detail: describePlace(device.place, geometry),
    lngLat: device.place.lngLat,
  }))

/** Middle of a ring's corners; its last point repeats the first. */
function centre(ring: readonly LngLat[]): LngLat {
  const corners = ring.slice(0, -1)
  const sum = corners.reduce(([lng, lat], corner) => [lng + corner[0], lat + corner[1]], [0, 0])
  return [sum[0] / corners.length, sum[1] / corners.length]
}
