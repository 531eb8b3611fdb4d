import type { Role } from './state'

/** What a method may need. The core decides; windows only hide. */
export const rights = [
  'view',
  'alarm.acknowledge',
  /** Up to 8 h. */
  'alarm.shelve',
  /** Up to 24 h. */
  'alarm.shelveLong',
  'alarm.outOfService',
  /** To set limits, delays and priorities of a device's alarms. */
  'alarm.configure',
  'incident.dispatch',
  'incident.manage',
  'command.issue',
  'command.issueClass2',
  /** Described protocols and pass-through. */
  'codec.write',
  /** Graphics (组态) and the symbols they are made of. */
  'graphic.write',
  'account.manage',
  'engineering.read',
  'audit.read',
  'configuration.write',
  /** Rules and linkages: to write, switch and approve them. */
  'rule.write',
  /** Devices, types, makers and what else the registry holds. */
  'registry.write',
  /** To hand devices to organisations and other applications. */
  'registry.grant',
  /** Secrets of devices, activation codes, and what is asked of devices that want in. */
  'access.manage',
  /** To listen again to somebody who was locked out. */
  'access.unlock',
  /** The authority, certificates of devices, and taking them back. */
  'certificate.manage',
  /** To say that something was recorded wrongly, and what is right. */
  'history.correct',
  /** To look over the seats of others, and to take their work over. */
  'seat.lookOver',
  /** Settings and layouts for everybody, and leaving a desk that is closed. */
  'setting.share',
] as const
export type Right = (typeof rights)[number]

const desk: Right[] = [
  'view',
  'alarm.acknowledge',
  'alarm.shelve',
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
  shiftLeader: [
    ...desk,
    'alarm.shelveLong',
    'alarm.outOfService',
    'alarm.configure',
    'history.correct',
    'audit.read',
    'rule.write',
    'setting.share',
    'seat.lookOver',
    'access.unlock',
  ],
  engineer: [
    'view',
    'alarm.acknowledge',
    'alarm.shelve',
    'alarm.outOfService',
    'alarm.configure',
    'history.correct',
    'command.issue',
    'codec.write',
    'graphic.write',
    'engineering.read',
    'registry.write',
    'rule.write',
    'setting.share',
    'access.manage',
    'access.unlock',
  ],
  customerService: ['view', 'incident.manage'],
  manager: ['view'],
  systemAdministrator: [
    'view',
    'account.manage',
    'engineering.read',
    'configuration.write',
    'codec.write',
    'graphic.write',
    'registry.write',
    'setting.share',
  ],
  securityAdministrator: [
    'view',
    'engineering.read',
    'registry.grant',
    'access.manage',
    'access.unlock',
    'certificate.manage',
  ],
  auditAdministrator: ['view', 'audit.read'],
}
