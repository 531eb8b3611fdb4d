import type { AlarmSetting } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** What a device's alarm has of its own: the later change holds; entries come in the order of the journal's clock. */
export function foldAlarmSetting(state: AlarmSetting | undefined, entry: KnownEntry): Folded<AlarmSetting> {
  if (entry.kind !== 'alarmSetting.changed') return { state, voidReason: 'unknownKind' }
  const { deviceId, definitionId, values, reason } = entry.payload
  return { state: { id: entry.subject.id, deviceId, definitionId, values, reason, saved: deedOf(entry) } }
}
