import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceId, IncidentId } from '../contract/primitives'
import type { AlarmStateName } from '../contract/state'
import { foldSubject } from './fold'
import { entriesOf, li, type Told, wu } from './testEntries'

const raised = (sourceAtMs: number, value = 1, isLifeSafety = false): Told => [
  'alarm.raised',
  {
    deviceId: DeviceId.parse('d1'),
    definitionId: 'smoke',
    priority: 'urgent',
    isLifeSafety,
    sourceAtMs,
    arrivedAtMs: sourceAtMs + 5,
    value,
    limit: 0.5,
    property: 'density',
  },
]
const reoccurred = (sourceAtMs: number, value = 2): Told => ['alarm.reoccurred', { sourceAtMs, value }]
const returned = (sourceAtMs: number): Told => ['alarm.returned', { sourceAtMs }]
const acknowledged = (by = li): Told => ['alarm.acknowledged', {}, { by }]
const linked = (id: string): Told => ['alarm.linked', { incidentId: IncidentId.parse(id) }]
const unlinked = (id: string): Told => ['alarm.unlinked', { incidentId: IncidentId.parse(id) }]

const shelved = (untilMs: number, seenUntilMs?: number): Told => [
  'alarm.shelved',
  { untilMs, reason: 'works', ...(seenUntilMs !== undefined && { seenUntilMs }) },
]
const unshelved = (untilMs: number, cause: 'person' | 'time' = 'time'): Told => [
  'alarm.unshelved',
  { cause, untilMs },
  { by: { kind: 'system', id: 'alarmKeeper' } },
]
const suppressed = (sinceMs = 500): Told => [
  'alarm.suppressed',
  { sinceMs, reason: { zh: '检修', en: 'Maintenance' } },
  { by: { kind: 'system', id: 'alarmDesign' } },
]
const unsuppressed = (sinceMs = 500): Told => [
  'alarm.unsuppressed',
  { sinceMs },
  { by: { kind: 'system', id: 'alarmDesign' } },
]
const latched = (sourceAtMs: number): Told => ['alarm.latched', { sourceAtMs }]
const reset = (sinceMs: number): Told => ['alarm.reset', { sinceMs }]
const toldAgain = (acknowledgedAtMs: number): Told => [
  'alarm.toldAgain',
  { acknowledgedAtMs },
  { by: { kind: 'system', id: 'alarmKeeper' } },
]
const takenOut = (outOfServiceId = 'd1', second?: typeof wu): Told => [
  'alarm.takenOutOfService',
  { outOfServiceId, by: li, reason: 'maintenance', ...(second && { second }) },
]
const putBack = (outOfServiceId = 'd1'): Told => ['alarm.returnedToService', { outOfServiceId }]

const fold = (...told: Told[]) => {
  const { subject, voids } = foldSubject('alarm', entriesOf('alarm-1', told))
  return { alarm: subject?.state, endedAtMs: subject?.endedAtMs, voids: Object.fromEntries(voids) }
}

