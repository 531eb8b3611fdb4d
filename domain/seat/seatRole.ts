import type { SeatRole } from '../contract/state'

/** How long the service may be silent, ms. The promise to people is 20 s until the seat acts alone (P6); the test bar is four fifths of that. */
export interface RoleLimits {
  /** Silence after which the seat suspects that the service is gone. Longer than one lost heartbeat. */
  suspectAfterMs: number
  /** Silence after which the seat is alone. */
  aloneAfterMs: number
  /** The service must have been back this long without a break before a seat that is alone begins to merge: a flapping link moves nothing. */
  steadyMs: number
}

export const roleLimits: RoleLimits = { suspectAfterMs: 6_000, aloneAfterMs: 12_000, steadyMs: 3_000 }

/** Why a role changed; written into `seat.roleChanged`. */
export type RoleReason = 'serviceSilent' | 'linkDown' | 'serviceBack' | 'merged' | 'mergeFailed'

/** Times are of the clock that the events bear; one that only grows (a monotonic one) serves best. */
export interface RoleState {
  readonly role: SeatRole
  readonly sinceMs: number
  /** When the service was last heard. */
  readonly heardAtMs: number
  /** Since when the link to the service stands without a break; `undefined` while it does not. */
  readonly upSinceMs: number | undefined
}

export type RoleEvent = { readonly atMs: number } & (
  | { readonly type: 'tick' }
  /** The service said something over a proven link. */
  | { readonly type: 'serviceHeard' }
  /** A link to the service stands and both sides have proved who they are. */
  | { readonly type: 'serviceLinkUp' }
  | { readonly type: 'serviceLinkDown' }
  /** Both sides have what the other had, and the service drives. */
  | { readonly type: 'mergeDone' }
  | { readonly type: 'mergeFailed' }
)

export interface RoleChange {
  readonly from: SeatRole
  readonly to: SeatRole
  readonly reason: RoleReason
}

/** @param change the effect: what the shell writes into the journal and acts upon; absent when the role stays */
export interface NextRole {
  readonly state: RoleState
  readonly change?: RoleChange
}

/** A seat that shall follow a service has not heard it yet; one that has none to follow is its own leader, for good. */
export function startRole(hasService: boolean, atMs: number): RoleState {
  return { role: hasService ? 'suspecting' : 'leader', sinceMs: atMs, heardAtMs: atMs, upSinceMs: undefined }
}

/**
 * The role of a seat after an event.
 *
 * ```
 *                                     start
 *                                       ▼
 *  following ──silent, link down──► suspecting ──still silent──► alone ──back and steady──► merging
 *      ▲  ▲                             │                          ▲                          │ │
 *      │  └──────────heard──────────────┘                          └──gone again, merge failed┘ │
 *      └────────────────────────────────────merged──────────────────────────────────────────────┘
 * ```
 * Nothing leads from following to alone at once: after a long stop of this machine (sleep, a frozen process) the service gets the time
 * between the two limits to be heard. A clock that goes back begins its silences anew.
 *
 * @source design/journal.md, "Seats"; promise P6
 */
export function nextRole(before: RoleState, event: RoleEvent, limits: RoleLimits = roleLimits): NextRole {
  if (before.role === 'leader') return { state: before }
  const state = heard(turnedBack(before, event.atMs), event)
  const to = roleAfter(state, event, limits)
  if (to === undefined) return { state }
  const { role, reason } = to
  // A merge that failed is not tried again before the link has proved itself anew.
  const upSinceMs = reason === 'mergeFailed' && state.upSinceMs !== undefined ? event.atMs : state.upSinceMs
  return { state: { ...state, role, sinceMs: event.atMs, upSinceMs }, change: { from: state.role, to: role, reason } }
}

function turnedBack(state: RoleState, atMs: number): RoleState {
  const { heardAtMs, sinceMs, upSinceMs } = state
  return {
    ...state,
    heardAtMs: Math.min(heardAtMs, atMs),
    sinceMs: Math.min(sinceMs, atMs),
    upSinceMs: upSinceMs === undefined ? undefined : Math.min(upSinceMs, atMs),
  }
}

function heard(state: RoleState, { type, atMs }: RoleEvent): RoleState {
  switch (type) {
    case 'serviceLinkUp':
      return { ...state, heardAtMs: atMs, upSinceMs: state.upSinceMs ?? atMs }
    case 'serviceHeard':
      return { ...state, heardAtMs: atMs }
    case 'serviceLinkDown':
      return { ...state, upSinceMs: undefined }
    default:
      return state
  }
}

function roleAfter(
  state: RoleState,
  { type, atMs }: RoleEvent,
  { suspectAfterMs, aloneAfterMs, steadyMs }: RoleLimits,
): { role: SeatRole; reason: RoleReason } | undefined {
  const silentMs = atMs - state.heardAtMs
  const isHeard = type === 'serviceHeard' || type === 'serviceLinkUp'
  switch (state.role) {
    case 'following':
      if (type === 'serviceLinkDown') return { role: 'suspecting', reason: 'linkDown' }
      return silentMs >= suspectAfterMs ? { role: 'suspecting', reason: 'serviceSilent' } : undefined
    case 'suspecting':
      if (isHeard) return { role: 'following', reason: 'serviceBack' }
      return silentMs >= aloneAfterMs && atMs - state.sinceMs >= aloneAfterMs - suspectAfterMs
        ? { role: 'alone', reason: 'serviceSilent' }
        : undefined
    case 'alone': {
      const isSteady = state.upSinceMs !== undefined && atMs - state.upSinceMs >= steadyMs
      return isSteady && silentMs < suspectAfterMs ? { role: 'merging', reason: 'serviceBack' } : undefined
    }
    case 'merging':
      if (type === 'mergeDone') return { role: 'following', reason: 'merged' }
      if (type === 'mergeFailed') return { role: 'alone', reason: 'mergeFailed' }
      if (type === 'serviceLinkDown') return { role: 'alone', reason: 'linkDown' }
      return silentMs >= suspectAfterMs ? { role: 'alone', reason: 'serviceSilent' } : undefined
    case 'leader':
      return undefined
  }
}
