import { z } from 'zod'
import { bytes, call, collection, done, feed, none } from '../call'
import { Device } from '../district'
import { ErrorCode } from '../errors'
import { DeviceGroupFields, GrantFields, OrganisationFields } from '../parties'
import { DeviceId, DeviceTypeId, IdempotencyKey } from '../primitives'
import { Deed } from '../state/actor'
import {
  DeviceGroup,
  DevicePatch,
  Grant,
  Maker,
  MakerFields,
  Organisation,
  RegistryImport,
  SavedDeviceType,
  ThirdPartySystem,
  ThirdPartySystemFields,
} from '../state/registry'
import { DeviceType } from '../thingModel'

const id = z.string().min(1).max(64)
const note = z.string().trim().max(500)
const revision = z.number().int().min(0)

/** A device with what the registry knows of its record. */
export const DeviceRecord = Device.extend({
  /** Row in the device table. */
  index: z.number().int().min(0),
  typeVersion: z.number().int(),
  /** By whom and when it was changed last; absent while it is as the district brought it. */
  changed: Deed.optional(),
  retired: Deed.extend({ reason: z.string() }).optional(),
})
export type DeviceRecord = z.infer<typeof DeviceRecord>

/** Devices that are in every list that is given. Retired ones only when asked for. */
export const DeviceFilter = z.object({
  /** Any part of id, name (Chinese, English, pinyin), place, type, maker, tag, group, organisation, attribute. Words apart must all be found. */
  text: z.string().max(100).optional(),
  typeIds: z.array(DeviceTypeId).max(200).optional(),
  systemKeys: z.array(z.string().max(80)).max(100).optional(),
  buildingIds: z.array(id).max(1_000).optional(),
  floors: z.array(z.number().int()).max(200).optional(),
  groupIds: z.array(id).max(200).optional(),
  organisationIds: z.array(id).max(200).optional(),
  tags: z.array(z.string().max(40)).max(100).optional(),
  parentId: DeviceId.optional(),
  retired: z.enum(['without', 'only', 'with']).default('without'),
})
export type DeviceFilter = z.infer<typeof DeviceFilter>

/** What is wrong with a row or a field: codes are named in both languages under `registryProblem.<code>`. */
export const RegistryProblemCode = z.enum([
  'unreadable',
  'unknownColumn',
  'missingColumn',
  'missing',
  'malformed',
  'tooLong',
  'outOfRange',
  'duplicateId',
  'alreadyThere',
  'unknownType',
  'unknownDevice',
  'unknownPlot',
  'unknownBuilding',
  'floorWithoutBuilding',
  'floorOutsideBuilding',
  'unknownOrganisation',
  'unknownGroup',
  'unknownMaker',
  'unknownProperty',
  'unknownEvent',
  'unknownSystem',
  'typeChanged',
  'retired',
  'cycle',
  'notNewer',
  'notAllowed',
])
export type RegistryProblemCode = z.infer<typeof RegistryProblemCode>

export const RegistryProblem = z.object({
  /** Line of the file, the heading being 1; of GeoJSON the feature, from 1. Absent when the whole is meant, and outside imports. */
  row: z.number().int().optional(),
  /** Column, or path in a type as `properties[3].unit`. */
  field: z.string().optional(),
  code: RegistryProblemCode,
  /** The value that is wrong, shortened. */
  detail: z.string(),
})
export type RegistryProblem = z.infer<typeof RegistryProblem>

const PartChanges = z.object({ added: z.array(z.string()), removed: z.array(z.string()), changed: z.array(z.string()) })
/** What a version of a type would do. */
export const DeviceTypePreview = z.object({
  problems: z.array(RegistryProblem),
  /** Of the version that holds now; absent for a new type. */
  fromVersion: z.number().int().optional(),
  changes: z
    .object({ properties: PartChanges, events: PartChanges, services: PartChanges, alarms: PartChanges })
    .optional(),
  /** What running devices and what is built upon the type will notice. */
  effects: z.array(z.object({ kind: z.string(), id: z.string() })),
  /** Everything that devices of the old version say is still understood. */
  goesOn: z.boolean(),
  /** Devices of the type. */
  devices: z.number().int(),
})
export type DeviceTypePreview = z.infer<typeof DeviceTypePreview>

