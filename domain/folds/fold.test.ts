import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IncidentId, SeatId } from '../contract/primitives'
import { canonicalJson } from '../journal/canonicalForm'
import type { Entry } from '../journal/entry'
import { entryKinds, type EntryKind } from '../journal/entryKinds'
import { isEntryKind } from '../journal/parseEntry'
import { foldEntry, foldSubject, type Subject } from './fold'
import { engineeringPayloads } from './madeUpPayloads'
import { parseState, stateKinds, type StateKind, type States } from './states'
import { entriesOf, type Told } from './testEntries'

const place = { lngLat: [113.94, 22.53] }
const grade = fc.constantFrom('general', 'larger', 'major', 'critical', 'publicEmergency')
const time = fc.integer({ min: 0, max: 40_000 })
const note = fc.constantFrom('a', 'b')
const few = (prefix: string) => fc.constantFrom(`${prefix}1`, `${prefix}2`)
const orNot = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const held = fc.boolean()
/** About when the histories below are written: some ends are past, some ahead. */
const soon = fc.integer({ min: 5, max: 30 })
const cause = fc.constantFrom('person', 'time')
const holdReason = fc.constantFrom('works', 'nuisance')
const someone = fc.constantFrom('li', 'wu').map((id) => ({ kind: 'account', id }))

const named = fc.constantFrom('甲', '乙').map((zh) => ({ zh, en: zh }))

