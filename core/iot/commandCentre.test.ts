import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Actor, CommandId, type CommandRefusal, DeviceId, Refused, SeatId } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { type CommandCarrier, createCommandCarrier } from './createCommandCarrier'
import type { CommandRules } from './commandRequest'
import { type Batches, createBatches } from './createBatches'
import { type BatchRunner, createBatchRunner } from './createBatchRunner'
import { type Commands, createCommands } from './createCommands'
import { createCommandSchedules } from './createCommandSchedules'
import { createScheduleRunner } from './createScheduleRunner'
import { Registry } from './Registry'
import { createTestClock, type TestClock } from './testClock'
import { createMemoryJournal, type MemoryJournal } from './testMemoryJournal'

const doors = Array.from({ length: 40 }, (_, i) => `D-${i}`)
/** The test district with forty doors more, whose lock is class 3 and whose level class 1. */
const registry = (() => {
  const district = testDistrict()
  const pattern = district.devices.find(({ id }) => id === 'DR-1')!
  const more = doors.map((id) => ({ ...pattern, id: DeviceId.parse(id) }))
  return new Registry({ ...district, devices: [...district.devices, ...more] }, 1)
})()
const typeId = registry.findDevice('DR-1')!.type.id
const person = (id: string): Actor => ({ kind: 'account', id })
const anna = person('anna')
const bert = person('bert')
const startMs = Date.parse('2026-11-23T00:00:00Z')

let clock: TestClock
let journal: MemoryJournal
let commands: Commands
let batches: Batches
let sent: string[]
/** Answers that devices give at once: 200, or what they fail with. */
let answers: (deviceId: string) => number | undefined
let refusal: CommandRefusal | undefined
let parts: { carrier: CommandCarrier; runner: BatchRunner }

const rules: CommandRules = { fence: () => undefined, check: () => undefined }
const guard = { judge: () => refusal, statesOf: () => ({ mode: 1 }) }
const drive = () => {
  const carrier = createCommandCarrier({
    registry,
    journal,
    connectors: [
      {
        id: 'site',
        start() {},
        async stop() {},
        async sendCommand({ commandId, device }) {
          sent.push(device.id)
          const code = answers(device.id)
          if (code !== undefined) void carrier.takeAnswer({ commandId, device, code, text: '', atMs: clock.nowMs })
        },
        async sendToHandset() {},
        onLink(listener) {
          listener({ state: 'up' })
          return () => {}
        },
      },
    ],
    linkIdOf: () => undefined,
    guard,
    now: clock.now,
    schedule: clock.schedule,
    onError(error) {
      throw error
    },
  })
  const runner = createBatchRunner({
    journal,
    now: clock.now,
    schedule: clock.schedule,
    onError: (error) => {
      throw error
    },
  })
  return { carrier, runner }
}
const stop = () => {
  parts.carrier.stop()
  parts.runner.stop()
}
beforeEach(() => {
  clock = createTestClock(startMs)
  journal = createMemoryJournal(clock.now)
  sent = []
  answers = () => 200
  refusal = undefined
  commands = createCommands({ registry, journal, rules, now: clock.now })
  batches = createBatches({ registry, journal, rules, guard, deviceState: () => 'online', now: clock.now })
  parts = drive()
})
afterEach(() => stop())

/** Until nothing more is written by itself. */
const quiet = async () => {
  for (let before = -1; before !== journal.entries.length;) {
    before = journal.entries.length
    for (let i = 0; i < 10; i++) await new Promise(setImmediate)
  }
}
const pass = async (ms: number, stepMs = 100) => {
  for (let at = 0; at < ms; at += stepMs) {
    clock.advance(stepMs)
    await quiet()
  }
}
const commandState = (id: string) => journal.view.get('command', CommandId.parse(id))?.state
const codeOf = (work: Promise<unknown> | (() => unknown)) =>
  Promise.resolve()
    .then(() => (typeof work === 'function' ? work() : work))
    .then(
      () => undefined,
      (error: unknown) => (error instanceof Refused ? error.code : String(error)),
    )

