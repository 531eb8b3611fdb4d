import { describe, expect, it } from 'vitest'
import { DeviceId, type LocalText, RuleDraft } from '../../domain/contract'
import { Registry } from '../iot/Registry'
import { createTestClock } from '../iot/testClock'
import type { Draft } from '../journal/Journal'
import { proposalMs } from './createRuleRunner'
import {
  createRuleSeat as createSeat,
  type RuleSeat as Seat,
  ruleSeatDistrict as district,
  startMs,
} from './testRuleSeat'

const text: LocalText = { zh: '规则', en: 'Rule' }
const door = { systemKeys: ['security.door'], scope: 'sameBuilding', max: 9 }
const rule = (more: object): RuleDraft =>
  RuleDraft.parse({
    id: 'r1',
    name: text,
    areas: { plotIds: [], buildingIds: [] },
    triggers: [{ kind: 'alarm', devices: { systemKeys: ['fire.call_point'] }, alarms: ['called'], phase: 'raised' }],
    inputs: [],
    conditions: [],
    actions: [{ kind: 'command', devices: door, service: 'unlock', input: {}, authority: 'act' }],
    limit: { times: 100, withinMs: 60_000, of: 'device' },
    ...more,
  })
const warm = rule({
  triggers: [{ kind: 'sample', devices: { systemKeys: ['environment.room'] }, property: 'temperature' }],
  conditions: [{ kind: 'expression', source: 'temperature > 30' }],
  actions: [{ kind: 'message', posts: ['security'], text }],
})
const called = (id: string, atMs: number): Draft => ({
  kind: 'alarm.raised',
  subjectId: id,
  actor: { kind: 'device', id: 'CP-1' },
  payload: {
    deviceId: DeviceId.parse('CP-1'),
    definitionId: 'called',
    priority: 'urgent',
    isLifeSafety: true,
    sourceAtMs: atMs,
    arrivedAtMs: atMs,
  },
})

const switched = (isEnabled: boolean): Draft => ({
  kind: 'rule.switched',
  subjectId: 'r1',
  actor: { kind: 'account', id: 'a' },
  payload: { isEnabled },
})

const kinds = ({ journal }: Seat) => journal.entries.map(({ kind }) => kind)
const commandsOf = ({ journal }: Seat) => [...journal.view.list('command')].map(({ deviceId }) => deviceId)
const pointOf = (device: string, property: string) => new Registry(district, 1).pointOf(device, property) ?? 0

