import { AccountId } from '../contract/primitives'
import type { Account } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import type { Folded } from './Folded'

/** The public side of an account; its password's hash never comes near the journal. */
export function foldAccount(state: Account | undefined, entry: KnownEntry): Folded<Account> {
  if (entry.kind === 'account.created') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const id = AccountId.parse(entry.subject.id)
    return { state: { id, ...entry.payload, isDisabled: false, passwordChangedAtMs: entry.hlc.ms } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'account.passwordChanged':
      return { state: { ...state, mustChangePassword: false, passwordChangedAtMs: entry.hlc.ms } }
    case 'account.disabled':
      return state.isDisabled ? { state, voidReason: 'alreadySo' } : { state: { ...state, isDisabled: true } }
    case 'account.enabled':
      return state.isDisabled ? { state: { ...state, isDisabled: false } } : { state, voidReason: 'alreadySo' }
    case 'account.locked':
      // A fact for the auditor; the lock itself is a time that ends by itself and lies with the password's hash.
      return { state }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
