import type { ErrorCode } from '../contract/errors'
import type { SeatRole } from '../contract/state'
import type { CommandClass } from '../contract/thingModel'

/** From this class on a command may hurt: doors, barriers, traffic, life-safety, energy. */
const minorityLimit = 2

/**
 * Whether a command may be given at this seat. While it follows, the leader sends it and judges; a seat alone sends only into its scope, and a
 * minority of the consoles needs break-glass for what may hurt, because the majority may be doing the same.
 *
 * @returns why not; `undefined` when it may
 * @source design/journal.md, "Seats"; decision 21
 */
export function commandRefusal(request: {
  role: SeatRole
  isMinority: boolean
  isInScope: boolean
  commandClass: CommandClass
  /** A reason was given why it must be sent all the same. */
  hasBreakGlass: boolean
}): Extract<ErrorCode, 'outOfScope' | 'needsBreakGlass'> | undefined {
  if (request.role !== 'alone' && request.role !== 'merging') return undefined
  if (!request.isInScope) return 'outOfScope'
  const mayHurt = request.commandClass >= minorityLimit
  return request.isMinority && mayHurt && !request.hasBreakGlass ? 'needsBreakGlass' : undefined
}
