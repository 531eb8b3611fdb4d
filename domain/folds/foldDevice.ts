import type { DeviceChange } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/**
 * What was changed of a device. Field by field the later change holds; a device added at two seats that were apart is the later one. Retiring and restoring stand beside the fields, so that a
 * device retired here and renamed there is retired under its new name.
 */
export function foldDevice(state: DeviceChange | undefined, entry: KnownEntry): Folded<DeviceChange> {
  const changed = deedOf(entry)
  switch (entry.kind) {
    case 'device.added': {
      const { device } = entry.payload
      // Whoever has changed it already, at a seat with a slow clock, saw what was added.
      return { state: { id: device.id, added: device, patch: {}, ...retirement(state), changed } }
    }
    case 'device.changed': {
      const { deviceId, patch } = entry.payload
      const before = state ?? { id: deviceId, patch: {} }
      return { state: { ...before, patch: { ...before.patch, ...patch }, changed } }
    }
    case 'device.retired': {
      if (state?.retired) return { state, voidReason: 'alreadySo' }
      const { deviceId, reason } = entry.payload
      return { state: { ...(state ?? { id: deviceId, patch: {} }), retired: { ...changed, reason }, changed } }
    }
    case 'device.restored': {
      if (!state?.retired) return { state, voidReason: 'alreadySo' }
      const { retired: _retired, ...rest } = state
      return { state: { ...rest, changed } }
    }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

const retirement = (state: DeviceChange | undefined): Pick<DeviceChange, 'retired'> =>
  state?.retired ? { retired: state.retired } : {}
