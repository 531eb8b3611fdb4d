import { Device, type DevicePatch, type Place, type RegistryProblem } from '../contract'
import { checkDevice, type RegistryFacts } from './checkDevice'
import { effectivePatch, patched } from './deviceAfter'
import { checkNewId, foldId } from './deviceTwins'
import { defined } from '../things/defined'
import { attributeOf, type Column, columnOf, readCell, type RowFields } from './importColumns'

/** A file as rows of text: what every format is read into first. */
export interface ImportTable {
  readonly headings: readonly string[]
  /** `row` is the number that people see: the line of the file, or the feature. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
}

/** What a row would do. */
export type ImportStep =
  | { readonly row: number; readonly kind: 'add'; readonly device: Device }
  | { readonly row: number; readonly kind: 'change'; readonly deviceId: Device['id']; readonly patch: DevicePatch }
  | { readonly row: number; readonly kind: 'same'; readonly deviceId: Device['id'] }

export interface ImportPlan {
  readonly steps: readonly ImportStep[]
  readonly problems: readonly RegistryProblem[]
}

/** Steps between two pauses of whoever works through a plan. */
const perBreath = 200

/** A row, and the fields of it that are already named as a problem. */
interface ReadRow {
  readonly row: number
  readonly fields: RowFields
  readonly told: ReadonlySet<string>
}

type Heading = { readonly column: Column } | { readonly attribute: string } | undefined

/**
 * Holds a whole file against the registry. Rows may name devices of other rows. Every row is looked at, whatever is wrong with those before it.
 *
 * Yields now and then, so that the shell can let others work; the plan is the return value.
 *
 * @param mayManage whether the one who imports may have the device so
 */
export function* planImport(
  table: ImportTable,
  facts: RegistryFacts,
  mayManage: (device: Device) => boolean,
): Generator<void, ImportPlan> {
  const problems: RegistryProblem[] = []
  const headings = readHeadings(table, problems)
  if (problems.length > 0) return { steps: [], problems }
  const read: ReadRow[] = []
  const firstRows = new Map<string, number>()
  /** New ids of the file by what they read as. */
  const newIds = new Map<string, string>()
  for (const [at, { row, cells }] of table.rows.entries()) {
    if (at % perBreath === 0) yield
    const told = new Set<string>()
    const fields = readRow(headings, cells, (field, code, detail) => {
      told.add(field)
      problems.push({ row, field, code, detail })
    })
    if (fields.id === undefined) {
      if (!told.has('id')) problems.push({ row, field: 'id', code: 'missing', detail: '' })
      continue
    }
    const first = firstRows.get(fields.id)
    if (first !== undefined) {
      problems.push({ row, field: 'id', code: 'duplicateId', detail: `${fields.id} (${first})` })
      continue
    }
    firstRows.set(fields.id, row)
    if (!facts.device(fields.id)) {
      const unfit = checkNewId(fields.id, (folded) => facts.twinOf(folded) ?? newIds.get(folded))
      if (unfit) problems.push({ row, ...unfit })
      newIds.set(foldId(fields.id), fields.id)
    }
    read.push({ row, fields, told })
  }

  const next = new Map<string, Device>()
  const steps: ImportStep[] = []
  for (const [at, one] of read.entries()) {
    if (at % perBreath === 0) yield
    const step = stepOf(one, facts, problems)
    if (!step) continue
    steps.push(step)
    const before = step.kind === 'add' ? undefined : facts.device(step.deviceId)?.device
    if (step.kind === 'add') next.set(step.device.id, step.device)
    else if (before && step.kind === 'change') next.set(before.id, patched(before, step.patch))
  }
  const factsAfter: RegistryFacts = {
    ...facts,
    device(id) {
      const device = next.get(id)
      return device ? { device, isRetired: false } : facts.device(id)
    },
  }
  for (const [at, step] of steps.entries()) {
    if (at % perBreath === 0) yield
    const device = next.get(step.kind === 'add' ? step.device.id : step.deviceId)
    if (!device) continue
    for (const problem of checkDevice(device, factsAfter)) problems.push({ row: step.row, ...problem })
    const before = facts.device(device.id)?.device
    if (!mayManage(device) || (before && !mayManage(before)))
      problems.push({ row: step.row, field: 'id', code: 'notAllowed', detail: device.id })
  }
  problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
  return { steps, problems }
}

function readHeadings({ headings }: ImportTable, problems: RegistryProblem[]): Heading[] {
  const seen = new Set<string>()
  const found = headings.map((heading): Heading => {
    const column = columnOf(heading)
    const attribute = attributeOf(heading)
    const name = column?.key ?? (attribute === undefined ? undefined : `attr:${attribute}`)
    // A column without a heading and without a name is the end of the table as spreadsheets leave it.
    if (name === undefined && heading.trim() === '') return undefined
    if (name === undefined)
      problems.push({ row: 1, field: shorten(heading), code: 'unknownColumn', detail: shorten(heading) })
    else if (seen.has(name))
      problems.push({ row: 1, field: shorten(heading), code: 'duplicateId', detail: shorten(heading) })
    if (name !== undefined) seen.add(name)
    return column ? { column } : attribute === undefined ? undefined : { attribute }
  })
  if (!seen.has('id')) problems.push({ row: 1, field: 'id', code: 'missingColumn', detail: 'id' })
  return found
}

type Report = (field: string, code: RegistryProblem['code'], detail: string) => void

function readRow(headings: readonly Heading[], cells: readonly string[], report: Report): RowFields {
  const fields: RowFields = {}
  headings.forEach((heading, at) => {
    const cell = cells[at] ?? ''
    if (!heading || cell.trim() === '') return
    if ('attribute' in heading) {
      if (cell.length > 200) return report(`attr:${heading.attribute}`, 'tooLong', shorten(cell))
      fields.attributes ??= new Map()
      fields.attributes.set(heading.attribute, cell.trim() === '-' ? null : cell.trim())
      return
    }
    const code = readCell(fields, heading.column, cell)
    if (code !== undefined) report(heading.column.key, code, shorten(cell))
  })
  // A cell that speaks for no field is one too many: a comma in a name, mostly.
  if (cells.slice(headings.length).some((cell) => cell.trim() !== ''))
    report('', 'malformed', shorten(cells.at(-1) ?? ''))
  return fields
}

function stepOf(one: ReadRow, facts: RegistryFacts, problems: RegistryProblem[]): ImportStep | undefined {
  const { row, fields } = one
  const known = facts.device(fields.id ?? '')
  if (!known) return addition(one, problems)
  const { device, isRetired } = known
  if (isRetired) {
    problems.push({ row, field: 'id', code: 'retired', detail: device.id })
    return undefined
  }
  if (fields.typeId !== undefined && fields.typeId !== device.typeId) {
    problems.push({ row, field: 'typeId', code: 'typeChanged', detail: `${device.typeId} → ${fields.typeId}` })
    return undefined
  }
  const patch = effectivePatch(device, patchOf(fields, device))
  return patch ? { row, kind: 'change', deviceId: device.id, patch } : { row, kind: 'same', deviceId: device.id }
}

const needed = ['typeId', 'nameZh', 'lng', 'lat'] as const

function addition({ row, fields, told }: ReadRow, problems: RegistryProblem[]): ImportStep | undefined {
  for (const field of needed)
    if (fields[field] === undefined && !told.has(field)) problems.push({ row, field, code: 'missing', detail: '' })
  const { id, typeId, nameZh, nameEn, lng, lat } = fields
  if (nameZh === undefined || lng === undefined || lat === undefined) return undefined
  // Many files name things in one language only.
  const bare = Device.safeParse({
    id,
    typeId,
    name: { zh: nameZh, en: nameEn ?? nameZh },
    place: { lngLat: [lng, lat] },
  })
  if (!bare.success) return undefined
  return { row, kind: 'add', device: patched(bare.data, patchOf(fields, bare.data)) }
}

/** What a row says, as a patch over what is there. */
function patchOf(fields: RowFields, device: Device): DevicePatch {
  const { nameZh, nameEn, attributes, parentId, activatedAtMs, firmware, serialNumber, network } = fields
  const { organisationId, groupIds, tags } = fields
  return {
    ...((nameZh !== undefined || nameEn !== undefined) && {
      name: { zh: nameZh ?? device.name.zh, en: nameEn ?? device.name.en },
    }),
    place: placeOf(fields, device.place),
    ...(attributes && { attributes: attributesOf(attributes, device) }),
    ...defined({ parentId, activatedAtMs, firmware, serialNumber, network, organisationId, groupIds, tags }),
  }
}

function placeOf({ lng, lat, plotId, buildingId, floor, spaceZh, spaceEn }: RowFields, place: Place): Place {
  const keep = <T>(said: T | null | undefined, before: T | undefined): T | undefined =>
    said === undefined ? before : (said ?? undefined)
  const zh = keep(spaceZh, place.space?.zh)
  const en = keep(spaceEn, place.space?.en)
  return {
    lngLat: [lng ?? place.lngLat[0], lat ?? place.lngLat[1]],
    ...defined({
      plotId: keep(plotId, place.plotId),
      buildingId: keep(buildingId, place.buildingId),
      floor: keep(floor, place.floor),
      space: zh !== undefined || en !== undefined ? { zh: zh ?? en ?? '', en: en ?? zh ?? '' } : undefined,
    }),
  }
}

function attributesOf(said: ReadonlyMap<string, string | null>, device: Device): NonNullable<Device['attributes']> {
  const all = new Map((device.attributes ?? []).map(({ name, value }): [string, string | null] => [name, value]))
  for (const [name, value] of said) all.set(name, value)
  return [...all].flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}

const shorten = (value: string): string => (value.length > 60 ? `${value.slice(0, 57)}…` : value)