describe('a seat that drives', () => {
  it('does what a rule says on an alarm, in one write with the reason', async () => {
    const seat = createSeat([rule({})])
    seat.drive()
    await seat.journal.write(() => [called('A-1', startMs)])
    await seat.settle()
    expect(kinds(seat)).toEqual(['alarm.raised', 'ruleFiring.fired', 'command.issued', 'command.issued'])
    expect(commandsOf(seat)).toEqual(['DR-1', 'DR-2'])
    const [firing] = seat.journal.view.list('ruleFiring')
    expect(firing).toMatchObject({
      ruleId: 'r1',
      cause: { kind: 'alarm', alarmId: 'A-1' },
      fired: { by: { kind: 'rule', id: 'r1' } },
    })
    expect(seat.errors).toEqual([])
  })

  it('proposes commands of class 2 where the rule may not act by itself, and ends a proposal that nobody answers', async () => {
    const seat = createSeat([rule({ actions: [{ kind: 'command', devices: door, service: 'unlock', input: {} }] })])
    seat.drive()
    await seat.journal.write(() => [called('A-1', startMs)])
    await seat.settle()
    expect(commandsOf(seat)).toEqual([])
    expect([...seat.journal.view.list('ruleFiring')][0]?.proposal?.state).toBe('waiting')
    seat.clock.advance(proposalMs)
    await seat.settle()
    expect([...seat.journal.view.list('ruleFiring')][0]?.proposal?.state).toBe('expired')
  })

  // req: R-4.1.1.7-06
  it('sends people with an order, and opens the incident that the order needs', async () => {
    const seat = createSeat([rule({ actions: [{ kind: 'order', skills: ['fire'], count: 1, instruction: text }] })])
    seat.drive()
    await seat.journal.write(() => [called('A-1', startMs)])
    await seat.settle()
    const [task] = seat.journal.view.list('task')
    expect(task).toMatchObject({ personId: 'P-1', instruction: '规则', state: 'assigned' })
    expect(seat.journal.view.get('alarm', 'A-1')?.incidentId).toBe(task?.incidentId)
  })

  it('does nothing about an alarm that is put aside', async () => {
    const seat = createSeat([rule({})])
    seat.drive()
    const by = { kind: 'account', id: 'a' } as const
    await seat.journal.write(() => [
      called('A-1', startMs),
      {
        kind: 'alarm.takenOutOfService',
        subjectId: 'A-1',
        actor: by,
        payload: { outOfServiceId: 'o', by, second: { kind: 'account', id: 'b' }, reason: 'works' },
      },
    ])
    await seat.settle()
    expect(commandsOf(seat)).toEqual([])
  })

  it('acts once on an alarm that comes out of its shelf, and not again on one it acted on before', async () => {
    const seat = createSeat([rule({})])
    seat.drive()
    const by = { kind: 'account', id: 'a' } as const
    const plain = (id: string) => {
      const raised = called(id, startMs)
      return { ...raised, payload: { ...raised.payload, isLifeSafety: false } } as Draft
    }
    const shelved = (subjectId: string): Draft => ({
      kind: 'alarm.shelved',
      subjectId,
      actor: by,
      payload: { untilMs: startMs + 60_000, reason: 'works' },
    })
    const unshelved = (subjectId: string): Draft => ({
      kind: 'alarm.unshelved',
      subjectId,
      actor: by,
      payload: { cause: 'person', untilMs: startMs + 60_000 },
    })
    const gone = (subjectId: string): Draft => ({
      kind: 'alarm.returned',
      subjectId,
      actor: by,
      payload: { sourceAtMs: startMs + 1 },
    })
    const firings = () => [...seat.journal.view.list('ruleFiring')].map(({ cause }) => cause.alarmId)
    await seat.journal.write(() => [plain('A-1'), shelved('A-1')])
    await seat.journal.write(() => [plain('A-2'), shelved('A-2'), gone('A-2')])
    await seat.settle()
    expect(firings()).toEqual([])
    await seat.journal.write(() => [unshelved('A-1'), unshelved('A-2')])
    await seat.settle()
    expect(firings()).toEqual(['A-1'])
    await seat.journal.write(() => [shelved('A-1')])
    await seat.journal.write(() => [unshelved('A-1')])
    await seat.settle()
    expect(firings()).toEqual(['A-1'])
  })

  it('writes when the disk takes it again what it had decided', async () => {
    const seat = createSeat([warm])
    const runner = seat.drive()
    seat.journal.failure = new Error('the disk is full')
    runner.sample(pointOf('TH-1', 'temperature'), 35, startMs, 0)
    await seat.settle()
    expect(seat.errors).toHaveLength(1)
    seat.journal.failure = undefined
    seat.clock.advance(1_000)
    await seat.settle()
    expect(kinds(seat)).toEqual(['ruleFiring.fired', 'message.queued'])
  })

  it('lets a firing go when its trigger holds no more, and fires anew then', async () => {
    const seat = createSeat([warm])
    const runner = seat.drive()
    const point = pointOf('TH-1', 'temperature')
    for (const [at, value] of [35, 36, 20, 35].entries()) {
      runner.sample(point, value, startMs + at, 0)
      await seat.settle()
    }
    expect(kinds(seat).filter((kind) => kind.startsWith('ruleFiring'))).toEqual([
      'ruleFiring.fired',
      'ruleFiring.released',
      'ruleFiring.fired',
    ])
  })
})

