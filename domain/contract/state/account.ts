import { z } from 'zod'
import { AccountId, EpochMs } from '../primitives'

export const Role = z.enum([
  'dispatcher',
  'shiftLeader',
  'engineer',
  'customerService',
  'manager',
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
])
export type Role = z.infer<typeof Role>

/** An account as others may see it: never its password's hash. */
export const Account = z.object({
  id: AccountId,
  name: z.string().min(1).max(40),
  displayName: z.string().min(1).max(80),
  role: Role,
  isDisabled: z.boolean(),
  isDemo: z.boolean(),
  mustChangePassword: z.boolean(),
  passwordChangedAtMs: EpochMs,
})
export type Account = z.infer<typeof Account>
