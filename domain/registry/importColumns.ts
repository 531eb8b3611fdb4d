import {
  BuildingId,
  type Device,
  DeviceAttribute,
  DeviceId,
  DeviceNetwork,
  type DevicePatch,
  DeviceTypeId,
  PlotId,
  type RegistryProblemCode,
} from '../contract'

/** What a cell was understood as, or why it was not. */
export type Reading<T> = { ok: true; value: T } | { ok: false; code: RegistryProblemCode }

/** A row, read: what it says of each field; a field that it does not speak of is absent, one that it takes back is `null`. */
export interface RowFields {
  id?: DeviceId
  typeId?: DeviceTypeId
  nameZh?: string
  nameEn?: string
  lng?: number
  lat?: number
  plotId?: PlotId | null
  buildingId?: BuildingId | null
  floor?: number | null
  spaceZh?: string | null
  spaceEn?: string | null
  parentId?: DevicePatch['parentId']
  activatedAtMs?: number | null
  firmware?: string | null
  serialNumber?: string | null
  network?: DeviceNetwork | null
  organisationId?: string | null
  groupIds?: string[] | null
  tags?: string[] | null
  attributes?: Map<string, string | null>
}
type Key = Exclude<keyof RowFields, 'attributes'>

export interface Column {
  readonly key: Key
  /** Headings that are known, beside the key; the first is written. */
  readonly zh: string
  readonly en: string
  read(text: string): Reading<RowFields[Key]>
  write(device: Device): string | number | undefined
}

/** In a cell: takes the field back. An empty cell says nothing. */
export const takesBack = '-'

const text =
  (most: number) =>
  (value: string): Reading<string> =>
    value.length > most ? { ok: false, code: 'tooLong' } : { ok: true, value }

/** A name of something; a cell that is read is never empty. */
const named =
  <T extends RowFields[Key]>(schema: { safeParse(value: string): { data?: T } }) =>
  (value: string): Reading<T> => {
    const { data } = schema.safeParse(value)
    return data === undefined ? { ok: false, code: 'tooLong' } : { ok: true, value: data }
  }

const number =
  (least: number, most: number, isWhole = false) =>
  (value: string): Reading<number> => {
    if (!/^-?\d{1,6}(\.\d{1,12})?$/.test(value)) return { ok: false, code: 'malformed' }
    const parsed = Number(value)
    if (isWhole && !Number.isInteger(parsed)) return { ok: false, code: 'malformed' }
    return parsed < least || parsed > most ? { ok: false, code: 'outOfRange' } : { ok: true, value: parsed }
  }

const list =
  (most: number, mostItems: number) =>
  (value: string): Reading<string[]> => {
    const items = [...new Set(value.split(/[;；]/).map((item) => item.trim()))].filter((item) => item !== '')
    if (items.length > mostItems || items.some((item) => item.length > most)) return { ok: false, code: 'tooLong' }
    return { ok: true, value: items }
  }

const floor = (value: string): Reading<number> => {
  const label = /^(?:([1-9]\d{0,2})F?|(?:B|-)([1-9]\d?)F?)$/i.exec(value)
  if (!label) return { ok: false, code: 'malformed' }
  const [, above, below] = label
  const number = above === undefined ? -Number(below) : Number(above)
  return number < -10 || number > 200 ? { ok: false, code: 'outOfRange' } : { ok: true, value: number }
}

/** A day, or a moment with its zone. */
const time = (value: string): Reading<number> => {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(value))
    return { ok: false, code: 'malformed' }
  const ms = Date.parse(value)
  return Number.isFinite(ms) && ms >= 0 ? { ok: true, value: ms } : { ok: false, code: 'malformed' }
}

const network = (value: string): Reading<DeviceNetwork> => {
  const sought = value.toLowerCase().replaceAll(/[\s-]/g, '')
  const found = DeviceNetwork.options.find((one) => one.toLowerCase() === sought)
  return found ? { ok: true, value: found } : { ok: false, code: 'malformed' }
}

