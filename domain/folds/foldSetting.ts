import type { Setting } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/** The later change holds; entries come in the order of the journal's clock. */
export function foldSetting(state: Setting | undefined, entry: KnownEntry): Folded<Setting> {
  if (entry.kind !== 'setting.saved') return { state, voidReason: 'unknownKind' }
  const { key, scope, accountId, value } = entry.payload
  return { state: { id: entry.subject.id, key, scope, ...defined({ accountId }), value, saved: deedOf(entry) } }
}
