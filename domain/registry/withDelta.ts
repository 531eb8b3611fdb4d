import type { DeviceTable, DeviceTableDelta } from '../contract'

/**
 * A device table with what has changed since. The one before stays as it is.
 *
 * @param delta since the `changes` of the table, of its run
 */
export function withDelta(before: DeviceTable, delta: DeviceTableDelta): DeviceTable {
  const { rows, moved, movedTo, retired = before.retired } = delta
  const { changes, revision, typeIds, pointCount, upgrading } = delta
  const firstPoints = wide(before.firstPoints, delta, (length) => new Uint32Array(length))
  moved.forEach((row, at) => (firstPoints[row] = movedTo[at] ?? 0))
  const table = { ...before, changes, revision, typeIds, pointCount, upgrading, retired, firstPoints }
  if (rows.length === 0) return table
  // Who made an index of the ids may keep it while no device comes.
  const ids = (rows.at(-1) ?? 0) < before.ids.length ? before.ids : [...before.ids]
  const namesZh = [...before.namesZh]
  const namesEn = [...before.namesEn]
  const types = wide(before.types, delta, (length) => new Uint32Array(length))
  const buildings = wide(before.buildings, delta, (length) => new Int32Array(length))
  const floors = wide(before.floors, delta, (length) => new Int32Array(length))
  const lngLats = new Float64Array(types.length * 2)
  lngLats.set(before.lngLats)
  rows.forEach((row, at) => {
    const id = delta.ids[at]
    if (id !== undefined && ids !== before.ids) ids[row] = id
    namesZh[row] = delta.namesZh[at] ?? ''
    namesEn[row] = delta.namesEn[at] ?? ''
    types[row] = delta.types[at] ?? 0
    buildings[row] = delta.buildings[at] ?? -1
    floors[row] = delta.floors[at] ?? 0
    firstPoints[row] = delta.firstPoints[at] ?? 0
    lngLats.set(delta.lngLats.subarray(at * 2, at * 2 + 2), row * 2)
  })
  return { ...table, ids, namesZh, namesEn, types, buildings, floors, lngLats }
}

/** A copy of a column with room for the new rows. */
function wide<C extends { readonly length: number; set(from: C): void }>(
  column: C,
  { rows }: DeviceTableDelta,
  make: (length: number) => C,
): C {
  const wider = make(Math.max(column.length, (rows.at(-1) ?? -1) + 1))
  wider.set(column)
  return wider
}
