import fc from 'fast-check'
import { shippedCodecs } from '../codec/shipped'
import type { EntryKind } from '../journal/entryKinds'

// Made-up payloads of the kinds of engineering and access, for the tests of folds. Few values, so that entries meet.

const time = fc.integer({ min: 0, max: 40_000 })
const few = (prefix: string) => fc.constantFrom(`${prefix}1`, `${prefix}2`)
const orNot = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const note = fc.constantFrom('a', 'b')
const number = fc.integer({ min: -2, max: 2 })
const hash = fc.constantFrom('a'.repeat(64), 'b'.repeat(64))

const order = {
  service: fc.constant('switch_on'),
  input: fc.constant({}),
  commandClass: fc.constantFrom(1, 2, 3),
  reason: orNot(note),
  perSecond: fc.constant(10),
  stopAfterFailures: fc.constantFrom(0, 3),
}

export const engineeringPayloads: Partial<Record<EntryKind, fc.Arbitrary<Record<string, unknown>>>> = {
  'alarmSetting.changed': fc.record({
    deviceId: few('d'),
    definitionId: few('x'),
    values: fc.constantFrom({}, { limit: 30 }, { isEnabled: false }),
    reason: note,
  }),
  'commandBatch.started': fc.record({
    ...order,
    devices: fc.constantFrom([{ id: 'd1' }], [{ id: 'd1' }, { id: 'd2', seen: { state: 1 } }]),
    confirmByMs: orNot(time),
  }),
  'commandBatch.confirmed': fc.constant({}),
  'commandBatch.stopped': fc.record({
    end: fc.constantFrom('cancelled', 'tooManyFailures', 'unconfirmed', 'declined', 'interrupted'),
    reason: orNot(note),
  }),
  'commandBatch.ended': fc.record({
    counts: fc.record({
      answered: fc.constantFrom(0, 2),
      failed: fc.constant(0),
      unknown: fc.constantFrom(0, 1),
      unsent: fc.constant(0),
    }),
  }),
  'commandSchedule.saved': fc.record({
    ...order,
    name: note,
    target: fc.constant({ deviceIds: ['d1'] }),
    when: fc.constantFrom(
      { kind: 'once', atMs: 30_000 },
      { kind: 'weekly', minutes: [480], weekdays: [1], holidays: 'ignore' },
    ),
    lateUpToMs: fc.constantFrom(0, 60_000),
    isEnabled: fc.boolean(),
  }),
  'commandSchedule.ran': fc.record({ dueAtMs: time, batchId: few('b') }),
  'commandSchedule.missed': fc.record({
    dueAtMs: time,
    cause: fc.constantFrom('missed', 'noDevice'),
    alsoMissed: orNot(fc.constant(2)),
  }),
  'commandSchedule.removed': fc.constant({}),
  'codec.saved': fc.record({ description: fc.constantFrom(...shippedCodecs) }),
  'codec.removed': fc.constant({}),
  'passThrough.saved': fc.record({
    route: fc.record({
      typeId: few('t'),
      targets: fc.constant([]),
      codecId: orNot(fc.constant('meter')),
      isKept: fc.boolean(),
    }),
  }),
  'passThrough.removed': fc.constant({}),
  'graphic.saved': fc.record({
    graphic: fc.record({
      id: fc.constant('g1'),
      name: fc.constantFrom({ zh: '甲', en: 'A' }, { zh: '乙', en: 'B' }),
      sheet: fc.constant({ width: 800, height: 600, ground: 'ground' }),
      elements: fc.constant([]),
    }),
  }),
  'graphic.removed': fc.constant({}),
  'graphicSymbol.saved': fc.record({
    symbol: fc.record({
      id: fc.constant('s1'),
      name: fc.constantFrom({ zh: '泵', en: 'Pump' }, { zh: '水泵', en: 'Water pump' }),
      systemKey: fc.constant('general'),
      width: fc.constant(48),
      height: fc.constant(48),
      paths: fc.constant([{ d: 'M0 0H48', line: 'line', fill: 'none', lineWidth: 1.5 }]),
    }),
  }),
  'graphicSymbol.withdrawn': fc.constant({}),
  'graphicSymbol.offered': fc.constant({}),
  'graphicSymbol.removed': fc.constant({}),
  'correction.made': fc.record({
    deviceId: few('d'),
    property: few('p'),
    fromMs: fc.constant(0),
    toMs: time,
    change: fc.constantFrom({ kind: 'set', value: 1 }, { kind: 'add', by: 2 }, { kind: 'exclude' }),
    reason: note,
  }),
  'correction.withdrawn': fc.constant({}),
  'forwardRoute.saved': fc.record({
    name: note,
    isEnabled: fc.boolean(),
    filter: fc.constantFrom({ kinds: ['sample'] }, { kinds: ['alarm'], priorities: ['urgent'] }),
    fields: fc.constant(['value']),
    target: fc.constant({ kind: 'http', url: 'https://a.example/in', method: 'POST' }),
    mostQueueMb: fc.constantFrom(1, 8),
    sealedSecret: orNot(note),
  }),
  'forwardRoute.removed': fc.constant({}),
  'deviceKey.issued': fc.record({
    keyId: few('k'),
    hash: fc.constant('$7$101$c2FsdA==$aGFzaA=='),
    signKey: note,
    typeId: few('t'),
    overlapUntilMs: orNot(time),
    how: fc.constantFrom('issued', 'activated'),
    activationId: orNot(few('c')),
  }),
  'deviceKey.revoked': fc.record({ reason: note }),
  'accessRule.set': fc.record({
    scope: fc.constantFrom({ kind: 'installation' }, { kind: 'type', typeId: 't1' }),
    mustUseOwnSecret: fc.boolean(),
    mustSign: fc.boolean(),
    mustShowCertificate: fc.boolean(),
  }),
  'activation.made': fc.record({ codeHash: hash, typeId: few('t'), deviceId: orNot(few('d')), untilMs: time }),
  'activation.used': fc.record({ deviceId: few('d'), address: fc.constant('10.0.0.9') }),
  'activation.withdrawn': fc.constant({}),
  'certificate.added': fc.record({
    holder: fc.constantFrom({ kind: 'device', deviceId: 'd1' }, { kind: 'authority' }),
    isForeign: fc.boolean(),
    subject: note,
    issuer: note,
    serial: fc.constantFrom('01', '02'),
    notBeforeMs: fc.constant(0),
    notAfterMs: time,
    pem: note,
    sealedKey: orNot(note),
  }),
  'certificate.revoked': fc.record({ reason: fc.constantFrom('keyCompromise', 'superseded'), note }),
  'certificate.warned': fc.record({ daysLeft: fc.constantFrom(30, 7, 1, 0) }),
  'intruder.seen': fc.record({
    linkId: few('l'),
    name: few('n'),
    address: fc.constant('10.0.0.9'),
    count: fc.constantFrom(1, 3),
    firstAtMs: time,
    lastAtMs: time,
    lastReason: fc.constantFrom('wrongSecret', 'unknownDevice'),
    sample: note,
  }),
  'intruder.lockedOut': fc.record({ untilMs: time }),
  'intruder.unlocked': fc.record({ note }),
  'intruder.forgotten': fc.constant({}),
  'command.confirmed': fc.record({ fence: orNot(fc.constantFrom(1, 2)) }),
  'alarm.latched': fc.record({ sourceAtMs: time, value: orNot(number) }),
  'alarm.reset': fc.record({ sinceMs: time }),
  'alarm.suppressed': fc.record({ sinceMs: time, reason: fc.constantFrom('甲', '乙').map((zh) => ({ zh, en: zh })) }),
  'alarm.unsuppressed': fc.record({ sinceMs: time }),
  'alarm.toldAgain': fc.record({ acknowledgedAtMs: time }),
}