const column = (key: Key, zh: string, en: string, read: Column['read'], write: Column['write']): Column => ({
  key,
  zh,
  en,
  read,
  write,
})

/** The columns of an import file, in the order in which an export writes them. */
export const importColumns: readonly Column[] = [
  column('id', '设备编号', 'Device ID', named(DeviceId), ({ id }) => id),
  column('typeId', '设备类型', 'Type', named(DeviceTypeId), ({ typeId }) => typeId),
  column('nameZh', '名称', 'Name (Chinese)', text(400), ({ name }) => name.zh),
  column('nameEn', '英文名称', 'Name (English)', text(800), ({ name }) => name.en),
  column('lng', '经度', 'Longitude', number(-180, 180), ({ place }) => place.lngLat[0]),
  column('lat', '纬度', 'Latitude', number(-90, 90), ({ place }) => place.lngLat[1]),
  column('plotId', '地块', 'Plot', named(PlotId), ({ place }) => place.plotId),
  column('buildingId', '楼栋', 'Building', named(BuildingId), ({ place }) => place.buildingId),
  column('floor', '楼层', 'Floor', floor, ({ place }) => place.floor),
  column('spaceZh', '空间', 'Space (Chinese)', text(400), ({ place }) => place.space?.zh),
  column('spaceEn', '空间英文', 'Space (English)', text(800), ({ place }) => place.space?.en),
  column('parentId', '网关', 'Gateway', named(DeviceId), ({ parentId }) => parentId),
  column('activatedAtMs', '启用时间', 'In service since', time, ({ activatedAtMs }) =>
    activatedAtMs === undefined ? undefined : new Date(activatedAtMs).toISOString(),
  ),
  column('firmware', '固件版本', 'Firmware', text(80), ({ firmware }) => firmware),
  column('serialNumber', '序列号', 'Serial number', text(80), ({ serialNumber }) => serialNumber),
  column('network', '网络', 'Network', network, (device) => device.network),
  column('organisationId', '所属机构', 'Organisation', text(64), ({ organisationId }) => organisationId),
  column('groupIds', '分组', 'Groups', list(64, 32), ({ groupIds }) => groupIds?.join(';')),
  column('tags', '标签', 'Tags', list(40, 32), ({ tags }) => tags?.join(';')),
]

const attributeHeading = /^(?:attr|属性)[:：](.+)$/i

/** The heading of an attribute, as it is written. */
export const headingOfAttribute = (name: string, language: 'zh-CN' | 'en'): string =>
  `${language === 'en' ? 'attr' : '属性'}:${name}`

/** The attribute that a heading names. */
export function attributeOf(heading: string): string | undefined {
  const name = attributeHeading.exec(heading.trim())?.[1]?.trim()
  return name !== undefined && DeviceAttribute.shape.name.safeParse(name).success ? name : undefined
}

/** The column that a heading names, in either language or by its key. */
export function columnOf(heading: string): Column | undefined {
  const sought = heading.trim().toLowerCase()
  return importColumns.find(({ key, zh, en }) => [key, zh, en].some((name) => name.toLowerCase() === sought))
}

/** Reads a cell into the row; an empty one says nothing. @returns why it could not be read */
export function readCell(fields: RowFields, one: Column, cell: string): RegistryProblemCode | undefined {
  const value = cell.trim()
  if (value === '') return undefined
  if (value === takesBack) {
    if (!isOptional(one.key)) return 'missing'
    Object.assign(fields, { [one.key]: null })
    return undefined
  }
  const reading = one.read(value)
  if (!reading.ok) return reading.code
  Object.assign(fields, { [one.key]: reading.value })
  return undefined
}

const required: ReadonlySet<Key> = new Set(['id', 'typeId', 'nameZh', 'nameEn', 'lng', 'lat'])
const isOptional = (key: Key): boolean => !required.has(key)
