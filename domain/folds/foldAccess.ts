import type { AccessRule, ActivationCode, Certificate } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/** The later rule holds. */
export function foldAccessRule(state: AccessRule | undefined, entry: KnownEntry): Folded<AccessRule> {
  if (entry.kind !== 'accessRule.set') return { state, voidReason: 'unknownKind' }
  return { state: { id: entry.subject.id, ...entry.payload, set: deedOf(entry) } }
}

/** A code is good once: of two devices that used it while the seats were apart, the first holds it. */
export function foldActivation(state: ActivationCode | undefined, entry: KnownEntry): Folded<ActivationCode> {
  if (entry.kind === 'activation.made') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    return { state: { id: entry.subject.id, ...entry.payload, made: deedOf(entry) } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'activation.used':
      if (state.used || state.withdrawn) return { state, voidReason: 'isOver' }
      return { state: { ...state, used: { ...entry.payload, atMs: entry.hlc.ms } } }
    case 'activation.withdrawn':
      if (state.used || state.withdrawn) return { state, voidReason: 'isOver' }
      return { state: { ...state, withdrawn: deedOf(entry) } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

/** Revoked is revoked: nothing takes it back. */
export function foldCertificate(state: Certificate | undefined, entry: KnownEntry): Folded<Certificate> {
  if (entry.kind === 'certificate.added') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { sealedKey, ...facts } = entry.payload
    return { state: { id: entry.subject.id, ...facts, added: deedOf(entry), ...defined({ sealedKey }) } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'certificate.revoked':
      if (state.revoked) return { state, voidReason: 'alreadySo' }
      return { state: { ...state, revoked: { ...deedOf(entry), ...entry.payload } } }
    case 'certificate.warned':
      if (state.warnedDays !== undefined && state.warnedDays <= entry.payload.daysLeft)
        return { state, voidReason: 'alreadySo' }
      return { state: { ...state, warnedDays: entry.payload.daysLeft } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