export const ImportFormat = z.enum(['csv', 'xlsx', 'geojson'])
export type ImportFormat = z.infer<typeof ImportFormat>

/** An import file as it would change the registry. Nothing is written by looking. */
export const ImportPreview = z.object({
  importId: id,
  /** Of the registry that it was held against: applied only while it is this one. */
  revision,
  rows: z.number().int(),
  adds: z.number().int(),
  changes: z.number().int(),
  /** Rows that say what is so already. */
  same: z.number().int(),
  /** The first thousand. With any the import cannot be applied. */
  problems: z.array(RegistryProblem),
  problemCount: z.number().int(),
  /** The first fifty rows as they were understood. */
  sample: z.array(z.object({ row: z.number().int(), deviceId: z.string(), kind: z.enum(['add', 'change', 'same']) })),
})
export type ImportPreview = z.infer<typeof ImportPreview>

/** Import files are at most this large, bytes. */
export const mostImportBytes = 8 * 1024 * 1024
/** And have at most this many rows. */
export const mostImportRows = 20_000

const saved = z.object({ id })
const remove = z.object({ key: IdempotencyKey, id })

/** Changing the registry while the core runs. */
export const registryEditingCalls = {
  /** Grows with every change of devices, types or what they name. Windows ask for what is different by then (`registry.changes`). */
  'registry.changed': feed('view', 'latest', none, z.object({ revision, run: z.string(), changes: z.number().int() })),

  'registry.device': call('view', z.object({ deviceId: DeviceId }), DeviceRecord),
  'registry.find': call(
    'view',
    z.object({
      filter: DeviceFilter,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
      sort: z.enum(['index', 'id', 'name', 'type', 'place', 'changed']).optional(),
    }),
    z.object({ revision, total: z.number().int(), devices: z.array(DeviceRecord) }),
  ),
  /** @throws Refused `badRequest` with `details.problems` (`RegistryProblem[]`); `alreadyExists`; `notAllowed` outside what was granted */
  'registry.addDevice': call(
    'registry.write',
    z.object({ key: IdempotencyKey, device: Device }),
    z.object({ deviceId: DeviceId, revision }),
  ),
  /** `seenRevision`: what the person saw; `worldMoved` when one of the same fields was changed since. */
  'registry.changeDevice': call(
    'registry.write',
    z.object({ key: IdempotencyKey, deviceId: DeviceId, patch: DevicePatch, seenRevision: revision.optional() }),
    z.object({ revision }),
  ),
  /** It keeps its history and its number; what it says from now on is refused. */
  'registry.retireDevice': call(
    'registry.write',
    z.object({ key: IdempotencyKey, deviceId: DeviceId, reason: note }),
    z.object({ revision }),
  ),
  'registry.restoreDevice': call(
    'registry.write',
    z.object({ key: IdempotencyKey, deviceId: DeviceId }),
    z.object({ revision }),
  ),
  /** Changes many; one that is refused keeps no other from being changed. At most 20,000. */
  'registry.editDevices': call(
    'registry.write',
    z.object({
      key: IdempotencyKey,
      /** One of the two. */
      deviceIds: z.array(DeviceId).min(1).max(20_000).optional(),
      filter: DeviceFilter.optional(),
      patch: DevicePatch,
      addTags: z.array(z.string().min(1).max(40)).max(32).optional(),
      removeTags: z.array(z.string().min(1).max(40)).max(32).optional(),
      addGroupIds: z.array(id).max(32).optional(),
      removeGroupIds: z.array(id).max(32).optional(),
      /** Retires them instead, with this reason. */
      retire: note.optional(),
    }),
    z.object({
      revision,
      done: z.array(DeviceId),
      same: z.array(DeviceId),
      refused: z.array(
        z.object({
          deviceId: DeviceId,
          code: ErrorCode,
          problem: RegistryProblemCode.optional(),
          field: z.string().optional(),
        }),
      ),
    }),
  ),

  /** Says what saving would do. */
  'registry.previewDeviceType': call('view', z.object({ type: DeviceType }), DeviceTypePreview),
  /**
   * A new version of a type, or a new type. Its devices go on; new points come, points that are gone keep their history. Answered when the first of its devices have it; how far it is says the device
   * table (`upgrading`).
   *
   * @throws Refused `badRequest` with `details.problems`; `worldMoved` when its version is not above the one that holds
   */
  'registry.saveDeviceType': call(
    'registry.write',
    z.object({ key: IdempotencyKey, type: DeviceType, note: note.optional() }),
    z.object({ revision }),
  ),
  /** Types saved since the district was imported, with who saved which version. */
  'deviceType.changed': feed('view', 'exact', none, collection(SavedDeviceType)),
} as const