describe('a command of class 3', () => {
  const class3 = registry.findDevice('DR-1')!.type.services.find(({ commandClass }) => commandClass === 3)!
  const issue = (more: object = {}) =>
    commands.issue({
      key: 'k',
      deviceId: DeviceId.parse('DR-1'),
      service: class3.id,
      input: {},
      actor: anna,
      reason: '演练',
      confirmByMs: clock.nowMs + 300_000,
      ...more,
    })

  // The state machine is in foldCommand.test; here it goes all the way to the link.
  it('waits for a second person, and leaves when another one confirms', async () => {
    const { commandId } = await issue()
    await quiet()
    expect(commandState(commandId)).toBe('awaiting')
    expect(sent).toEqual([])
    expect(await codeOf(commands.confirm({ id: commandId, actor: anna }))).toBe('needsSecondPerson')
    expect(await codeOf(commands.confirm({ id: commandId, actor: { kind: 'rule', id: 'r' } }))).toBe(
      'needsSecondPerson',
    )
    await commands.confirm({ id: commandId, actor: bert })
    await quiet()
    expect(sent).toEqual(['DR-1'])
    expect(journal.view.get('command', commandId)).toMatchObject({ state: 'answered', confirmed: { by: bert } })
    expect(await codeOf(commands.confirm({ id: commandId, actor: bert }))).toBe('illegalState')
  })

  it('expires when nobody confirms in time, also when the seat was started anew meanwhile', async () => {
    const { commandId } = await issue()
    stop()
    parts = drive()
    await pass(299_900, 100_000)
    clock.advance(301_000)
    await quiet()
    expect(commandState(commandId)).toBe('expired')
    expect(await codeOf(commands.confirm({ id: commandId, actor: bert }))).toBe('illegalState')
    expect(sent).toEqual([])
  })

  it('is confirmed by nobody to whom the device does not belong', async () => {
    const mayCommand = (actor: Actor) => actor.id !== 'bert'
    const theirs = createCommands({ registry, journal, rules: { ...rules, mayCommand }, now: clock.now })
    const { commandId } = await issue()
    expect(await codeOf(theirs.confirm({ id: commandId, actor: bert }))).toBe('notAllowed')
    expect(commandState(commandId)).toBe('awaiting')
  })

  it('is withdrawn when the second person says no, and is refused without a second person', async () => {
    const { commandId } = await issue()
    await commands.decline({ id: commandId, reason: '不对', actor: bert })
    expect(commandState(commandId)).toBe('withdrawn')
    expect(await codeOf(() => issue({ key: 'other', confirmByMs: undefined }))).toBe('needsSecondPerson')
  })
})

it('a command that an interlock forbids is told with the reason and the values, and nothing is sent', async () => {
  refusal = { code: 'interlocked', text: { zh: '门未关', en: 'door open' }, values: [{ property: 'door', found: 1 }] }
  const { commandId } = await commands.issue({
    key: 'k',
    deviceId: DeviceId.parse('DR-1'),
    service: 'setLevel',
    input: { level: 3 },
    actor: anna,
  })
  await quiet()
  expect(sent).toEqual([])
  expect(journal.view.get('command', commandId)).toMatchObject({ state: 'failed', refusal })
  expect(journal.entries.map(({ kind }) => kind)).toEqual(['command.issued', 'command.failed'])
})

it('a command whose service became graver, or takes other parameters, since it was issued does not leave unseen', async () => {
  const class3 = registry.findDevice('DR-1')!.type.services.find(({ commandClass }) => commandClass === 3)!
  const asBefore = (id: string, service: string, input: object) =>
    journal.write(() => [
      {
        kind: 'command.issued',
        subjectId: id,
        actor: anna,
        payload: { deviceId: DeviceId.parse('DR-1'), service, input: { ...input }, commandClass: 1, isHeld: false },
      },
    ])
  await asBefore('C-graver', class3.id, {})
  await asBefore('C-other', 'setLevel', { step: 3 })
  await quiet()
  expect(sent).toEqual([])
  expect(commandState('C-graver')).toBe('failed')
  expect(commandState('C-other')).toBe('failed')
})

