import { describe, expect, it } from 'vitest'
import { DeviceId, DistrictDocument, IncidentId, PersonId, RuleDraft, TaskId } from '../../domain/contract'
import { systemPacks } from '../../domain/packs'
import { Registry } from '../iot/Registry'
import type { Draft } from '../journal/Journal'
import type { RuleRunner } from './createRuleRunner'
import { createRuleSeat, type RuleSeat, ruleSeatDistrict, startMs } from './testRuleSeat'

// What the white paper asks of linkage (4.1.1.3) and of the rule engine (4.1.1.5), part by part, at a seat that drives, with devices of the shipped packs.

const text = { zh: '联动', en: 'Linked' }
const floor18 = { lngLat: [113.9402, 22.5302] as [number, number], buildingId: 'T1', floor: 18 }
const site = [
  ['LT-1', 'LIGHTING', 18],
  ['AH-1', 'AIR_HANDLER', 18],
  ['GT-1', 'PARKING_GATE', 18],
  ['AC-1', 'DOOR', 18],
  ['CM-1', 'CAMERA', 18],
  ['CM-2', 'CAMERA', 19],
  ['RR-1', 'REFUSE_ROOM', 18],
] as const
const district = DistrictDocument.parse({
  ...ruleSeatDistrict,
  deviceTypes: [...ruleSeatDistrict.deviceTypes, ...systemPacks],
  devices: [
    ...ruleSeatDistrict.devices,
    ...site.map(([id, typeId, floor]) => ({ id, typeId, name: text, place: { ...floor18, floor } })),
  ],
})
const registry = new Registry(district, 1)
const pointOf = (device: string, property: string) => registry.pointOf(device, property) ?? -1

const onCall = {
  kind: 'alarm',
  devices: { systemKeys: ['fire.call_point'] },
  alarms: ['called'],
  phase: 'raised',
}
const tell = { kind: 'message', posts: ['security'], text }
const here = (systemKey: string) => ({ systemKeys: [systemKey], scope: 'sameFloor', max: 9 })
const rule = (more: object): RuleDraft =>
  RuleDraft.parse({
    id: 'linked',
    name: text,
    areas: { plotIds: [], buildingIds: [] },
    triggers: [onCall],
    inputs: [],
    conditions: [],
    actions: [tell],
    limit: { times: 100, withinMs: 60_000, of: 'rule' },
    ...more,
  })

/** A seat that drives with one rule, after something happened. */
async function seatAfter(
  shipped: RuleDraft,
  happen: (seat: RuleSeat, runner: RuleRunner) => void | Promise<unknown>,
): Promise<RuleSeat> {
  const seat = createRuleSeat([shipped], 'seat-a', undefined, district)
  const runner = seat.drive()
  await happen(seat, runner)
  await seat.settle()
  await runner.stop()
  expect(seat.errors).toEqual([])
  return seat
}

const called: Draft = {
  kind: 'alarm.raised',
  subjectId: 'A-1',
  actor: { kind: 'device', id: 'CP-1' },
  payload: {
    deviceId: DeviceId.parse('CP-1'),
    definitionId: 'called',
    priority: 'urgent',
    isLifeSafety: true,
    sourceAtMs: startMs,
    arrivedAtMs: startMs,
  },
}
const happens = (...drafts: Draft[]) => {
  return ({ journal }: RuleSeat) => journal.write(() => drafts)
}
const desk = { kind: 'account', id: 'li' } as const
const place = { ...floor18, buildingId: ruleSeatDistrict.geometry.buildings[0]!.id }
const incident: Draft = {
  kind: 'incident.opened',
  subjectId: 'I-1',
  actor: desk,
  payload: { number: 'SJ-1', type: 'fire', grade: 'general', title: text, place, alarmIds: [] },
}
const task: Draft = {
  kind: 'task.assigned',
  subjectId: TaskId.parse('T-1'),
  actor: desk,
  payload: {
    incidentId: IncidentId.parse('I-1'),
    personId: PersonId.parse('P-1'),
    title: '查看',
    instruction: '查看',
    place,
    isHeld: false,
  },
}
const asked: Draft = {
  kind: 'command.issued',
  subjectId: 'C-1',
  actor: desk,
  payload: { deviceId: DeviceId.parse('DR-1'), service: 'query', input: {}, commandClass: 0, isHeld: false },
}