/** A payload for every kind of entry that has a state to change: a kind that is added without one fails the test below. */
const payloads: Partial<Record<EntryKind, fc.Arbitrary<Record<string, unknown>>>> = {
  ...engineeringPayloads,
  'alarm.raised': fc.record({
    deviceId: few('d'),
    definitionId: few('x'),
    priority: fc.constant('urgent'),
    isLifeSafety: held,
    sourceAtMs: time,
    arrivedAtMs: time,
    value: orNot(fc.integer()),
  }),
  'alarm.reoccurred': fc.record({ sourceAtMs: time, value: orNot(fc.integer()) }),
  'alarm.returned': fc.record({ sourceAtMs: time }),
  'alarm.acknowledged': fc.constant({}),
  'alarm.taken': fc.record({ fromOwner: orNot(fc.constantFrom('li', 'wu')) }),
  'alarm.released': fc.record({ cause, untilMs: fc.integer({ min: 900_000, max: 900_020 }) }),
  'alarm.shelved': fc.record({ untilMs: soon, reason: holdReason, comment: orNot(note), seenUntilMs: orNot(soon) }),
  'alarm.unshelved': fc.record({ cause, untilMs: soon }),
  'alarm.takenOutOfService': fc.record({
    outOfServiceId: few('o'),
    by: someone,
    second: orNot(someone),
    reason: holdReason,
    untilMs: orNot(soon),
  }),
  'alarm.returnedToService': fc.record({ outOfServiceId: few('o') }),
  'alarm.commented': fc.record({ text: note }),
  'alarm.judged': fc.record({
    verdict: fc.constantFrom('real', 'false'),
    cause: orNot(fc.constantFrom('steam', 'dust')),
    note: orNot(note),
  }),
  'alarm.escalated': fc.record({ level: fc.integer({ min: 1, max: 3 }), toldAtMs: fc.integer({ min: 0, max: 20 }) }),
  'alarm.linked': fc.record({ incidentId: few('i') }),
  'alarm.unlinked': fc.record({ incidentId: few('i') }),
  'incident.opened': fc.record({
    number: few('SJ-'),
    type: fc.constant('fire'),
    grade,
    title: fc.record({ zh: note, en: note }),
    place: fc.constant(place),
    alarmIds: fc.array(few('a'), { maxLength: 2 }),
    reportDueAtMs: orNot(time),
  }),
  'incident.graded': fc.record({ grade, from: grade, reportDueAtMs: orNot(time) }),
  'incident.alarmAdded': fc.record({ alarmId: few('a') }),
  'incident.planStarted': fc.record({ planRunId: few('r') }),
  'incident.reported': fc.record({ to: note }),
  'incident.noted': fc.record({ text: note }),
  'incident.taken': fc.record({ fromOwner: orNot(fc.constantFrom('li', 'wu')) }),
  'incident.released': fc.record({ cause, untilMs: fc.integer({ min: 900_000, max: 900_020 }) }),
  'incident.withdrawn': fc.record({ reason: note }),
  'incident.closed': fc.record({ result: note }),
  'planRun.started': fc.record({
    incidentId: few('i'),
    planId: few('p'),
    planVersion: fc.constant(1),
    sendAtMs: time,
    stepIds: fc.constant(['s1', 's2']),
  }),
  'planRun.released': fc.constant({}),
  'planRun.withdrawn': fc.record({ reason: note }),
  'planRun.stepStarted': fc.record({ stepId: few('s'), dueAtMs: orNot(time) }),
  'planRun.stepDone': fc.record({ stepId: few('s'), note: orNot(note) }),
  'planRun.stepSkipped': fc.record({ stepId: few('s'), note }),
  'planRun.stepFailed': fc.record({ stepId: few('s'), note }),
  'planRun.finished': fc.constant({}),
  'task.assigned': fc.record({
    incidentId: few('i'),
    personId: few('p'),
    title: note,
    instruction: note,
    place: fc.constant(place),
    isHeld: held,
    walkS: orNot(time),
    ordinal: orNot(soon),
    doneByAtMs: orNot(time),
  }),
  'task.sent': fc.constant({}),
  'task.delivered': fc.record({ sourceAtMs: time }),
  'task.accepted': fc.record({ sourceAtMs: time }),
  'task.arrived': fc.record({ sourceAtMs: time }),
  'task.done': fc.record({ sourceAtMs: time, note: orNot(note) }),
  'task.declined': fc.record({ sourceAtMs: time, note: orNot(note) }),
  'task.urged': fc.record({ text: orNot(note), messageId: few('m') }),
  'task.reminded': fc.record({
    limit: fc.constantFrom('accept', 'done'),
    nth: fc.integer({ min: 0, max: 2 }),
    dueAtMs: time,
    messageId: few('m'),
  }),
  'task.recalled': fc.record({ reason: note }),
  'task.withdrawn': fc.record({ reason: note }),
  'command.issued': fc.record({
    deviceId: few('d'),
    service: note,
    input: fc.constant({}),
    commandClass: fc.constantFrom(0, 1, 2, 3),
    isHeld: held,
    reason: orNot(note),
  }),
  'command.sent': fc.constant({}),
  'command.answered': fc.record({ answer: note }),
  'command.failed': fc.record({ answer: note }),
  'command.becameUnknown': fc.constant({}),
  'command.expired': fc.constant({}),
  'command.withdrawn': fc.record({ reason: note }),
  'message.queued': fc.record({ personId: few('p'), text: note, isHeld: held }),
  'message.sent': fc.constant({}),
  'message.delivered': fc.record({ sourceAtMs: time }),
  'message.read': fc.record({ sourceAtMs: time }),
  'message.withdrawn': fc.record({ reason: note }),
  'incident.merged': fc.record({ intoIncidentId: few('i') }),
  'conflict.found': fc.record({
    kind: fc.constant('personTwice'),
    sides: fc.constant([
      { seatId: 'a', entryId: 'e1', subject: 'task T1', by: { kind: 'account', id: 'li' }, atMs: 1 },
    ]),
    personId: orNot(few('p')),
  }),
  'conflict.settled': fc.record({ note }),
  'rule.saved': fc.record({
    rule: fc.constantFrom('first', 'second').map((note) => ({
      id: 'warm',
      name: { zh: '偏热', en: 'Warm' },
      note,
      areas: { plotIds: [], buildingIds: [] },
      triggers: [{ kind: 'manual' }],
      inputs: [],
      conditions: [],
      actions: [{ kind: 'plan', planId: 'F-01' }],
      limit: { times: 1, withinMs: 60_000, of: 'rule' },
    })),
    version: fc.constantFrom(1, 2, 3),
  }),
  'rule.switched': fc.record({
    isEnabled: fc.boolean(),
    area: orNot(fc.constantFrom({ kind: 'building', id: 'b' }, { kind: 'plot', id: 'p' })),
  }),
  'rule.approved': fc.record({ version: fc.constantFrom(0, 1, 2) }),
  'rule.triggered': fc.record({ key: few('k') }),
  'rule.removed': fc.record({ version: fc.constantFrom(0, 1) }),
  'ruleFiring.fired': fc.record({
    ruleId: fc.constant('warm'),
    version: fc.constantFrom(1, 2),
    name: fc.constant({ zh: '偏热', en: 'Warm' }),
    cause: fc.constant({ trigger: 0, kind: 'manual', atMs: 1 }),
    parts: fc.constant([]),
    deeds: fc.constant([]),
    isStanding: fc.boolean(),
    proposedUntilMs: orNot(fc.constantFrom(10, 20)),
  }),
  'ruleFiring.released': fc.constant({}),
  'ruleFiring.confirmed': fc.constant({}),
  'ruleFiring.declined': fc.record({ note: orNot(few('no')) }),
  'ruleFiring.expired': fc.constant({}),
  'show.sent': fc.record({
    view: fc.constant({ kind: 'alarm', alarmId: 'a1' }),
    to: fc.constantFrom({ kind: 'wall' }, { kind: 'account', accountId: 'li' }),
    note: orNot(note),
    untilMs: time,
  }),
  'show.answered': fc.record({ answer: fc.constantFrom('opened', 'declined', 'ended') }),
  'look.asked': fc.record({
    seatId: few('s'),
    accountId: few('u'),
    name: note,
    reason: note,
    isByRule: held,
    untilMs: time,
  }),
  'look.answered': fc.record({ isAgreed: held }),
  'look.told': fc.record({ screens: fc.record({ displays: fc.constant([]), selection: fc.constant({}) }) }),
  'look.tookOver': fc.record({
    alarmIds: fc.array(few('a'), { maxLength: 2 }),
    incidentIds: fc.constant([]),
    reason: note,
  }),
  'look.ended': fc.constant({}),
  'outOfService.asked': fc.record({
    deviceId: few('d'),
    definitionId: orNot(few('x')),
    isLifeSafety: held,
    reason: holdReason,
    comment: orNot(note),
    untilMs: orNot(soon),
  }),
  'outOfService.confirmed': fc.record({ askedAtMs: fc.integer({ min: 0, max: 20 }) }),
  'outOfService.ended': fc.record({ askedAtMs: fc.integer({ min: 0, max: 20 }), cause }),
  'gap.found': fc.record({
    linkId: few('l'),
    fromMs: time,
    toMs: orNot(time),
    cause: fc.constantFrom('sequence', 'link', 'restart'),
  }),
  'gap.closed': fc.record({ toMs: time }),
  'gap.fillStarted': fc.constant({}),
  'gap.filled': fc.record({ filled: fc.nat(9) }),
  'gap.unfillable': fc.record({ filled: fc.nat(9), reason: note }),
  'lease.taken': fc.record({ holderId: few('s'), fence: fc.integer({ min: 1, max: 3 }) }),
  'lease.released': fc.record({ holderId: few('s'), fence: fc.integer({ min: 1, max: 3 }) }),
  'soundTest.made': fc.record({ heard: fc.constant(['urgent']), unheard: fc.constantFrom([], ['minor']) }),
  'setting.saved': fc.record({
    key: fc.constantFrom('alarms.columns', 'keys'),
    scope: fc.constantFrom('account', 'installation'),
    accountId: orNot(few('a')),
    value: fc.constantFrom(null, 'wide', 7, { columns: ['place', 'age'] }),
  }),
  'device.added': fc.record({
    device: fc.constantFrom('old', 'new').map((name) => ({
      id: 'x',
      typeId: 't',
      name: { zh: name, en: name },
      place: { lngLat: [1, 2] },
    })),
    importId: orNot(few('i')),
  }),
  'device.changed': fc.record({
    deviceId: fc.constant('x'),
    patch: fc.constantFrom({}, { firmware: '1' }, { firmware: null, tags: ['a'] }, { tags: null }),
  }),
  'device.retired': fc.record({ deviceId: fc.constant('x'), reason: note }),
  'device.restored': fc.record({ deviceId: fc.constant('x') }),
  'deviceType.saved': fc.record({
    type: fc.record({
      id: fc.constant('x'),
      version: fc.integer({ min: 1, max: 3 }),
      systemKey: fc.constant('s'),
      name: fc.constant({ zh: '型', en: 'type' }),
      symbol: fc.constant('s'),
      properties: fc.constant([]),
      events: fc.constant([]),
      services: fc.constant([]),
      alarms: fc.constant([]),
    }),
    note: orNot(note),
  }),
  'maker.saved': fc.record({ name: named, phone: orNot(note) }),
  'maker.removed': fc.constant({}),
  'organisation.saved': fc.record({ name: named, parentId: orNot(few('o')) }),
  'organisation.removed': fc.constant({}),
  'deviceGroup.saved': fc.record({ name: named, note: orNot(note) }),
  'deviceGroup.removed': fc.constant({}),
  'thirdPartySystem.saved': fc.record({ name: named, host: fc.constantFrom('a', 'b'), port: fc.constant(80) }),
  'thirdPartySystem.keySet': fc.constantFrom({}, { sealedKey: 'one' }, { sealedKey: 'other' }),
  'thirdPartySystem.used': fc.record({
    requests: fc.constantFrom(1, 3),
    refused: fc.constantFrom(0, 1),
    lastAtMs: time,
    lastAddress: note,
  }),
  'thirdPartySystem.removed': fc.constant({}),
  'grant.saved': fc.record({
    to: fc.record({ kind: fc.constantFrom('organisation', 'application'), id: few('o') }),
    over: fc.record({ typeIds: fc.constant(['t']) }),
    may: fc.constantFrom(['view'], ['manage', 'command']),
  }),
  'grant.removed': fc.constant({}),
  'registryImport.started': fc.record({ fileName: note, rows: fc.integer({ min: 0, max: 3 }) }),
  'registryImport.progressed': fc.record({ written: fc.integer({ min: 0, max: 3 }) }),
  'account.created': fc.record({
    name: note,
    displayName: note,
    role: fc.constant('dispatcher'),
    isDemo: held,
    mustChangePassword: held,
  }),
  'account.passwordChanged': fc.constant({}),
  'account.disabled': fc.record({ reason: note }),
  'account.enabled': fc.constant({}),
  'account.locked': fc.record({ untilMs: time, failures: fc.constant(5) }),
}

