import { z } from 'zod'
import { Device } from '../district'
import { DeviceGroupFields, GrantFields, OrganisationFields } from '../parties'
import { DeviceId, DeviceTypeId, EpochMs, LocalText } from '../primitives'
import { DeviceType } from '../thingModel'
import { Deed } from './actor'

const id = z.string().min(1).max(64)
const line = (max: number) => z.string().trim().min(1).max(max)

/** Fields of a device that can be changed; `null` takes one back. Its id and its type stay: another type is another device. */
export const DevicePatch = z.object({
  name: Device.shape.name.optional(),
  place: Device.shape.place.optional(),
  parentId: Device.shape.parentId.unwrap().nullable().optional(),
  activatedAtMs: Device.shape.activatedAtMs.unwrap().nullable().optional(),
  firmware: Device.shape.firmware.unwrap().nullable().optional(),
  serialNumber: Device.shape.serialNumber.unwrap().nullable().optional(),
  network: Device.shape.network.unwrap().nullable().optional(),
  organisationId: Device.shape.organisationId.unwrap().nullable().optional(),
  groupIds: Device.shape.groupIds.unwrap().nullable().optional(),
  tags: Device.shape.tags.unwrap().nullable().optional(),
  attributes: Device.shape.attributes.unwrap().nullable().optional(),
})
export type DevicePatch = z.infer<typeof DevicePatch>

/**
 * What was changed of a device since the district was imported. Of each field the later change holds, so that changes of different fields, made at seats that were apart, all hold.
 */
export const DeviceChange = z.object({
  id: DeviceId,
  /** The whole device when it was added; absent for one that came with the district. */
  added: Device.optional(),
  /** Fields changed since; `null` where one was taken back. */
  patch: DevicePatch,
  retired: Deed.extend({ reason: z.string().max(500) }).optional(),
  changed: Deed,
})
export type DeviceChange = z.infer<typeof DeviceChange>

/** A version of a type that was saved after the district was imported; the latest one holds. */
export const SavedDeviceType = z.object({
  id: DeviceTypeId,
  type: DeviceType,
  /** What was saved here, the oldest first; the fifty latest. */
  versions: z.array(Deed.extend({ version: z.number().int().min(1), note: z.string().max(500).optional() })).max(50),
})
export type SavedDeviceType = z.infer<typeof SavedDeviceType>

const item = { id, saved: Deed, removed: Deed.optional() }

/** Who makes devices. */
export const MakerFields = z.object({
  name: LocalText,
  shortName: LocalText.optional(),
  contact: z.string().trim().max(80).optional(),
  phone: z.string().trim().max(40).optional(),
  email: z.string().trim().max(120).optional(),
  address: z.string().trim().max(200).optional(),
  /** A small picture as a data URL. */
  logo: z
    .string()
    .max(128 * 1024)
    .regex(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/)
    .optional(),
})
export const Maker = MakerFields.extend(item)
export type Maker = z.infer<typeof Maker>

/** What a system of others asked of us, all seats together. */
export const SystemUse = z.object({
  requests: z.number().int().min(0),
  /** Of them: not answered, for whatever reason. */
  refused: z.number().int().min(0),
  lastAtMs: EpochMs,
  /** Without port. */
  lastAddress: z.string().max(80),
})
export type SystemUse = z.infer<typeof SystemUse>

/** Software of others that is spoken with, as windows see it. Its key is in no answer and no log. */
export const ThirdPartySystemFields = z.object({
  name: LocalText,
  host: line(255).regex(/^[A-Za-z0-9.:[\]_-]+$/),
  port: z.number().int().min(1).max(65_535),
  note: z.string().trim().max(500).optional(),
})
export const ThirdPartySystem = ThirdPartySystemFields.extend({
  ...item,
  /** When its key was last set; absent while it has none. */
  keySet: Deed.optional(),
  /** Absent until it came in for the first time. */
  use: SystemUse.optional(),
})
export type ThirdPartySystem = z.infer<typeof ThirdPartySystem>

/** As the journal keeps it: with what proves its key, sealed with the installation's secret. */
export const KeptThirdPartySystem = ThirdPartySystem.extend({ sealedKey: z.string().max(1_000).optional() })
export type KeptThirdPartySystem = z.infer<typeof KeptThirdPartySystem>

export const Organisation = OrganisationFields.extend(item)
export type Organisation = z.infer<typeof Organisation>

export const DeviceGroup = DeviceGroupFields.extend(item)
export type DeviceGroup = z.infer<typeof DeviceGroup>

export const Grant = GrantFields.extend(item)
export type Grant = z.infer<typeof Grant>

/** How far an import has come. */
export const RegistryImport = z.object({
  id,
  fileName: z.string().max(200),
  rows: z.number().int().min(0),
  /** Rows that lie in the journal. */
  written: z.number().int().min(0),
  state: z.enum(['applying', 'done']),
  started: Deed,
})
export type RegistryImport = z.infer<typeof RegistryImport>