const triggers: [what: string, trigger: object, happen: Parameters<typeof seatAfter>[1]][] = [
  [
    'a value of a sensor',
    { kind: 'sample', devices: { systemKeys: ['environment.room'] }, property: 'temperature' },
    (_, runner) => runner.sample(pointOf('TH-1', 'temperature'), 41, startMs, 0),
  ],
  [
    'a state of a device',
    { kind: 'state', devices: { systemKeys: ['energy.smart_lighting'] }, property: 'state', values: [3] },
    (_, runner) => runner.sample(pointOf('LT-1', 'state'), 3, startMs, 0),
  ],
  [
    'a device that becomes abnormal',
    { kind: 'reach', devices: { systemKeys: ['environment.room'] }, states: ['abnormal', 'offline'] },
    (_, runner) => runner.reach(registry.indexOf('TH-1') ?? -1, 'abnormal', startMs),
  ],
  ['an alarm of a device', onCall, happens(called)],
  [
    'what a device tells',
    { kind: 'event', devices: { systemKeys: ['security.door'] }, event: 'forced' },
    (_, runner) =>
      runner.event({
        device: registry.findDevice('DR-1')!,
        event: 'forced',
        sourceAtMs: startMs,
        arrivedAtMs: startMs,
        output: {},
      }),
  ],
  [
    'a service that is asked for',
    { kind: 'service', devices: { systemKeys: ['security.door'] }, service: 'query' },
    happens(asked),
  ],
  ['an incident', { kind: 'incident', incidentTypes: ['fire'], phase: 'opened' }, happens(incident)],
  ['a work order', { kind: 'task', states: ['assigned'] }, happens(incident, task)],
  [
    'a timed plan',
    // 16:00 in the district.
    { kind: 'schedule', times: ['16:01'], days: {} },
    ({ clock }) => clock.advance(61_000),
  ],
  [
    'a person at the desk',
    { kind: 'manual' },
    happens({
      kind: 'rule.triggered',
      subjectId: 'linked',
      actor: desk,
      payload: { key: 'k', deviceId: DeviceId.parse('TH-1') },
    }),
  ],
]

// req: R-4.1.1.3-03 R-4.1.1.3-04
describe('a rule is set off by', () => {
  it.each(triggers)('%s', async (_, trigger, happen) => {
    const { journal } = await seatAfter(rule({ triggers: [trigger] }), happen)
    expect([...journal.view.list('ruleFiring')].map(({ cause }) => cause.kind)).toEqual([
      (trigger as { kind: string }).kind,
    ])
    expect([...journal.view.list('message')].map(({ personId }) => personId)).toEqual(['P-1'])
  })

  it('what lies behind a filter, and not by what does not', async () => {
    const warm = rule({
      triggers: [{ kind: 'sample', devices: { systemKeys: ['environment.room'] }, property: 'temperature' }],
      conditions: [{ kind: 'expression', source: 'value > 40' }],
    })
    const { journal } = await seatAfter(warm, (_, runner) =>
      runner.sample(pointOf('TH-1', 'temperature'), 39, startMs, 0),
    )
    expect(journal.entries).toEqual([])
  })
})

const command = (systemKey: string, service: string, input = {}) => ({
  kind: 'command',
  devices: here(systemKey),
  service,
  input,
  authority: 'act',
})
const commandsOf = ({ journal }: RuleSeat) =>
  [...journal.view.list('command')].map(({ deviceId, service }) => `${deviceId} ${service}`)
const shownOf = ({ journal }: RuleSeat) =>
  [...journal.view.list('show')].map(({ view, to }) => `${to.kind} ${'deviceId' in view ? view.deviceId : view.kind}`)