const kindsOf = (subject: StateKind): EntryKind[] =>
  Object.keys(entryKinds)
    .filter(isEntryKind)
    .filter((kind) => entryKinds[kind].subject === subject)

/** A history of one subject, written at three seats whose clocks agree only roughly. */
const historyOf = (subject: StateKind): fc.Arbitrary<Entry[]> =>
  fc
    .array(
      fc.constantFrom(...kindsOf(subject)).chain((kind) =>
        fc.record({
          kind: fc.constant(kind),
          payload: payloads[kind] ?? fc.constant({}),
          origin: fc.constantFrom('a', 'b', 'c').map((id) => SeatId.parse(id)),
          hlc: fc.record({ ms: fc.integer({ min: 0, max: 20 }), counter: fc.integer({ min: 0, max: 2 }) }),
          actor: fc.constantFrom('li', 'wu').map((id) => ({ kind: 'account' as const, id })),
        }),
      ),
      { maxLength: 14 },
    )
    .map((facts) =>
      facts.map((fact, i) => ({
        ...fact,
        id: `e${i}`,
        seq: i + 1,
        v: 1,
        // A certificate goes by the hash of itself.
        subject: { kind: subject, id: subject === 'certificate' ? 'c'.repeat(64) : 'x' },
        prev: '',
        hash: '',
      })),
    )

