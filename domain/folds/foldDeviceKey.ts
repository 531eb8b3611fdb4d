import { DeviceId } from '../contract/primitives'
import type { DeviceKey } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, type Folded } from './Folded'

/** The secret issued last holds; the one before it for the overlap that was granted. A revoked device is let in again by issuing anew. */
export function foldDeviceKey(state: DeviceKey | undefined, entry: KnownEntry): Folded<DeviceKey> {
  switch (entry.kind) {
    case 'deviceKey.issued': {
      const { typeId, keyId, hash, signKey, overlapUntilMs, how } = entry.payload
      const former = state?.revoked ? undefined : state?.current
      const isOverlapping = overlapUntilMs !== undefined && overlapUntilMs > entry.hlc.ms
      return {
        state: {
          id: DeviceId.parse(entry.subject.id),
          typeId,
          how,
          current: { keyId, hash, signKey, issued: deedOf(entry) },
          ...(former && isOverlapping && { previous: { ...former, untilMs: overlapUntilMs } }),
        },
      }
    }
    case 'deviceKey.revoked': {
      if (!state) return { state, voidReason: 'notCreated' }
      if (state.revoked) return { state, voidReason: 'alreadySo' }
      const { id, typeId, how } = state
      return { state: { id, typeId, how, revoked: { ...deedOf(entry), reason: entry.payload.reason } } }
    }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
