import type { DeviceGroup, Grant, KeptThirdPartySystem, Maker, Organisation, SystemUse } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/*
 * Makers, organisations, groups, systems of others and grants: written whole, the later one holds; removed until it is written again.
 */

export const foldMaker = (state: Maker | undefined, entry: KnownEntry): Folded<Maker> =>
  entry.kind === 'maker.saved' ? saved(entry, entry.payload) : removed(state, entry, 'maker.removed')

export const foldOrganisation = (state: Organisation | undefined, entry: KnownEntry): Folded<Organisation> =>
  entry.kind === 'organisation.saved' ? saved(entry, entry.payload) : removed(state, entry, 'organisation.removed')

export const foldDeviceGroup = (state: DeviceGroup | undefined, entry: KnownEntry): Folded<DeviceGroup> =>
  entry.kind === 'deviceGroup.saved' ? saved(entry, entry.payload) : removed(state, entry, 'deviceGroup.removed')

export const foldGrant = (state: Grant | undefined, entry: KnownEntry): Folded<Grant> =>
  entry.kind === 'grant.saved' ? saved(entry, entry.payload) : removed(state, entry, 'grant.removed')

/** Saying where a system is reached leaves its key and what it did as they are; the key of one that is removed goes with it. */
export function foldThirdPartySystem(
  state: KeptThirdPartySystem | undefined,
  entry: KnownEntry,
): Folded<KeptThirdPartySystem> {
  if (entry.kind === 'thirdPartySystem.saved') {
    const { keySet, sealedKey, use } = state && !state.removed ? state : {}
    return saved(entry, { ...entry.payload, ...defined({ keySet, sealedKey, use }) })
  }
  if (entry.kind === 'thirdPartySystem.keySet') {
    if (!state) return { state, voidReason: 'notCreated' }
    if (state.removed) return { state, voidReason: 'isOver' }
    const { sealedKey: _before, ...rest } = state
    return { state: { ...rest, keySet: deedOf(entry), ...defined(entry.payload) } }
  }
  if (entry.kind === 'thirdPartySystem.used') {
    if (!state) return { state, voidReason: 'notCreated' }
    return { state: { ...state, use: together(state.use, entry.payload) } }
  }
  const { state: left, ...verdict } = removed(state, entry, 'thirdPartySystem.removed')
  if (!left?.removed) return { state: left, ...verdict }
  const { sealedKey: _gone, ...rest } = left
  return { state: rest, ...verdict }
}

/** Counts of all seats, and what was last of any. */
function together(before: SystemUse | undefined, more: SystemUse): SystemUse {
  if (!before) return more
  const last = more.lastAtMs >= before.lastAtMs ? more : before
  return { ...last, requests: before.requests + more.requests, refused: before.refused + more.refused }
}

const saved = <F extends object>(entry: KnownEntry, fields: F) => ({
  state: { ...fields, id: entry.subject.id, saved: deedOf(entry) },
})

function removed<S extends { removed?: unknown }>(
  state: S | undefined,
  entry: KnownEntry,
  kind: KnownEntry['kind'],
): Folded<S> {
  if (entry.kind !== kind) return { state, voidReason: 'unknownKind' }
  if (!state) return { state, voidReason: 'notCreated' }
  return state.removed ? { state, voidReason: 'alreadySo' } : { state: { ...state, removed: deedOf(entry) } }
}