/** Entries in another order, some of them told again. */
const retold = (entries: readonly Entry[]): fc.Arbitrary<Entry[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...entries], { minLength: entries.length }),
      fc.subarray([...entries]),
      fc.integer({ min: 0, max: 50 }),
    )
    .map(([all, again, at]) => all.toSpliced(at % (all.length + 1), 0, ...again))

const text = (kind: StateKind, entries: readonly Entry[]): string => {
  const { subject, voids } = foldSubject(kind, entries)
  return canonicalJson({ subject, voids: Object.fromEntries(voids) })
}

describe('a fold', () => {
  it('has a made-up payload of the right shape for every kind of entry with a state', () => {
    for (const subject of stateKinds)
      for (const kind of kindsOf(subject)) {
        const payload = payloads[kind]
        expect(payload, kind).toBeDefined()
        if (payload)
          fc.assert(
            fc.property(payload, (value) => entryKinds[kind].payload.safeParse(value).success),
            { numRuns: 20, seed: 1 },
          )
      }
  })

  it.each(stateKinds)(
    'of %s gives the same state, byte for byte, whatever the order and however often (S3)',
    (kind) => {
      const history = historyOf(kind).chain((entries) => fc.tuple(fc.constant(entries), retold(entries)))
      fc.assert(
        fc.property(history, ([entries, again]) => {
          expect(text(kind, again)).toBe(text(kind, entries))
        }),
        { numRuns: 200, seed: 20_261_122 },
      )
    },
  )

  it.each(stateKinds)(
    'of %s is total: each state is one of the contract, and a void entry leaves it as it was',
    (kind) => {
      const check = <K extends StateKind>(kind: K) =>
        fc.assert(
          fc.property(historyOf(kind), (entries) => {
            let subject: Subject<States[K]> | undefined
            for (const entry of entries) {
              const before = canonicalJson({ subject })
              const folded = foldEntry(kind, subject, entry)
              if (folded.voidReason) expect(canonicalJson({ subject: folded.subject })).toBe(before)
              subject = folded.subject
              if (subject) expect(parseState(kind, JSON.parse(canonicalJson(subject.state)))).toEqual(subject.state)
            }
          }),
          { numRuns: 300, seed: 7 },
        )
      check(kind)
    },
  )

  it('takes entries of an unknown kind, version, shape or subject as void', () => {
    const raisedIncident: Told = [
      'incident.opened',
      {
        number: 'n',
        type: 'fire',
        grade: 'general',
        title: { zh: '题', en: 't' },
        place: { lngLat: [1, 2] },
        alarmIds: [],
      },
    ]
    const closed: Told = ['incident.closed', { result: 'r' }]
    const [opened, known] = entriesOf('i1', [raisedIncident, closed])
    const strange: Entry[] = [
      { ...known!, id: 'x1', kind: 'incident.teleported' },
      { ...known!, id: 'x2', v: 9 },
      { ...known!, id: 'x3', payload: { result: 7 } },
      { ...known!, id: 'x4', subject: { kind: 'task', id: 'i1' } },
      { ...known!, id: 'x5', subject: { kind: 'incident', id: 'i'.repeat(100) } },
    ]
    const { subject, voids } = foldSubject('incident', [opened!, ...strange])
    expect(subject?.state).toMatchObject({ id: IncidentId.parse('i1'), state: 'open' })
    expect([...voids.values()]).toEqual(strange.map(() => 'unknownKind'))
  })
})