describe('what stands', () => {
  it('ends with the rule that is switched off, and the rule says why', async () => {
    const seat = createSeat([warm])
    const runner = seat.drive()
    runner.sample(pointOf('TH-1', 'temperature'), 35, startMs, 0)
    await seat.settle()
    await seat.journal.write(() => [switched(false)])
    await seat.settle()
    expect([...seat.journal.view.list('ruleFiring')]).toMatchObject([{ isStanding: false, end: 'ruleOff' }])
    expect(seat.log.list('r1', 9)).toMatchObject([{ outcome: 'ended', end: 'ruleOff' }, { outcome: 'fires' }])
    await seat.journal.write(() => [switched(true)])
    runner.sample(pointOf('TH-1', 'temperature'), 35, startMs + 1_000, 0)
    await seat.settle()
    expect(kinds(seat).filter((kind) => kind === 'ruleFiring.fired')).toHaveLength(2)
  })

  it('ends with the rule also when nobody drove while it was switched off', async () => {
    const seat = createSeat([warm])
    const first = seat.drive()
    first.sample(pointOf('TH-1', 'temperature'), 35, startMs, 0)
    await seat.settle()
    await first.stop()
    await seat.journal.write(() => [switched(false)])
    seat.drive()
    await seat.settle()
    expect([...seat.journal.view.list('ruleFiring')]).toMatchObject([{ isStanding: false, end: 'ruleOff' }])
  })
})

describe('a take-over', () => {
  it('does nothing twice: what stands does not fire again', async () => {
    const seat = createSeat([warm, rule({ id: 'r2' })])
    const first = seat.drive()
    const point = pointOf('TH-1', 'temperature')
    first.sample(point, 35, startMs, 0)
    await seat.journal.write(() => [called('A-1', startMs)])
    await seat.settle()
    await first.stop()
    const before = kinds(seat)
    const second = seat.drive()
    second.sample(point, 36, startMs + 2_000, 0)
    await seat.settle()
    expect(kinds(seat)).toEqual(before)
  })

  it('does what the seat before could not do any more', async () => {
    const seat = createSeat([rule({})])
    await seat.journal.write(() => [called('A-1', startMs)])
    seat.clock.advance(60_000)
    seat.drive()
    await seat.settle()
    expect(commandsOf(seat)).toEqual(['DR-1', 'DR-2'])
  })

  it('leaves alone what is suppressed by design', async () => {
    const seat = createSeat([rule({})])
    const silent: Draft = {
      kind: 'alarm.suppressed',
      subjectId: 'A-1',
      actor: { kind: 'system', id: 'alarms' },
      payload: { sinceMs: startMs, reason: text },
    }
    const { payload, ...raised } = called('A-1', startMs)
    await seat.journal.write(() => [{ ...raised, payload: { ...payload, isLifeSafety: false } } as Draft, silent])
    seat.drive()
    await seat.settle()
    expect(commandsOf(seat)).toEqual([])
  })

  it('leaves alone what happened long before', async () => {
    const seat = createSeat([rule({})])
    await seat.journal.write(() => [called('A-1', startMs)])
    seat.clock.advance(3_600_000)
    seat.drive()
    await seat.settle()
    expect(commandsOf(seat)).toEqual([])
  })

  it('makes one of what two seats did that both drove while they were apart', async () => {
    const clock = createTestClock(startMs)
    const seats = [createSeat([rule({})], 'seat-a', clock), createSeat([rule({})], 'seat-b', clock)] as const
    for (const seat of seats) {
      seat.drive()
      await seat.journal.write(() => [called('A-1', startMs)])
      await seat.settle()
    }
    const [a, b] = seats
    await a.journal.absorb(b.journal.entries)
    await a.settle()
    expect(commandsOf(a)).toEqual(['DR-1', 'DR-2'])
    expect([...a.journal.view.list('ruleFiring')]).toHaveLength(1)
    const voids = a.journal.entries.filter(({ voidReason }) => voidReason === 'alreadyCreated').map(({ kind }) => kind)
    expect(voids).toEqual(expect.arrayContaining(['ruleFiring.fired', 'command.issued']))
  })
})