describe('a batch', () => {
  const begin = (more: object = {}, target: object = { deviceIds: doors.map((id) => DeviceId.parse(id)) }) => {
    const { reviewId } = batches.review({ target, service: 'setLevel', input: { level: 10 } }, anna)
    const plan = { key: 'b', reviewId, without: [], perSecond: 20, stopAfterFailures: 5, ...more }
    return batches.start(plan, anna)
  }
  const batch = () => journal.view.get('commandBatch', 'B-b')

  // req: R-4.1.1.2-08
  it('reaches every device of its filter once, at its rate, with a result for each', async () => {
    const { devices } = await begin({}, { typeId, text: 'D-' })
    expect(devices).toBe(40)
    await pass(900)
    expect(sent.length).toBeGreaterThan(10)
    expect(sent.length).toBeLessThanOrEqual(20)
    await pass(2_000)
    expect([...sent].sort()).toEqual([...doors].sort())
    expect(batch()).toMatchObject({
      state: 'ended',
      end: 'done',
      counts: { answered: 40, failed: 0, unknown: 0, unsent: 0 },
    })
    expect(
      [...journal.view.list('command')].every(({ batchId, seen }) => batchId === 'B-b' && seen?.['mode'] === 1),
    ).toBe(true)
  })

  it('stops when too many devices fail, and says how many were not asked', async () => {
    answers = () => 500
    await begin({ stopAfterFailures: 3 })
    await pass(4_000)
    expect(batch()).toMatchObject({ state: 'ended', end: 'tooManyFailures' })
    const { counts } = batch()!
    expect(counts!.failed).toBeGreaterThan(3)
    expect(counts!.failed).toBeLessThan(10)
    expect(counts!.failed + counts!.unsent).toBe(40)
  })

  it('cancelled by a person asks no further device, and waits for those that were asked', async () => {
    answers = () => undefined
    await begin()
    await pass(500)
    const asked = sent.length
    await batches.cancel({ id: 'B-b', reason: '够了', actor: bert })
    await pass(1_000)
    expect(sent).toHaveLength(asked)
    expect(batch()).toMatchObject({ state: 'ending' })
    await pass(3_000)
    expect(batch()).toMatchObject({
      state: 'ended',
      end: 'cancelled',
      endReason: '够了',
      endedBy: { by: bert },
      counts: { answered: 0, unknown: asked, unsent: 40 - asked },
    })
    expect(await codeOf(batches.cancel({ id: 'B-b', reason: 'x', actor: bert }))).toBe('illegalState')
  })

  it('goes on where it stood when another seat takes over, and asks no device twice', async () => {
    await begin()
    await pass(700)
    stop()
    const asked = sent.length
    expect(asked).toBeGreaterThan(0)
    const other = createMemoryJournal(clock.now, SeatId.parse('seat-b'))
    await other.absorb(await journal.readRange({ origin: SeatId.parse('seat-a'), afterSeq: 0, limit: 10_000 }))
    journal = other
    parts = drive()
    await pass(4_000)
    expect(new Set(sent).size).toBe(sent.length)
    expect(batch()).toMatchObject({ state: 'ended', counts: { answered: 40 } })
  })

  it('asked for one device a second starts no two in a second', async () => {
    await begin({ perSecond: 1 })
    await pass(900)
    expect(sent).toHaveLength(1)
    await pass(3_000)
    expect(sent.length).toBeLessThanOrEqual(4)
    expect(sent.length).toBeGreaterThan(2)
  })

  it('left by everybody in the middle does not go on hours later: what it was meant for is over', async () => {
    await begin()
    await pass(700)
    stop()
    const asked = sent.length
    clock.advance(6 * 60_000)
    parts = drive()
    await pass(2_000)
    expect(sent).toHaveLength(asked)
    expect(batch()).toMatchObject({
      state: 'ended',
      end: 'interrupted',
      counts: { answered: asked, unsent: 40 - asked },
    })
  })

  it('of class 3 waits for another person as a whole', async () => {
    const class3 = registry.findDevice('DR-1')!.type.services.find(({ commandClass }) => commandClass === 3)!
    const { reviewId } = batches.review({ target: { typeId }, service: class3.id, input: {} }, anna)
    const plan = { key: 'b', reviewId, without: ['DR-1'], perSecond: 50, stopAfterFailures: 0, reason: '演练' }
    expect(await codeOf(batches.start(plan, anna))).toBe('needsSecondPerson')
    await batches.start({ ...plan, askSecond: true }, anna)
    await pass(500)
    expect(sent).toEqual([])
    expect(await codeOf(batches.confirm({ id: 'B-b', actor: anna }))).toBe('needsSecondPerson')
    await batches.confirm({ id: 'B-b', actor: bert })
    await pass(3_000)
    expect(sent.length).toBeGreaterThanOrEqual(40)
    expect(sent).not.toContain('DR-1')
  })

  it('is executed once of a review: a second click elsewhere toggles nothing back', async () => {
    const target = { deviceIds: [DeviceId.parse('D-1')] }
    const { reviewId } = batches.review({ target, service: 'setLevel', input: { level: 10 } }, anna)
    const plan = { key: 'b', reviewId, without: [], perSecond: 50, stopAfterFailures: 0 }
    await batches.start(plan, anna)
    // The same click told again is answered.
    expect(await batches.start(plan, anna)).toEqual({ batchId: 'B-b', devices: 1 })
    expect(await codeOf(batches.start({ ...plan, key: 'c' }, anna))).toBe('illegalState')
    await pass(1_000)
    expect(sent).toEqual(['D-1'])
  })

  it('is executed as it was reviewed, by who reviewed it, within ten minutes', async () => {
    const { reviewId } = batches.review({ target: { typeId }, service: 'setLevel', input: { level: 10 } }, anna)
    const plan = { key: 'b', reviewId, without: [], perSecond: 50, stopAfterFailures: 0 }
    expect(await codeOf(batches.start(plan, bert))).toBe('notFound')
    clock.advance(600_001)
    expect(await codeOf(batches.start(plan, anna))).toBe('tooLate')
  })

  it('leaves out what an interlock forbids already when it is reviewed', () => {
    refusal = { code: 'interlocked', values: [] }
    const { review } = batches.review({ target: { typeId }, service: 'setLevel', input: { level: 10 } }, anna)
    expect(review.rows.every((row) => row.refusal?.held?.code === 'interlocked')).toBe(true)
  })
})

