import { z } from 'zod'
import { Graphic } from './graphic'
import { DistrictGrant, DistrictGroup, DistrictOrganisation } from './parties'
import {
  BuildingId,
  DeviceId,
  DeviceTypeId,
  DistrictId,
  EpochMs,
  LngLat,
  LocalText,
  MaterialId,
  PersonId,
  PlotId,
  Ring,
} from './primitives'
import { DeviceType } from './thingModel'
import { Plan } from './plan'

/** 业态. */
export const BusinessType = z.enum(['residential', 'apartment', 'retail', 'office', 'hotel', 'public'])
export type BusinessType = z.infer<typeof BusinessType>

export const Plot = z.object({ id: PlotId, name: LocalText, outline: Ring })
export type Plot = z.infer<typeof Plot>

/** Floors are numbered …, -2, -1, 1, 2, …; there is no floor 0. */
export const FloorNumber = z
  .number()
  .int()
  .min(-10)
  .max(200)
  .refine((n) => n !== 0, 'there is no floor 0')

export const Building = z.object({
  id: BuildingId,
  plotId: PlotId,
  name: LocalText,
  businessType: BusinessType,
  footprint: Ring,
  floorsAbove: z.number().int().min(1).max(200),
  floorsBelow: z.number().int().min(0).max(10),
  floorHeightM: z.number().min(2).max(10),
  /** Gross floor area, m². */
  floorAreaM2: z.number().min(0),
})
export type Building = z.infer<typeof Building>

export const Road = z.object({
  id: z.string().min(1).max(64),
  name: LocalText.optional(),
  kind: z.enum(['major', 'minor', 'path']),
  line: z.array(LngLat).min(2),
})
export type Road = z.infer<typeof Road>

export const Area = z.object({
  id: z.string().min(1).max(64),
  kind: z.enum(['land', 'water', 'green', 'plaza', 'parking']),
  name: LocalText.optional(),
  outline: Ring,
})
export type Area = z.infer<typeof Area>

export const Gate = z.object({ id: z.string().min(1).max(64), name: LocalText, lngLat: LngLat })
export type Gate = z.infer<typeof Gate>

/** Where a thing stands: a position, and the building, floor and space when it is indoors. */
export const Place = z.object({
  lngLat: LngLat,
  plotId: PlotId.optional(),
  buildingId: BuildingId.optional(),
  floor: FloorNumber.optional(),
  space: LocalText.optional(),
})
export type Place = z.infer<typeof Place>

/** How a device reaches the network (white paper 4.1.1.1 (2)). */
export const DeviceNetwork = z.enum(['wired', 'rs485', 'wifi', '2g', '3g', '4g', '5g', 'nbIot', 'lora', 'other'])
export type DeviceNetwork = z.infer<typeof DeviceNetwork>

export const DeviceAttribute = z.object({ name: z.string().min(1).max(40), value: z.string().max(200) })
export type DeviceAttribute = z.infer<typeof DeviceAttribute>

export const Device = z.object({
  id: DeviceId,
  typeId: DeviceTypeId,
  name: LocalText,
  place: Place,
  /** Gateway through which it is reached. */
  parentId: DeviceId.optional(),
  /** When it was put into service. */
  activatedAtMs: EpochMs.optional(),
  firmware: z.string().min(1).max(80).optional(),
  serialNumber: z.string().min(1).max(80).optional(),
  network: DeviceNetwork.optional(),
  /** Whom it belongs to. */
  organisationId: z.string().min(1).max(64).optional(),
  groupIds: z.array(z.string().min(1).max(64)).max(32).optional(),
  tags: z.array(z.string().min(1).max(40)).max(32).optional(),
  /** Whatever else people keep of it, by name. */
  attributes: z.array(DeviceAttribute).max(32).optional(),
})
export type Device = z.infer<typeof Device>

export const Post = z.enum([
  'security',
  'microFireStation',
  'engineering',
  'cleaning',
  'greening',
  'customerService',
  'steward',
  'firstAid',
  'manager',
  'shiftLeader',
])
export type Post = z.infer<typeof Post>

export const Skill = z.enum([
  'fire',
  'security',
  'firstAid',
  'lift',
  'electrical',
  'plumbing',
  'hvac',
  'crowdControl',
  'traffic',
  'cleaning',
  'service',
  'command',
])
export type Skill = z.infer<typeof Skill>

export const HandsetLanguage = z.enum(['zh-CN', 'en'])
export type HandsetLanguage = z.infer<typeof HandsetLanguage>

export const Person = z.object({
  id: PersonId,
  name: LocalText,
  post: Post,
  skills: z.array(Skill),
  team: LocalText,
  /** The handset that carries tasks to this person and reports the position. */
  handsetId: DeviceId,
  phone: z.string().max(32),
  /** Language of what the handset shows; Chinese when absent. */
  language: HandsetLanguage.optional(),
  base: Place,
})
export type Person = z.infer<typeof Person>

export const Material = z.object({
  id: MaterialId,
  name: LocalText,
  symbol: z.string().min(1).max(40),
  incidentTypes: z.array(z.string()),
  count: z.number().int().min(0),
  unit: LocalText,
  place: Place,
})
export type Material = z.infer<typeof Material>

export const DistrictGeometry = z.object({
  id: DistrictId,
  name: LocalText,
  timeZone: z.string().min(1).max(64),
  centre: LngLat,
  plots: z.array(Plot),
  buildings: z.array(Building),
  roads: z.array(Road),
  areas: z.array(Area),
  gates: z.array(Gate),
})
export type DistrictGeometry = z.infer<typeof DistrictGeometry>

/**
 * A whole district as one file: what `--district FILE` imports into an empty registry, all or nothing.
 * References between its parts are checked by `domain/district/checkDistrict`.
 */
export const DistrictDocument = z.object({
  version: z.literal(1),
  geometry: DistrictGeometry,
  deviceTypes: z.array(DeviceType),
  devices: z.array(Device),
  people: z.array(Person),
  materials: z.array(Material),
  plans: z.array(Plan),
  /** Saved as graphics when the district is imported; from then on people change them. */
  graphics: z.array(Graphic).max(500).optional(),
  /** As graphics: saved when the district is imported. */
  organisations: z.array(DistrictOrganisation).max(500).optional(),
  groups: z.array(DistrictGroup).max(500).optional(),
  grants: z.array(DistrictGrant).max(500).optional(),
})
export type DistrictDocument = z.infer<typeof DistrictDocument>