describe('the alarm machine, every state by every event', () => {
  /** Ways into each state; source times stay below 100 s. */
  const ways: Record<AlarmStateName, Told[]> = {
    unacknowledged: [raised(1_000)],
    acknowledged: [raised(1_000), acknowledged()],
    returnedUnacknowledged: [raised(1_000), returned(2_000)],
    returned: [raised(1_000), acknowledged(), returned(2_000)],
    shelved: [raised(1_000), shelved(90_000)],
    suppressed: [raised(1_000), suppressed()],
    outOfService: [raised(1_000), takenOut()],
  }
  const events: Record<string, Told> = {
    reoccurred: reoccurred(100_000),
    returned: returned(100_000),
    'returned as known': returned(2_000),
    acknowledged: acknowledged(wu),
    'raised again': raised(100_000),
    'raised as known': raised(1_000),
    shelved: shelved(80_000),
    'off the shelf': unshelved(90_000),
    'taken out of service': takenOut('d1#smoke'),
    'returned to service': putBack(),
    suppressed: suppressed(700),
    unsuppressed: unsuppressed(),
    latched: latched(100_000),
    reset: reset(2_000),
    'told again': toldAgain(2_000),
  }
  const expected: Record<
    AlarmStateName,
    Record<keyof typeof events, AlarmStateName | `${AlarmStateName} void ${string}`>
  > = {
    unacknowledged: {
      reoccurred: 'unacknowledged',
      returned: 'returnedUnacknowledged',
      'returned as known': 'returnedUnacknowledged',
      acknowledged: 'acknowledged',
      'raised again': 'unacknowledged',
      'raised as known': 'unacknowledged void alreadyCreated',
      shelved: 'shelved',
      'off the shelf': 'unacknowledged void alreadySo',
      'taken out of service': 'outOfService',
      'returned to service': 'unacknowledged void alreadySo',
      suppressed: 'suppressed',
      unsuppressed: 'unacknowledged void alreadySo',
      latched: 'unacknowledged',
      reset: 'unacknowledged void alreadySo',
      'told again': 'unacknowledged void alreadySo',
    },
    acknowledged: {
      reoccurred: 'acknowledged',
      returned: 'returned',
      'returned as known': 'returned',
      acknowledged: 'acknowledged',
      'raised again': 'acknowledged',
      'raised as known': 'acknowledged void alreadyCreated',
      shelved: 'shelved',
      'off the shelf': 'acknowledged void alreadySo',
      'taken out of service': 'outOfService',
      'returned to service': 'acknowledged void alreadySo',
      suppressed: 'suppressed',
      unsuppressed: 'acknowledged void alreadySo',
      latched: 'acknowledged',
      reset: 'acknowledged void alreadySo',
      'told again': 'unacknowledged',
    },
    returnedUnacknowledged: {
      reoccurred: 'unacknowledged',
      returned: 'returnedUnacknowledged',
      'returned as known': 'returnedUnacknowledged void alreadySo',
      acknowledged: 'returned',
      'raised again': 'unacknowledged',
      'raised as known': 'returnedUnacknowledged void alreadyCreated',
      shelved: 'shelved',
      'off the shelf': 'returnedUnacknowledged void alreadySo',
      'taken out of service': 'outOfService',
      'returned to service': 'returnedUnacknowledged void alreadySo',
      suppressed: 'suppressed',
      unsuppressed: 'returnedUnacknowledged void alreadySo',
      latched: 'returnedUnacknowledged void alreadySo',
      reset: 'returnedUnacknowledged void alreadySo',
      'told again': 'returnedUnacknowledged void alreadySo',
    },
    returned: {
      reoccurred: 'unacknowledged',
      returned: 'returned',
      'returned as known': 'returned void alreadySo',
      acknowledged: 'returned',
      'raised again': 'unacknowledged',
      'raised as known': 'returned void alreadyCreated',
      shelved: 'returned void isOver',
      'off the shelf': 'returned void alreadySo',
      'taken out of service': 'returned void isOver',
      'returned to service': 'returned void alreadySo',
      suppressed: 'returned void isOver',
      unsuppressed: 'returned void alreadySo',
      latched: 'returned void alreadySo',
      reset: 'returned void alreadySo',
      'told again': 'returned void alreadySo',
    },
    shelved: {
      reoccurred: 'shelved',
      returned: 'shelved',
      'returned as known': 'shelved',
      acknowledged: 'shelved',
      'raised again': 'shelved',
      'raised as known': 'shelved void alreadyCreated',
      shelved: 'shelved',
      'off the shelf': 'unacknowledged',
      'taken out of service': 'outOfService',
      'returned to service': 'shelved void alreadySo',
      suppressed: 'suppressed',
      unsuppressed: 'shelved void alreadySo',
      latched: 'shelved',
      reset: 'shelved void alreadySo',
      'told again': 'shelved void alreadySo',
    },
    suppressed: {
      reoccurred: 'suppressed',
      returned: 'suppressed',
      'returned as known': 'suppressed',
      acknowledged: 'suppressed',
      'raised again': 'suppressed',
      'raised as known': 'suppressed void alreadyCreated',
      shelved: 'suppressed',
      'off the shelf': 'suppressed void alreadySo',
      'taken out of service': 'outOfService',
      'returned to service': 'suppressed void alreadySo',
      suppressed: 'suppressed void alreadySo',
      unsuppressed: 'unacknowledged',
      latched: 'suppressed',
      reset: 'suppressed void alreadySo',
      'told again': 'suppressed void alreadySo',
    },
    outOfService: {
      reoccurred: 'outOfService',
      returned: 'outOfService',
      'returned as known': 'outOfService',
      acknowledged: 'outOfService',
      'raised again': 'outOfService',
      'raised as known': 'outOfService void alreadyCreated',
      shelved: 'outOfService',
      'off the shelf': 'outOfService void alreadySo',
      'taken out of service': 'outOfService',
      'returned to service': 'unacknowledged',
      suppressed: 'outOfService',
      unsuppressed: 'outOfService void alreadySo',
      latched: 'outOfService',
      reset: 'outOfService void alreadySo',
      'told again': 'outOfService void alreadySo',
    },
  }
  const pairs = Object.entries(expected).flatMap(([state, row]) =>
    Object.entries(row).map(([event, to]) => [state as AlarmStateName, event, to] as const),
  )

  it.each(pairs)('%s, %s → %s', (state, event, to) => {
    const told = [...ways[state], events[event]!]
    const { alarm, voids } = fold(...told)
    const reason = voids[`e${told.length - 1}`]
    expect(alarm?.state + (reason ? ` void ${reason}` : '')).toBe(to)
  })

  it.each<[string, Told]>([
    ['reoccurred', reoccurred(1)],
    ['returned', returned(1)],
    ['acknowledged', acknowledged()],
    ['linked', linked('i1')],
  ])('an alarm that nobody raised cannot be %s', (_, told) => {
    expect(fold(told)).toEqual({ alarm: undefined, endedAtMs: undefined, voids: { e0: 'notCreated' } })
  })
})

