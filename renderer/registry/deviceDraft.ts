import { Device, DevicePatch, type DeviceNetwork } from '../../domain/contract'

/** A device as a form holds it: text as typed. */
export interface DeviceDraft {
  id: string
  typeId: string
  nameZh: string
  nameEn: string
  lng: string
  lat: string
  buildingId: string
  floor: string
  space: string
  parentId: string
  /** Day, `2026-11-22`. */
  activatedOn: string
  firmware: string
  serialNumber: string
  network: DeviceNetwork | ''
  organisationId: string
  groupIds: readonly string[]
  /** Parted by commas or spaces, Chinese ones too. */
  tags: string
  attributes: readonly { name: string; value: string }[]
}

export type DraftField = keyof DeviceDraft
/** Why a field cannot be taken as it stands. */
export type FieldProblem = 'missing' | 'malformed'

export const emptyDraft: DeviceDraft = {
  id: '',
  typeId: '',
  nameZh: '',
  nameEn: '',
  lng: '',
  lat: '',
  buildingId: '',
  floor: '',
  space: '',
  parentId: '',
  activatedOn: '',
  firmware: '',
  serialNumber: '',
  network: '',
  organisationId: '',
  groupIds: [],
  tags: '',
  attributes: [],
}

/** Noon in Greenwich is the same day in every zone up to UTC+11, and no zone of a district lies beyond. */
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

/** @param dayOf the day of a moment in the district's zone, `2026-11-22` */
export const draftOf = (device: Device, dayOf: (atMs: number) => string): DeviceDraft => ({
  id: device.id,
  typeId: device.typeId,
  nameZh: device.name.zh,
  nameEn: device.name.en,
  lng: String(device.place.lngLat[0]),
  lat: String(device.place.lngLat[1]),
  buildingId: device.place.buildingId ?? '',
  floor: device.place.floor === undefined ? '' : String(device.place.floor),
  space: device.place.space?.zh ?? '',
  parentId: device.parentId ?? '',
  activatedOn: device.activatedAtMs === undefined ? '' : dayOf(device.activatedAtMs),
  firmware: device.firmware ?? '',
  serialNumber: device.serialNumber ?? '',
  network: device.network ?? '',
  organisationId: device.organisationId ?? '',
  groupIds: device.groupIds ?? [],
  tags: (device.tags ?? []).join('，'),
  attributes: device.attributes ?? [],
})

/** Tags as typed, each once. */
export const readTags = (typed: string): string[] => [...new Set(typed.split(/[,，、;；\s]+/).filter(Boolean))]

export type DraftReading =
  { ok: true; device: Device } | { ok: false; problems: Readonly<Partial<Record<DraftField, FieldProblem>>> }

/**
 * The device that a form describes, or what of it cannot be taken.
 *
 * @param before the record that is changed: what the form does not show (the plot, the English name of the space) stays as it is
 */
export function readDraft(
  draft: DeviceDraft,
  before: Device | undefined,
  dayOf: (atMs: number) => string,
): DraftReading {
  const problems: Partial<Record<DraftField, FieldProblem>> = {}
  for (const field of ['id', 'typeId', 'nameZh', 'lng', 'lat'] as const)
    if (draft[field].trim() === '') problems[field] = 'missing'
  const isSameDay = before?.activatedAtMs !== undefined && dayOf(before.activatedAtMs) === draft.activatedOn
  const space = draft.space.trim()
  const words = (text: string) => text.trim() || undefined
  const parsed = Device.safeParse({
    id: draft.id.trim(),
    typeId: draft.typeId,
    name: { zh: draft.nameZh.trim(), en: words(draft.nameEn) ?? draft.nameZh.trim() },
    place: {
      ...(before?.place.plotId !== undefined &&
        before.place.buildingId === words(draft.buildingId) && { plotId: before.place.plotId }),
      lngLat: [number(draft.lng), number(draft.lat)],
      ...(draft.buildingId !== '' && { buildingId: draft.buildingId }),
      ...(draft.floor.trim() !== '' && { floor: number(draft.floor) }),
      ...(space !== '' && { space: before?.place.space?.zh === space ? before.place.space : { zh: space, en: space } }),
    },
    parentId: words(draft.parentId),
    activatedAtMs: draft.activatedOn === '' ? undefined : isSameDay ? before.activatedAtMs : noon(draft.activatedOn),
    firmware: words(draft.firmware),
    serialNumber: words(draft.serialNumber),
    network: words(draft.network),
    organisationId: words(draft.organisationId),
    groupIds: draft.groupIds.length > 0 ? [...draft.groupIds] : undefined,
    tags: readTags(draft.tags).length > 0 ? readTags(draft.tags) : undefined,
    attributes: attributesOf(draft),
  })
  for (const { path } of parsed.error?.issues ?? []) problems[fieldOf(path)] ??= 'malformed'
  return parsed.success && Object.keys(problems).length === 0
    ? { ok: true, device: parsed.data }
    : { ok: false, problems }
}

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

const attributesOf = ({ attributes }: DeviceDraft) => {
  const named = attributes
    .map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
    .filter(({ name, value }) => name !== '' || value !== '')
  return named.length > 0 ? named : undefined
}

/** Field of the form that a column of an import file fills; `undefined` for one that no form shows. */
export const fieldOfColumn = (column: string): DraftField | undefined =>
  column === 'activatedAtMs' ? 'activatedOn' : column === 'spaceZh' ? 'space' : fields.find((field) => field === column)

/** Field of the form that a path in a device (or a column of a file) belongs to. */
export function fieldOf(path: readonly PropertyKey[]): DraftField {
  const [head, second, third] = path.map(String)
  if (head === 'name') return second === 'en' ? 'nameEn' : 'nameZh'
  if (head === 'place') {
    if (second === 'lngLat') return third === '1' ? 'lat' : 'lng'
    return second === 'floor' || second === 'buildingId' ? second : second === 'space' ? 'space' : 'buildingId'
  }
  if (head === 'activatedAtMs') return 'activatedOn'
  return fields.find((field) => field === head) ?? 'id'
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.keys` forgets the keys of a constant
const fields = Object.keys(emptyDraft) as DraftField[]

/** Fields that a patch can hold. */
const patched = [
  'name',
  'place',
  'parentId',
  'activatedAtMs',
  'firmware',
  'serialNumber',
  'network',
  'organisationId',
  'groupIds',
  'tags',
  'attributes',
] as const satisfies readonly (keyof DevicePatch)[]

/** What was changed, and nothing else, so that what another person changed meanwhile is not undone. A field taken back is `null`. */
export function patchBetween(before: Device, after: Device): DevicePatch {
  const changed = patched.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  return DevicePatch.parse(Object.fromEntries(changed.map((field) => [field, after[field] ?? null])))
}
