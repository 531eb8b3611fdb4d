import type { OutOfService } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/**
 * A device or one alarm of it that raises nothing for a time. Of life safety it holds only once another person has confirmed what was asked; asked by
 * two seats apart the first asking counts.
 */
export function foldOutOfService(state: OutOfService | undefined, entry: KnownEntry): Folded<OutOfService> {
  if (entry.kind === 'outOfService.asked') {
    if (state && state.state !== 'ended') return { state, voidReason: 'alreadySo' }
    const { deviceId, definitionId, isLifeSafety, reason, comment, untilMs } = entry.payload
    return {
      state: {
        id: entry.subject.id,
        deviceId,
        isLifeSafety,
        state: isLifeSafety ? 'asked' : 'holds',
        asked: deedOf(entry),
        reason,
        ...defined({ definitionId, comment, untilMs }),
      },
    }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  if (entry.kind !== 'outOfService.confirmed' && entry.kind !== 'outOfService.ended')
    return { state, voidReason: 'unknownKind' }
  const isThisOne = entry.payload.askedAtMs === state.asked.atMs && state.state !== 'ended'
  if (!isThisOne) return { state, voidReason: 'isOver' }
  if (entry.kind === 'outOfService.ended') {
    return { state: { ...state, state: 'ended', ended: { ...deedOf(entry), cause: entry.payload.cause } } }
  }
  if (state.state === 'holds') return { state, voidReason: 'alreadySo' }
  const { kind, id } = state.asked.by
  if (entry.actor.kind !== 'account' || (kind === entry.actor.kind && id === entry.actor.id))
    return { state, voidReason: 'lifeSafety' }
  return { state: { ...state, state: 'holds', confirmed: deedOf(entry) } }
}