describe('an alarm', () => {
  it('carries what was raised', () => {
    expect(fold(raised(1_000, 1, true)).alarm).toEqual({
      id: 'alarm-1',
      deviceId: 'd1',
      definitionId: 'smoke',
      priority: 'urgent',
      isLifeSafety: true,
      state: 'unacknowledged',
      raisedAtMs: 1_000,
      arrivedAtMs: 1_005,
      lastOccurredAtMs: 1_000,
      occurrences: 1,
      value: 1,
      limit: 0.5,
      property: 'density',
      alsoAcknowledged: [],
    })
  })

  it('counts occurrences and shows the latest value', () => {
    expect(fold(raised(1_000), reoccurred(3_000, 7), reoccurred(2_000, 5)).alarm).toMatchObject({
      occurrences: 3,
      value: 7,
      lastOccurredAtMs: 3_000,
      raisedAtMs: 1_000,
    })
  })

  it('is over when it is both returned and acknowledged, and not over when it is raised anew', () => {
    expect(fold(raised(1_000), returned(2_000)).endedAtMs).toBeUndefined()
    expect(fold(raised(1_000), returned(2_000), acknowledged()).endedAtMs).toBe(3_000)
    expect(fold(raised(1_000), returned(2_000), acknowledged(), reoccurred(5_000)).endedAtMs).toBeUndefined()
  })

  it('forgets return and acknowledgement when it comes again after a return', () => {
    const { alarm } = fold(raised(1_000), acknowledged(), acknowledged(wu), returned(2_000), reoccurred(5_000))
    expect(alarm).toMatchObject({ state: 'unacknowledged', alsoAcknowledged: [] })
    expect(alarm).not.toHaveProperty('acknowledged')
    expect(alarm).not.toHaveProperty('returnedAtMs')
  })
})

describe('an alarm at two seats that were apart', () => {
  it('keeps the earliest acknowledgement, and the others as also acknowledged', () => {
    const { alarm, voids } = fold(raised(1_000), acknowledged(li), acknowledged(wu))
    expect(alarm).toMatchObject({ acknowledged: { by: li, atMs: 2_000 }, alsoAcknowledged: [{ by: wu, atMs: 3_000 }] })
    expect(voids).toEqual({})
  })

  it('stands when one saw it return and the other saw it come again later, whoever wrote first', () => {
    expect(fold(raised(1_000), returned(3_000), reoccurred(5_000)).alarm).toMatchObject({
      state: 'unacknowledged',
      occurrences: 2,
    })
    expect(fold(raised(1_000), reoccurred(5_000), returned(3_000)).alarm).toMatchObject({
      state: 'unacknowledged',
      occurrences: 2,
    })
  })

  it('stays returned when the other occurrence was before the return', () => {
    expect(fold(raised(1_000), returned(5_000), reoccurred(3_000)).alarm).toMatchObject({
      state: 'returnedUnacknowledged',
      occurrences: 2,
      returnedAtMs: 5_000,
    })
  })

  it('must be taken anew when its acknowledgement was before a return and an occurrence that came in late', () => {
    const { alarm } = fold(raised(1_000), acknowledged(), reoccurred(9_000), returned(6_000))
    expect(alarm).toMatchObject({ state: 'unacknowledged', lastOccurredAtMs: 9_000 })
    expect(alarm).not.toHaveProperty('acknowledged')
  })

  it('belongs to the incident with the smaller id when both opened one', () => {
    expect(fold(raised(1), linked('i1'), linked('i2'))).toMatchObject({
      alarm: { incidentId: 'i1' },
      voids: { e2: 'linkedElsewhere' },
    })
    expect(fold(raised(1), linked('i2'), linked('i1'))).toMatchObject({ alarm: { incidentId: 'i1' }, voids: {} })
  })

  it('leaves only the incident that it belongs to', () => {
    expect(fold(raised(1), linked('i1'), unlinked('i2'))).toMatchObject({
      alarm: { incidentId: 'i1' },
      voids: { e2: 'notLinked' },
    })
    expect(fold(raised(1), linked('i1'), unlinked('i1')).alarm).not.toHaveProperty('incidentId')
    expect(fold(raised(1), linked('i1'), unlinked('i1'), linked('i2')).alarm).toMatchObject({ incidentId: 'i2' })
  })
})

