import type { DeviceTableDelta, DeviceType } from '../../domain/contract'
import type { DeviceColumns } from './deviceRows'
import { roomFor } from './PointLinks'

/** Knows of each row when it changed last, so that a window gets what it has not seen and no more: 8 bytes a device. */
export class TableLog {
  /** Number of the change in which a row got other columns, and another first point; 0: in none. */
  #recordsAt = new Uint32Array(0)
  #movesAt = new Uint32Array(0)
  readonly #typesAt = new Map<string, number>()
  #retiredAt = 0

  /** @param table as it is after the change */
  note(
    { changes, ids }: DeviceColumns,
    change: {
      records: readonly number[]
      moved: readonly number[]
      types: readonly string[]
      isRetiredChanged: boolean
    },
  ): void {
    this.#recordsAt = roomFor(this.#recordsAt, ids.length, (size) => new Uint32Array(size))
    this.#movesAt = roomFor(this.#movesAt, ids.length, (size) => new Uint32Array(size))
    for (const row of change.records) this.#recordsAt[row] = changes
    for (const row of change.moved) this.#movesAt[row] = changes
    for (const id of change.types) this.#typesAt.set(id, changes)
    if (change.isRetiredChanged) this.#retiredAt = changes
  }

  /** What is different since a change, in a table as it is now. */
  since(since: number, table: DeviceColumns, types: readonly DeviceType[]): DeviceTableDelta {
    const rows = rowsAfter(this.#recordsAt, since)
    const moved = rowsAfter(this.#movesAt, since).filter((row) => (this.#recordsAt[row] ?? 0) <= since)
    const lngLats = new Float64Array(rows.length * 2)
    rows.forEach((row, at) => lngLats.set(table.lngLats.subarray(row * 2, row * 2 + 2), at * 2))
    return {
      changes: table.changes,
      revision: table.revision,
      typeIds: [...table.typeIds],
      pointCount: table.pointCount,
      upgrading: table.upgrading,
      moved,
      movedTo: moved.map((row) => table.firstPoints[row] ?? 0),
      rows,
      ids: Array.from(rows, (row) => table.ids[row]).filter((id) => id !== undefined),
      namesZh: Array.from(rows, (row) => table.namesZh[row] ?? ''),
      namesEn: Array.from(rows, (row) => table.namesEn[row] ?? ''),
      types: rows.map((row) => table.types[row] ?? 0),
      lngLats,
      buildings: Int32Array.from(rows, (row) => table.buildings[row] ?? -1),
      floors: Int32Array.from(rows, (row) => table.floors[row] ?? 0),
      firstPoints: rows.map((row) => table.firstPoints[row] ?? 0),
      ...(this.#retiredAt > since && { retired: table.retired }),
      deviceTypes: types.filter(({ id }) => (this.#typesAt.get(id) ?? 0) > since),
    }
  }
}

function rowsAfter(changedAt: Uint32Array, since: number): Uint32Array<ArrayBuffer> {
  let count = 0
  for (const changes of changedAt) if (changes > since) count += 1
  const rows = new Uint32Array(count)
  let at = 0
  for (let row = 0; at < count; row++) if ((changedAt[row] ?? 0) > since) rows[at++] = row
  return rows
}
