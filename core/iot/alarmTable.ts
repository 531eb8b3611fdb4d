import type { AlarmDefinition } from '../../domain/contract'
import { compileCondition } from '../../domain/alarm/comparator'
import type { Registry } from './Registry'

/** One alarm that one device can raise: a row of the alarm table. */
export interface AlarmRow {
  readonly deviceIndex: number
  readonly definition: AlarmDefinition
}

/**
 * Every alarm that any device can raise, as columns. Rows over values come first, in the order of their points, so that the rows of a point are
 * `firstRows[point]` to `firstRows[point + 1]`; for most points these are equal, and a sample costs one comparison.
 */
export interface AlarmTable {
  readonly size: number
  readonly firstRows: Uint32Array
  readonly pointRowCount: number
  /** Comparator of each row over a value. */
  readonly codes: Uint8Array
  readonly limits: Float64Array
  readonly releaseLimits: Float64Array
  row(row: number): AlarmRow
  /** Row of a device's alarm. */
  find(deviceIndex: number, definitionId: string): number | undefined
  /** Rows of a device that an event raises. */
  raisedBy(deviceIndex: number, event: string): readonly number[]
  /** Rows of a device that an event clears. */
  clearedBy(deviceIndex: number, event: string): readonly number[]
  /** Rows of a device that stand while it is offline. */
  whenOffline(deviceIndex: number): readonly number[]
}

const noRows: readonly number[] = []

export function buildAlarmTable(registry: Registry): AlarmTable {
  const rows: AlarmRow[] = []
  const otherRows: number[][] = []
  const firstRows = new Uint32Array(registry.pointCount + 1)
  forEachDevice(registry, (deviceIndex, definitions, firstPoint, properties) => {
    properties.forEach((property, place) => {
      firstRows[firstPoint + place] = rows.length
      for (const definition of definitions) {
        const { condition } = definition
        if ('property' in condition && condition.property === property) rows.push({ deviceIndex, definition })
      }
    })
  })
  const pointRowCount = rows.length
  firstRows[registry.pointCount] = pointRowCount
  forEachDevice(registry, (deviceIndex, definitions) => {
    const own: number[] = []
    for (const definition of definitions) {
      if (!('property' in definition.condition)) own.push(rows.push({ deviceIndex, definition }) - 1)
    }
    if (own.length > 0) otherRows[deviceIndex] = own
  })

  const table: AlarmTable = {
    size: rows.length,
    firstRows,
    pointRowCount,
    codes: new Uint8Array(pointRowCount),
    limits: new Float64Array(pointRowCount),
    releaseLimits: new Float64Array(pointRowCount),
    row: (row) => {
      const found = rows[row]
      if (!found) throw new RangeError(`no alarm row ${row}`)
      return found
    },
    find(deviceIndex, definitionId) {
      const isSought = (row: number) => rows[row]?.definition.id === definitionId
      const points = registry.slotAt(deviceIndex)?.type.properties.length ?? 0
      const firstPoint = registry.table.firstPoints[deviceIndex] ?? 0
      const end = firstRows[firstPoint + points] ?? 0
      for (let row = firstRows[firstPoint] ?? 0; row < end; row++) if (isSought(row)) return row
      return otherRows[deviceIndex]?.find(isSought)
    },
    raisedBy: (deviceIndex, event) => among(deviceIndex, ({ condition: c }) => c.kind === 'event' && c.event === event),
    clearedBy: (deviceIndex, event) =>
      among(deviceIndex, ({ condition: c }) => c.kind === 'event' && c.clearEvent === event),
    whenOffline: (deviceIndex) => among(deviceIndex, ({ condition }) => condition.kind === 'offline'),
  }
  for (let row = 0; row < pointRowCount; row++) {
    const comparator = compileCondition(table.row(row).definition.condition)
    if (!comparator) continue
    table.codes[row] = comparator.code
    table.limits[row] = comparator.limit
    table.releaseLimits[row] = comparator.releaseLimit
  }
  return table

  function among(deviceIndex: number, isMeant: (definition: AlarmDefinition) => boolean): readonly number[] {
    const own = otherRows[deviceIndex]
    if (!own) return noRows
    return own.filter((row) => isMeant(table.row(row).definition))
  }
}

function forEachDevice(
  registry: Registry,
  visit: (index: number, definitions: readonly AlarmDefinition[], firstPoint: number, properties: string[]) => void,
): void {
  const propertyIds = new Map(registry.deviceTypes.map((type) => [type.id, type.properties.map(({ id }) => id)]))
  for (let index = 0; index < registry.deviceCount; index++) {
    const type = registry.typeOf(registry.deviceAt(index)?.typeId ?? '')
    if (type) visit(index, type.alarms, registry.table.firstPoints[index] ?? 0, propertyIds.get(type.id) ?? [])
  }
}