it('an alarm stands whenever its last occurrence is later than its last return, in every order of hearing (10,000 histories)', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('occur' as const), sourceAtMs: fc.integer({ min: 2, max: 50 }) }),
    fc.record({ kind: fc.constant('return' as const), sourceAtMs: fc.integer({ min: 2, max: 50 }) }),
    fc.record({ kind: fc.constant('acknowledge' as const), sourceAtMs: fc.constant(0) }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (history) => {
      // Equal times have no order of their own: give each its place.
      const told = history.map(({ kind, sourceAtMs }, i): Told => {
        const atMs = sourceAtMs * 100 + i
        return kind === 'occur' ? reoccurred(atMs) : kind === 'return' ? returned(atMs) : acknowledged()
      })
      const last = (kind: string) =>
        Math.max(0, ...history.map((e, i) => (e.kind === kind ? e.sourceAtMs * 100 + i : 0)))
      const isStanding = Math.max(1, last('occur')) > last('return')
      const { alarm } = fold(raised(1), ...told)
      expect(alarm?.state === 'unacknowledged' || alarm?.state === 'acknowledged').toBe(isStanding)
      expect(alarm?.occurrences).toBe(1 + history.filter((e) => e.kind === 'occur').length)
      expect(alarm?.acknowledged !== undefined).toBe(alarm?.state === 'acknowledged' || alarm?.state === 'returned')
    }),
    { numRuns: 10_000, seed: 20_261_122 },
  )
})

describe('an alarm that latches', () => {
  it('stands on after its condition is gone, and returns when it is reset', () => {
    expect(fold(raised(1_000), latched(2_000), acknowledged()).alarm).toMatchObject({
      state: 'acknowledged',
      latched: { sinceMs: 2_000 },
    })
    const { alarm, endedAtMs } = fold(raised(1_000), latched(2_000), acknowledged(), reset(2_000))
    expect(alarm).toMatchObject({ state: 'returned', returnedAtMs: 2_000 })
    expect(alarm).not.toHaveProperty('latched')
    expect(endedAtMs).toBeDefined()
  })

  it('asks for a new acknowledgement when its condition comes again, and a reset of the end before is void', () => {
    const { alarm, voids } = fold(raised(1_000), latched(2_000), acknowledged(), reoccurred(5_000), reset(2_000))
    expect(alarm).toMatchObject({ state: 'unacknowledged', occurrences: 2 })
    expect(alarm).not.toHaveProperty('latched')
    expect(voids).toEqual({ e4: 'alreadySo' })
  })

  it('holds still when an end of before its last occurrence is told late', () => {
    expect(fold(raised(1_000), reoccurred(5_000), latched(3_000)).alarm).not.toHaveProperty('latched')
  })
})

describe('an alarm suppressed by design', () => {
  it('is told anew when the suppression ends while it stands, and over when it has returned', () => {
    expect(fold(raised(1_000), acknowledged(), suppressed(), unsuppressed()).alarm).toMatchObject({
      state: 'unacknowledged',
      toldAgainAtMs: 4_000,
    })
    expect(fold(raised(1_000), suppressed(), returned(3_000), unsuppressed()).alarm).toMatchObject({
      state: 'returned',
    })
  })

  it('stays aside while it is held in another way', () => {
    expect(fold(raised(1_000), suppressed(), takenOut(), unsuppressed()).alarm?.state).toBe('outOfService')
    expect(fold(raised(1_000), shelved(90_000), suppressed(), unsuppressed()).alarm?.state).toBe('shelved')
  })

  // I5
  it('is never one of life safety', () => {
    expect(fold(raised(1_000, 1, true), suppressed())).toMatchObject({
      alarm: { state: 'unacknowledged' },
      voids: { e1: 'lifeSafety' },
    })
  })
})

it('what stands so long after its acknowledgement rings again, once for that acknowledgement', () => {
  const { alarm, voids } = fold(raised(1_000), acknowledged(), toldAgain(2_000), acknowledged(wu), toldAgain(2_000))
  expect(alarm).toMatchObject({ state: 'acknowledged', toldAgainAtMs: 3_000, acknowledged: { by: wu } })
  expect(voids).toEqual({ e4: 'alreadySo' })
})

it('the first of its group is marked, and stays so', () => {
  const [kind, payload] = raised(1_000)
  const { alarm } = fold([kind, { ...payload, isFirstOut: true, reAlarmMs: 60_000 }] as Told, reoccurred(2_000))
  expect(alarm).toMatchObject({ isFirstOut: true, reAlarmMs: 60_000 })
})
