import { z } from 'zod'
import { call, float64s, none, uint32s } from '../call'
import { DistrictGeometry, Material, Person } from '../district'
import { Plan } from '../plan'
import { BuildingId, DeviceId, LngLat, LocalText } from '../primitives'
import { DeviceType } from '../thingModel'

/** A type whose devices are being given another version, device by device in the order of their rows: each is of the one or of the other. */
const TypeUpgrade = z.object({
  /** What those are still of that wait. */
  before: DeviceType,
  /** Rows of the type wait from this one on, up to `lastRow`. */
  fromRow: z.number().int(),
  lastRow: z.number().int(),
  /** How many have it, and how many shall have it. */
  done: z.number().int(),
  devices: z.number().int(),
})
export type TypeUpgrade = z.infer<typeof TypeUpgrade>

/** Type of a row that whoever asks may not see: it has no name and no place either, and stands there for the numbers alone. */
export const unseenType = 0xffff_ffff

/**
 * The registry's devices as columns, one row a device; row number = device index, used by the binary feeds.
 * Points are numbered device by device in the order of the type's properties: point index = `firstPoint[device] + property's place`. When a type gets other properties its
 * devices get other first points; rows stay.
 */
export const DeviceTable = z.object({
  /**
   * Names the run of the core that gave rows and points their numbers, and what of it is seen: in another run those that did not come with the district may be others.
   */
  run: z.string(),
  /** Grows within the run with all that changes of devices and types; several changes may have one revision. */
  changes: z.number().int(),
  revision: z.number().int(),
  ids: z.array(DeviceId),
  namesZh: z.array(z.string()),
  namesEn: z.array(z.string()),
  /** Index into `typeIds`, or `unseenType`. */
  types: uint32s,
  typeIds: z.array(z.string()),
  /** lng, lat pairs. */
  lngLats: float64s,
  /** Index into `buildingIds`, or -1. */
  buildings: z.instanceof(Int32Array),
  buildingIds: z.array(BuildingId),
  /** 0 = outdoors or unknown. */
  floors: z.instanceof(Int32Array),
  firstPoints: uint32s,
  /** Of all rows; rises when the registry changes, and no number is ever given to another point. */
  pointCount: z.number().int(),
  /** Rows of devices that are retired, rising: they keep their number and are shown nowhere but in the registry. */
  retired: uint32s,
  /** Empty but while a new version of a type is taken in. */
  upgrading: z.array(TypeUpgrade),
})
export type DeviceTable = z.infer<typeof DeviceTable>

/** What is different in the device table from one of its `changes` to a later one of the same run. */
export const DeviceTableDelta = DeviceTable.pick({
  changes: true,
  revision: true,
  typeIds: true,
  pointCount: true,
  upgrading: true,
}).extend({
  /** Rows of which only the first point is another one, rising, and these points. */
  moved: uint32s,
  movedTo: uint32s,
  /** Rows of which more is different, rising, with all their columns; among them those that are new. */
  rows: uint32s,
  ids: z.array(DeviceId),
  namesZh: z.array(z.string()),
  namesEn: z.array(z.string()),
  types: uint32s,
  lngLats: float64s,
  buildings: z.instanceof(Int32Array),
  floors: z.instanceof(Int32Array),
  firstPoints: uint32s,
  /** All of them, where any came or went. */
  retired: uint32s.optional(),
  /** Types that have another version, or are new. */
  deviceTypes: z.array(DeviceType),
})
export type DeviceTableDelta = z.infer<typeof DeviceTableDelta>

/** Several values a row, by columns: those of row `r` are `values[of[i]]` for `i` from `starts[r]` to before `starts[r + 1]`. */
const Several = z.object({ values: z.array(z.string()), starts: uint32s, of: uint32s })

/** By what people put devices together, one row a device as in `DeviceTable`; retired ones too. */
export const DeviceLabels = z.object({
  revision: z.number().int(),
  tags: Several,
  groups: Several,
  /** Each row has one or none. */
  organisations: Several,
})
export type DeviceLabels = z.infer<typeof DeviceLabels>

export const SearchHit = z.object({
  kind: z.enum(['device', 'building', 'person', 'incident', 'alarm']),
  id: z.string(),
  name: LocalText,
  detail: LocalText,
  lngLat: LngLat.optional(),
})
export type SearchHit = z.infer<typeof SearchHit>

export const registryCalls = {
  'registry.geometry': call('view', none, DistrictGeometry),
  'registry.deviceTypes': call('view', none, z.object({ deviceTypes: z.array(DeviceType) })),
  'registry.devices': call('view', none, DeviceTable),
  /** What changed of devices and types since a table was read; without `delta` it is to be read anew, of another run. */
  'registry.changes': call(
    'view',
    z.object({ run: z.string().max(64), since: z.number().int().min(0) }),
    z.object({ delta: DeviceTableDelta.optional() }),
  ),
  'registry.deviceLabels': call('view', none, DeviceLabels),
  'registry.people': call('view', none, z.object({ people: z.array(Person) })),
  'registry.materials': call('view', none, z.object({ materials: z.array(Material) })),
  'registry.plans': call('view', none, z.object({ plans: z.array(Plan) })),
  'registry.search': call(
    'view',
    z.object({ text: z.string().min(1).max(100), limit: z.number().int().min(1).max(50) }),
    z.object({ hits: z.array(SearchHit) }),
  ),
} as const
