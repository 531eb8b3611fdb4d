import type { Role } from './state'

/** What a method may need. The core decides; windows only hide. */
export const rights = [
  'view',
  'alarm.acknowledge',
  'incident.dispatch',
  'incident.manage',
  'command.issue',
  'command.issueClass2',
  'account.manage',
  'engineering.read',
  'audit.read',
  'configuration.write',
] as const
export type Right = (typeof rights)[number]

const desk: Right[] = [
  'view',
  'alarm.acknowledge',
  'incident.dispatch',
  'incident.manage',
  'command.issue',
  'command.issueClass2',
  'engineering.read',
]

/**
 * Rights by role (white paper 4.1.3.2, 6.4.3.2). The three administrators hold no duty rights: system, security and audit are never in one account.
 */
export const rightsByRole: Record<Role, readonly Right[]> = {
  dispatcher: desk,
  shiftLeader: [...desk, 'audit.read'],
  engineer: ['view', 'alarm.acknowledge', 'command.issue', 'engineering.read'],
  customerService: ['view', 'incident.manage'],
  manager: ['view'],
  systemAdministrator: ['view', 'account.manage', 'engineering.read', 'configuration.write'],
  securityAdministrator: ['view', 'engineering.read'],
  auditAdministrator: ['view', 'audit.read'],
}