const actions: [what: string, action: object, done: (seat: RuleSeat) => unknown, expected: unknown][] = [
  ['switches lights on', command('energy.smart_lighting', 'switch_on'), commandsOf, ['LT-1 switch_on']],
  ['switches air conditioning off', command('building_equipment.hvac', 'stop'), commandsOf, ['AH-1 stop']],
  ['opens a gate', command('parking.entrance_toll', 'open_barrier'), commandsOf, ['GT-1 open_barrier']],
  ['opens a door', command('access.door_access', 'open_door'), commandsOf, ['AC-1 open_door']],
  [
    'tells people on their handsets',
    tell,
    ({ journal }) => [...journal.view.list('message')].map(({ text: said }) => said.endsWith('联动')),
    [true],
  ],
  ['puts a device before the eyes', { kind: 'show', devices: { scope: 'self', max: 1 } }, shownOf, ['wall CP-1']],
  [
    'calls the camera that sees it',
    { kind: 'show', devices: { systemKeys: ['security.video_surveillance'], scope: 'seesIt', max: 4 } },
    shownOf,
    ['wall CM-1'],
  ],
  [
    'calls people together, with the matter on the wall',
    { kind: 'meeting', posts: ['security'], topic: text },
    (seat) => [[...seat.journal.view.list('message')].length, ...shownOf(seat)],
    [1, 'wall alarm'],
  ],
  [
    'sends people with an order',
    { kind: 'order', skills: ['fire'], count: 1, instruction: text },
    ({ journal }) =>
      [...journal.view.list('task')].map(({ personId, ordinal, assigned, doneByAtMs = 0 }) => [
        personId,
        ordinal,
        // An incident that a rule opens for it is a general one.
        doneByAtMs - assigned.atMs,
      ]),
    [['P-1', 1, 3_600_000]],
  ],
  ['asks a device for a report', command('sanitation.refuse_room_env', 'read_now'), commandsOf, ['RR-1 read_now']],
  [
    'raises an alarm',
    { kind: 'alarm', devices: here('access.door_access'), definition: 'door_forced' },
    ({ raised }) => raised,
    ['AC-1 door_forced'],
  ],
  [
    'opens an incident',
    { kind: 'incident', incidentType: 'fire' },
    ({ journal }) => [...journal.view.list('ruleFiring')].map(({ proposal }) => proposal?.state),
    // Where a life depends on it a person opens it, with people and plan.
    ['waiting'],
  ],
]

// req: R-4.1.1.3-06 R-4.1.1.5-02
describe('a rule', () => {
  it.each(actions)('%s', async (_, action, done, expected) => {
    expect(done(await seatAfter(rule({ actions: [action] }), happens(called)))).toEqual(expected)
  })

  it('gives its order to a device at a time of the day as well as past a limit', async () => {
    const actions = [
      { kind: 'command', devices: { scope: 'devices', deviceIds: ['LT-1'], max: 1 }, service: 'switch_on', input: {} },
    ]
    const byTime = rule({ triggers: [{ kind: 'schedule', times: ['16:01'], days: {} }], actions })
    expect(commandsOf(await seatAfter(byTime, ({ clock }) => clock.advance(61_000)))).toEqual(['LT-1 switch_on'])
    const byLimit = rule({
      triggers: [{ kind: 'sample', devices: { deviceIds: ['LT-1'] }, property: 'illuminance' }],
      conditions: [{ kind: 'expression', source: 'value < 50' }],
      actions,
    })
    const dark = await seatAfter(byLimit, (_, runner) => runner.sample(pointOf('LT-1', 'illuminance'), 20, startMs, 0))
    expect(commandsOf(dark)).toEqual(['LT-1 switch_on'])
  })
})