/** Makers, organisations, groups and systems of others. */
export const registryListCalls = {
  'maker.changed': feed('view', 'exact', none, collection(Maker)),
  /** A new one without `id`. */
  'maker.save': call(
    'registry.write',
    z.object({ key: IdempotencyKey, id: id.optional(), fields: MakerFields }),
    saved,
  ),
  /** @throws Refused `illegalState` while something names it, as with the others */
  'maker.remove': call('registry.write', remove, done),
  'organisation.changed': feed('view', 'exact', none, collection(Organisation)),
  'organisation.save': call(
    'registry.write',
    z.object({ key: IdempotencyKey, id: id.optional(), fields: OrganisationFields }),
    saved,
  ),
  'organisation.remove': call('registry.write', remove, done),
  'deviceGroup.changed': feed('view', 'exact', none, collection(DeviceGroup)),
  'deviceGroup.save': call(
    'registry.write',
    z.object({ key: IdempotencyKey, id: id.optional(), fields: DeviceGroupFields }),
    saved,
  ),
  'deviceGroup.remove': call('registry.write', remove, done),
  'thirdPartySystem.changed': feed('engineering.read', 'exact', none, collection(ThirdPartySystem)),
  'thirdPartySystem.save': call(
    'registry.write',
    z.object({ key: IdempotencyKey, id: id.optional(), fields: ThirdPartySystemFields }),
    saved,
  ),
  'thirdPartySystem.remove': call('registry.write', remove, done),
  /** With it the system signs in at any seat; nobody can read it out again. */
  'thirdPartySystem.setKey': call(
    'registry.write',
    z.object({ key: IdempotencyKey, id, secret: z.string().min(8).max(4_096) }),
    done,
  ),
} as const

/** Many devices at once, by files. */
export const registryImportCalls = {
  'registry.previewImport': call(
    'registry.write',
    z.object({ format: ImportFormat, fileName: z.string().max(200), content: bytes }),
    ImportPreview,
  ),
  /**
   * Writes all rows of a preview, or none: refused with `worldMoved` when the registry has another revision by now, with `badRequest` when the preview has problems. Once begun it is brought to its end,
   * also by the next start.
   */
  'registry.applyImport': call('registry.write', z.object({ key: IdempotencyKey, importId: id }), done),
  /** Lets go of a preview that was not applied. */
  'registry.dropImport': call('registry.write', z.object({ importId: id }), done),
  'registryImport.changed': feed('registry.write', 'exact', none, collection(RegistryImport)),
  'registry.export': call(
    'view',
    z.object({ filter: DeviceFilter, format: ImportFormat, language: z.enum(['zh-CN', 'en']) }),
    z.object({ fileName: z.string(), content: bytes }),
  ),
  /** A file with the headings and one device as an example. */
  'registry.importTemplate': call(
    'view',
    z.object({ format: ImportFormat, language: z.enum(['zh-CN', 'en']) }),
    z.object({ fileName: z.string(), content: bytes }),
  ),
} as const

/** Devices handed to others. */
export const grantCalls = {
  'grant.changed': feed('registry.grant', 'exact', none, collection(Grant)),
  'grant.save': call(
    'registry.grant',
    z.object({ key: IdempotencyKey, id: id.optional(), fields: GrantFields }),
    saved,
  ),
  'grant.remove': call('registry.grant', remove, done),
} as const
