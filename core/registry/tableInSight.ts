import { DeviceId, type DeviceTable, type DeviceTableDelta, unseenType } from '../../domain/contract'
import type { Sight } from './createSights'

const unseenId = DeviceId.parse('unseen')

type Columns = Pick<
  DeviceTable,
  'ids' | 'namesZh' | 'namesEn' | 'types' | 'lngLats' | 'buildings' | 'floors' | 'firstPoints'
>

/** The columns without what is not to be seen. @param rowAt row of the device table that stands at a place of them */
function blanked(columns: Columns, rowAt: (at: number) => number, { sees }: Sight): Columns {
  const { ids, namesZh, namesEn, types, lngLats, buildings, floors, firstPoints } = columns
  const own: Columns = {
    ids: [...ids],
    namesZh: [...namesZh],
    namesEn: [...namesEn],
    types: types.slice(),
    lngLats: lngLats.slice(),
    buildings: buildings.slice(),
    floors: floors.slice(),
    firstPoints: firstPoints.slice(),
  }
  for (let at = 0; at < own.ids.length; at++) {
    if (sees(rowAt(at))) continue
    own.ids[at] = unseenId
    own.namesZh[at] = ''
    own.namesEn[at] = ''
    own.types[at] = unseenType
    own.lngLats.fill(0, at * 2, at * 2 + 2)
    own.buildings[at] = -1
    own.floors[at] = 0
    own.firstPoints[at] = 0
  }
  return own
}

/** Rows keep their numbers, which feeds go by; of a device that is not to be seen nothing else is left. */
export const tableInSight = <T extends Omit<DeviceTable, 'run'>>(table: T, sight: Sight): T => ({
  ...table,
  ...blanked(table, (row) => row, sight),
  retired: table.retired.filter((row) => sight.sees(row)),
})

/** As `tableInSight`, of what has changed. */
export function deltaInSight(delta: DeviceTableDelta, sight: Sight): DeviceTableDelta {
  const movedAt = [...delta.moved.keys()].filter((at) => sight.sees(delta.moved[at] ?? -1))
  return {
    ...delta,
    ...blanked(delta, (at) => delta.rows[at] ?? -1, sight),
    moved: Uint32Array.from(movedAt, (at) => delta.moved[at] ?? 0),
    movedTo: Uint32Array.from(movedAt, (at) => delta.movedTo[at] ?? 0),
    ...(delta.retired && { retired: delta.retired.filter((row) => sight.sees(row)) }),
  }
}