// req: R-4.1.1.5-01
it('what somebody sets for his devices fires when its conditions are met, from when he switches it on until he switches it off', async () => {
  const own = rule({
    id: 'own',
    triggers: [{ kind: 'sample', devices: { deviceIds: ['TH-1'] }, property: 'temperature' }],
    conditions: [{ kind: 'expression', source: 'value > 28' }],
    actions: [{ kind: 'command', devices: here('energy.smart_lighting'), service: 'switch_off', input: {} }],
  })
  const seat = createRuleSeat([], 'seat-a', undefined, district)
  const runner = seat.drive()
  const about = { subjectId: 'own', actor: desk } as const
  const warm = async (value: number) => {
    seat.clock.advance(1_000)
    runner.sample(pointOf('TH-1', 'temperature'), value, seat.clock.nowMs, 0)
    await seat.settle()
  }
  await seat.journal.write(() => [{ kind: 'rule.saved', ...about, payload: { rule: own, version: 1 } }])
  await warm(30)
  expect(commandsOf(seat)).toEqual([])
  await warm(20)
  await seat.journal.write(() => [{ kind: 'rule.switched', ...about, payload: { isEnabled: true } }])
  await warm(30)
  expect(commandsOf(seat)).toEqual(['LT-1 switch_off'])
  await warm(20)
  await seat.journal.write(() => [{ kind: 'rule.switched', ...about, payload: { isEnabled: false } }])
  await warm(30)
  expect(commandsOf(seat)).toHaveLength(1)
  await runner.stop()
})

const scopes: [scope: object, devices: string[]][] = [
  [{ scope: 'devices', deviceIds: ['CM-2'] }, ['CM-2']],
  [{ scope: 'sameFloor' }, ['CM-1']],
  [{ scope: 'adjacentFloors' }, ['CM-1', 'CM-2']],
  [{ scope: 'sameBuilding' }, ['CM-1', 'CM-2']],
  [{ scope: 'near', radiusM: 30 }, ['CM-1', 'CM-2']],
  [{ scope: 'seesIt' }, ['CM-1']],
]

describe('devices, spaces and events', () => {
  const snapshots = ({ deviceIds, ...scope }: { deviceIds?: string[] }) => [
    {
      kind: 'command',
      devices: { max: 9, ...(deviceIds ? { deviceIds } : { systemKeys: ['security.video_surveillance'] }), ...scope },
      service: 'snapshot',
      input: {},
    },
  ]

  // req: R-4.1.1.3-02
  it.each(scopes)('are meant alike from a device, an incident and a work order: %j', async (scope, devices) => {
    for (const [trigger, happen] of [
      [onCall, happens(called)],
      [{ kind: 'incident', incidentTypes: ['fire'], phase: 'opened' }, happens(incident)],
      [{ kind: 'task', states: ['assigned'] }, happens(incident, task)],
    ] as const) {
      const seat = await seatAfter(rule({ triggers: [trigger], actions: snapshots(scope) }), happen)
      expect(commandsOf(seat).toSorted()).toEqual(devices.map((id) => `${id} snapshot`))
    }
  })

  // req: R-4.1.1-01 R-4.1.1.3-01
  it('of one system and of several belong into one rule, with orders and incidents beside values', async () => {
    const joined = rule({
      triggers: [{ kind: 'task', states: ['assigned'] }],
      conditions: [{ kind: 'around', devices: here('access.door_access'), atLeast: 1, expression: 'cards_stored > 5' }],
      actions: [command('energy.smart_lighting', 'switch_on')],
    })
    const withCards = (cards: number) =>
      seatAfter(joined, async (seat) => {
        seat.live.stand('AC-1', [113.9402, 22.5302], { atMs: startMs, cards_stored: cards })
        await happens(incident, task)(seat)
      })
    expect(commandsOf(await withCards(9))).toEqual(['LT-1 switch_on'])
    expect(commandsOf(await withCards(3))).toEqual([])
    const inside = rule({
      triggers: [{ kind: 'state', devices: { systemKeys: ['energy.smart_lighting'] }, property: 'state', values: [3] }],
      actions: [command('energy.smart_lighting', 'dim', { brightness: 10 })],
    })
    const own = await seatAfter(inside, (_, runner) => runner.sample(pointOf('LT-1', 'state'), 3, startMs, 0))
    expect(commandsOf(own)).toEqual(['LT-1 dim'])
  })
})
