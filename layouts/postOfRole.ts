import type { Role } from '../domain/contract'
import type { LayoutPost } from './schema'

/** Whose layouts a person gets, by his role. A wall is a post of its own: it is the desk's, not a person's. */
export const postOfRole: Readonly<Record<Role, LayoutPost>> = {
  dispatcher: 'dispatcher',
  shiftLeader: 'shiftLeader',
  engineer: 'engineer',
  customerService: 'customerService',
  manager: 'manager',
  systemAdministrator: 'engineer',
  securityAdministrator: 'engineer',
  auditAdministrator: 'engineer',
}
