import type { DeviceGroup, Grant, Maker, Organisation, ThirdPartySystem } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
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

/** Saying where a system is reached leaves its key as it is; the key of one that is removed goes with it. */
export function foldThirdPartySystem(state: ThirdPartySystem | undefined, entry: KnownEntry): Folded<ThirdPartySystem> {
  if (entry.kind === 'thirdPartySystem.saved') {
    const key = state?.keySet && !state.removed ? { keySet: state.keySet } : {}
    return saved(entry, { ...entry.payload, ...key })
  }
  if (entry.kind === 'thirdPartySystem.keySet') {
    if (!state) return { state, voidReason: 'notCreated' }
    return state.removed ? { state, voidReason: 'isOver' } : { state: { ...state, keySet: deedOf(entry) } }
  }
  return removed(state, entry, 'thirdPartySystem.removed')
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
