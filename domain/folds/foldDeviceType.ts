import type { SavedDeviceType } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

const versionsKept = 50

/**
 * The newest version holds. Two seats that were apart may both have made a version 5: the later of the two holds, and the other stands in the list of versions all the same.
 */
export function foldDeviceType(state: SavedDeviceType | undefined, entry: KnownEntry): Folded<SavedDeviceType> {
  if (entry.kind !== 'deviceType.saved') return { state, voidReason: 'unknownKind' }
  const { type, note } = entry.payload
  if (state && type.version < state.type.version) return { state, voidReason: 'olderVersion' }
  const version = { ...deedOf(entry), version: type.version, ...(note !== undefined && { note }) }
  return { state: { id: type.id, type, versions: [...(state?.versions ?? []), version].slice(-versionsKept) } }
}
