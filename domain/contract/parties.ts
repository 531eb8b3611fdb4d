import { z } from 'zod'
import { AccountId, DeviceId, DeviceTypeId, EpochMs, LocalText } from './primitives'

const id = z.string().min(1).max(64)
const line = (max: number) => z.string().trim().min(1).max(max)

/**
 * Whom devices belong to: a department, a company, a tenant. What an organisation may, those above it may too. Its members change and command its own devices and what was granted to it; accounts that
 * are of no organisation are the district's own people.
 */
export const OrganisationFields = z.object({
  name: LocalText,
  parentId: id.optional(),
  memberIds: z.array(AccountId).max(500).optional(),
})

/** Devices that people put together. Who belongs to it stands with each device. */
export const DeviceGroupFields = z.object({
  name: LocalText,
  note: z.string().trim().max(500).optional(),
  parentId: id.optional(),
})

/** What somebody may do with devices that are not his own. */
export const GrantedRight = z.enum(['view', 'command', 'manage'])
export type GrantedRight = z.infer<typeof GrantedRight>

/** Which devices, by any of the lists that are there: a device is meant when it is in each of them. */
export const DeviceScope = z.object({
  deviceIds: z.array(DeviceId).max(1_000).optional(),
  typeIds: z.array(DeviceTypeId).max(200).optional(),
  systemKeys: z.array(line(80)).max(100).optional(),
  buildingIds: z.array(id).max(1_000).optional(),
  groupIds: z.array(id).max(200).optional(),
  organisationIds: z.array(id).max(200).optional(),
})
export type DeviceScope = z.infer<typeof DeviceScope>

/** Devices handed to an organisation or to another application. */
export const GrantFields = z.object({
  to: z.object({ kind: z.enum(['organisation', 'application']), id }),
  over: DeviceScope,
  may: z.array(GrantedRight).min(1).max(3),
  /** For ever when absent. */
  untilMs: EpochMs.optional(),
  note: z.string().trim().max(500).optional(),
})

/** An organisation as a district's file brings it: its members by the names that they sign in with; those who have no account are left out. */
export const DistrictOrganisation = OrganisationFields.omit({ memberIds: true }).extend({
  id,
  memberNames: z.array(line(80)).max(500).optional(),
})
export type DistrictOrganisation = z.infer<typeof DistrictOrganisation>

export const DistrictGroup = DeviceGroupFields.extend({ id })
export type DistrictGroup = z.infer<typeof DistrictGroup>

export const DistrictGrant = GrantFields.extend({ id })
export type DistrictGrant = z.infer<typeof DistrictGrant>