// req: R-4.2.9-08
describe('a scheduled command', () => {
  const save = (more: object = {}) =>
    createCommandSchedules({ registry, journal, rules, now: clock.now }).save(
      {
        key: 's',
        order: {
          name: '夜间照明',
          target: { deviceIds: [DeviceId.parse('D-1'), DeviceId.parse('D-2')] },
          service: 'setLevel',
          input: { level: 20 },
          perSecond: 50,
          stopAfterFailures: 0,
          when: { kind: 'once', atMs: startMs + 3_600_000 },
          lateUpToMs: 0,
          isEnabled: true,
          ...more,
        },
      },
      anna,
    )
  const runner = (more: object = {}) =>
    createScheduleRunner({
      registry,
      journal,
      ...more,
      isDriven: () => true,
      now: clock.now,
      schedule: clock.schedule,
      onError(error) {
        throw error
      },
    })

  it('is sent at its time, once, also where a second seat looks at the same moment', async () => {
    await save()
    const runners = [runner(), runner()]
    await pass(3_660_000, 30_000)
    await pass(2_000)
    for (const each of runners) each.stop()
    expect(sent.toSorted()).toEqual(['D-1', 'D-2'])
    expect([...journal.view.list('commandSchedule')]).toMatchObject([{ state: 'over', times: [{ outcome: 'ran' }] }])
    const batch = [...journal.view.list('commandBatch')][0]
    expect(batch).toMatchObject({ state: 'ended', started: { by: { kind: 'rule', name: '夜间照明' } } })
  })

  it('that nobody was there to send is told as missed, and not done late', async () => {
    await save()
    clock.advance(2 * 3_600_000)
    const later = runner()
    await quiet()
    await pass(500)
    later.stop()
    expect(sent).toEqual([])
    expect([...journal.view.list('commandSchedule')]).toMatchObject([{ times: [{ outcome: 'missed' }] }])
  })

  it('is done late where that was asked', async () => {
    await save({ lateUpToMs: 3 * 3_600_000 })
    clock.advance(2 * 3_600_000)
    const later = runner()
    await quiet()
    await pass(1_000)
    later.stop()
    expect(sent.toSorted()).toEqual(['D-1', 'D-2'])
  })

  it('reaches no device that is not of who saved it, and whoever names one is refused', async () => {
    const isTheirs = (deviceIndex: number) => registry.deviceAt(deviceIndex)?.id !== 'D-2'
    const rules = { mayCommand: (_actor: Actor, deviceIndex: number) => isTheirs(deviceIndex) }
    const own = createCommandSchedules({ registry, journal, rules, now: clock.now })
    const order = {
      name: '夜间照明',
      target: { deviceIds: [DeviceId.parse('D-1'), DeviceId.parse('D-2')] },
      service: 'setLevel',
      input: { level: 20 },
      perSecond: 50,
      stopAfterFailures: 0,
      when: { kind: 'once' as const, atMs: startMs + 3_600_000 },
      lateUpToMs: 0,
      isEnabled: true,
    }
    expect(await codeOf(own.save({ key: 's', order }, anna))).toBe('notAllowed')
    // Taken away, or come into the target, after it was saved.
    await save()
    const later = runner(rules)
    await pass(3_660_000, 30_000)
    await pass(1_000)
    later.stop()
    expect(sent).toEqual(['D-1'])
  })

  it('is never of class 3', async () => {
    const class3 = registry.findDevice('DR-1')!.type.services.find(({ commandClass }) => commandClass === 3)!
    expect(await codeOf(save({ service: class3.id, input: {}, reason: 'x' }))).toBe('needsSecondPerson')
  })
})
