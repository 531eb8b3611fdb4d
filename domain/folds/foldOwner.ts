import { isOwned, takeOver } from '../alarm/ownership'
import type { Owner } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import type { VoidReason } from './Folded'

type OwnerEntry = Extract<KnownEntry, { kind: `${'alarm' | 'incident'}.${'taken' | 'released'}` }>

/**
 * Who handles it, of alarms and incidents alike. Of two seats apart that took it the first holds, and the other one's taking is void: that
 * person shall know.
 */
export function foldOwner(owner: Owner | undefined, entry: OwnerEntry): { owner?: Owner; voidReason?: VoidReason } {
  if (entry.kind === 'alarm.taken' || entry.kind === 'incident.taken') {
    const taker = takeOver(owner, entry, entry.payload.fromOwner)
    return taker ? { owner: taker } : { voidReason: 'ownedByAnother' }
  }
  if (!owner) return { voidReason: 'alreadySo' }
  // Renewed meanwhile, at another seat: the time of that lease has not come.
  if (entry.payload.cause === 'time') return owner.untilMs === entry.payload.untilMs ? {} : { voidReason: 'alreadySo' }
  const isAnothers = isOwned(owner, entry.hlc.ms) && owner.accountId !== entry.actor.id
  return isAnothers ? { voidReason: 'ownedByAnother' } : {}
}
