import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type Alarm,
  type AlarmId,
  AccountId,
  AlarmId as Id,
  DeviceId,
  IdempotencyKey,
  qualityCodes,
} from '../../domain/contract'
import { escalationAfterMs } from '../../domain/alarm/escalation'
import { ownerLeaseMs } from '../../domain/alarm/ownership'
import { testDistrict } from '../../domain/district/testDistrict'
import { draft, openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import { type AlarmDesk, type Clicker, createAlarmDesk } from './createAlarmDesk'
import { type AlarmEngine, createAlarmEngine } from './createAlarmEngine'
import { type AlarmKeeper, createAlarmKeeper } from './createAlarmKeeper'
import { Registry } from './Registry'
import { createTestClock, type TestClock } from './testClock'
import { createMemoryJournal } from './testMemoryJournal'

const registry = new Registry(testDistrict(), 1)
const temperature = registry.pointOf('TH-1', 'temperature')!
const minuteMs = 60_000
const li: Clicker = { actor: { kind: 'account', id: 'A-li', name: '李敏' }, rights: ['alarm.shelve'] }
const wu: Clicker = {
  actor: { kind: 'account', id: 'A-wu', name: '吴刚' },
  rights: ['alarm.shelve', 'alarm.shelveLong'],
}

let opened: TestJournal
let clock: TestClock
let engine: AlarmEngine
let keeper: AlarmKeeper
let desk: AlarmDesk
let clicks = 0
const errors: unknown[] = []

const start = () => {
  const { journal } = opened
  const parts = { journal, now: clock.now, schedule: clock.schedule, onError: (error: unknown) => errors.push(error) }
  engine = createAlarmEngine({ registry, ...parts })
  keeper = createAlarmKeeper(parts)
  const alarmsOf = (deviceId: string) => registry.findDevice(deviceId)?.type.alarms
  desk = createAlarmDesk({ journal, alarmsOf, isUnsaved: () => false, now: clock.now })
}
const stop = async () => {
  await engine.stop()
  await keeper.stop()
}
/** The seat is down for a time. */
const restart = async (downMs = 0) => {
  await stop()
  clock.advance(downMs)
  await opened.reopen()
  start()
}
beforeEach(async () => {
  opened = await openTestJournal()
  clock = createTestClock(startMs, opened.clock)
  errors.length = 0
  start()
})
afterEach(async () => {
  await stop()
  await opened.dispose()
  if (errors.length > 0) throw new AggregateError(errors, 'the parts met errors')
})

const key = () => IdempotencyKey.parse(`click-${(clicks += 1)}`)
const written = () =>
  new Promise<void>((resolve, reject) => engine.whenWritten((error) => (error ? reject(error) : resolve())))
/** Until what was written has caused nothing more to write. */
const quiet = async () => {
  for (let position = -1; position !== opened.journal.view.position;) {
    position = opened.journal.view.position
    clock.advance(0)
    await written()
    await new Promise(setImmediate)
    await opened.journal.write(() => [])
    await new Promise(setImmediate)
  }
}
const pass = async (ms: number) => {
  clock.advance(ms)
  await quiet()
}
const alarms = (): Alarm[] => [...opened.journal.view.list('alarm')]
const alarmOf = (definitionId: string): Alarm => {
  const found = alarms().filter((alarm) => alarm.definitionId === definitionId)
  expect(found).toHaveLength(1)
  return found[0]!
}
const entries = (kind: string) =>
  opened.journal.read({ afterPosition: 0, limit: 1_000 }).then((all) => all.filter((entry) => entry.kind === kind))
const heat = async (value: number) => {
  engine.sample(temperature, value, clock.nowMs, qualityCodes.good)
  await quiet()
}
const tell = async (deviceId: string, event: string) => {
  const device = registry.findDevice(deviceId)!
  engine.event({ device, event, sourceAtMs: clock.nowMs, arrivedAtMs: clock.nowMs, output: {} })
  await quiet()
}
const shelve = (ids: AlarmId[], minutes: number, by = li) =>
  desk.shelve({ key: key(), ids, minutes, reason: 'works' }, by)
const takeOut = (deviceId: string, by = li, untilMs?: number) =>
  desk.takeOutOfService(
    {
      key: key(),
      deviceId: DeviceId.parse(deviceId),
      reason: 'maintenance',
      ...(untilMs !== undefined && { untilMs }),
    },
    by,
  )

describe('a shelved alarm', () => {
  it('counts what comes and stays silent, and rings again when its time has come', async () => {
    await heat(61)
    const { id } = alarmOf('hot')
    expect(await shelve([id], 30)).toEqual({ done: [id], refused: [] })
    expect(alarmOf('hot')).toMatchObject({
      state: 'shelved',
      shelved: { by: li.actor, untilMs: startMs + 30 * minuteMs, reason: 'works' },
    })
    await pass(5 * minuteMs)
    await heat(20)
    await pass(5 * minuteMs)
    await heat(70)
    expect(alarmOf('hot')).toMatchObject({ id, state: 'shelved', occurrences: 2, value: 70 })
    await pass(20 * minuteMs - 1)
    expect(alarmOf('hot').state).toBe('shelved')
    await pass(1)
    expect(alarmOf('hot')).toMatchObject({
      id,
      state: 'unacknowledged',
      occurrences: 2,
      toldAgainAtMs: startMs + 30 * minuteMs,
    })
    expect(await entries('alarm.unshelved')).toMatchObject([
      { actor: { kind: 'system' }, payload: { cause: 'time', untilMs: startMs + 30 * minuteMs } },
    ])
  })

  it('whose condition comes and goes many times is over at the end, and no other was made of it', async () => {
    await heat(61)
    await shelve([alarmOf('hot').id], 60)
    for (let i = 0; i < 4; i++) {
      await pass(minuteMs)
      await heat(20)
      await pass(minuteMs)
      await heat(65)
    }
    await pass(minuteMs)
    await heat(20)
    await pass(52 * minuteMs)
    expect(alarmOf('hot')).toMatchObject({ state: 'returned', occurrences: 5, acknowledged: { by: li.actor } })
    // The next one is a new one.
    await heat(61)
    expect(alarms().filter(({ definitionId }) => definitionId === 'hot')).toHaveLength(2)
  })

  it('comes back at once after a start when its time came while the seat was down', async () => {
    await heat(61)
    await shelve([alarmOf('hot').id], 30)
    await restart(45 * minuteMs)
    await pass(0)
    expect(alarmOf('hot')).toMatchObject({ state: 'unacknowledged', toldAgainAtMs: startMs + 45 * minuteMs })
  })

  it('stays shelved over a start before its time, and comes back at it', async () => {
    await heat(61)
    await shelve([alarmOf('hot').id], 30)
    await restart(10 * minuteMs)
    await pass(0)
    expect(alarmOf('hot').state).toBe('shelved')
    await pass(20 * minuteMs)
    expect(alarmOf('hot').state).toBe('unacknowledged')
  })

  it('is taken down by hand, and its end is moved by shelving it again', async () => {
    await heat(61)
    const { id } = alarmOf('hot')
    await shelve([id], 30)
    await shelve([id], 60, wu)
    await pass(40 * minuteMs)
    expect(alarmOf('hot')).toMatchObject({ state: 'shelved', shelved: { untilMs: startMs + 60 * minuteMs } })
    expect(await desk.unshelve({ key: key(), ids: [id] }, li)).toEqual({ done: [id], refused: [] })
    expect(alarmOf('hot').state).toBe('unacknowledged')
    expect(await desk.unshelve({ key: key(), ids: [id] }, li)).toEqual({ done: [id], refused: [] })
    expect(await entries('alarm.unshelved')).toHaveLength(1)
  })

  it('of many: each is answered for, and life safety is refused', async () => {
    await heat(61)
    await tell('CP-1', 'pressed')
    const [hot, called, unknown] = [alarmOf('hot').id, alarmOf('called').id, Id.parse('A-none')]
    expect(await shelve([hot, called, unknown], 30)).toEqual({
      done: [hot],
      refused: [
        { id: called, code: 'lifeSafety' },
        { id: unknown, code: 'notFound' },
      ],
    })
    expect(alarmOf('called').state).toBe('unacknowledged')
    expect(await entries('alarm.shelved')).toHaveLength(1)
  })

  it('for longer than 8 h needs the right to', async () => {
    await heat(61)
    const { id } = alarmOf('hot')
    await expect(shelve([id], 481)).rejects.toMatchObject({ code: 'notAllowed' })
    expect(await shelve([id], 481, wu)).toEqual({ done: [id], refused: [] })
  })
})

describe('out of service', () => {
  it('keeps what is raised from ever being told, over a start too, and brings back what stands at the end', async () => {
    expect(await takeOut('DR-1')).toEqual({ id: 'DR-1', state: 'holds' })
    await restart()
    const told: string[] = []
    opened.journal.onCommitted(({ touched }) => {
      for (const { kind, id } of touched) if (kind === 'alarm') told.push(opened.journal.view.get('alarm', id)!.state)
    })
    await tell('DR-1', 'forced')
    expect(told).toEqual(['outOfService'])
    expect(alarmOf('forced')).toMatchObject({ outOfService: { id: 'DR-1', by: li.actor, reason: 'maintenance' } })
    await pass(minuteMs)
    await desk.returnToService({ key: key(), id: 'DR-1' }, wu)
    await pass(0)
    expect(alarmOf('forced')).toMatchObject({ state: 'unacknowledged', toldAgainAtMs: startMs + minuteMs })
    expect(opened.journal.view.get('outOfService', 'DR-1')).toMatchObject({
      state: 'ended',
      ended: { cause: 'person' },
    })
  })

  it('puts aside what stands already, and ends by its time', async () => {
    await tell('DR-1', 'forced')
    await takeOut('DR-1', li, startMs + 10 * minuteMs)
    await pass(0)
    expect(alarmOf('forced').state).toBe('outOfService')
    await pass(10 * minuteMs)
    expect(alarmOf('forced').state).toBe('unacknowledged')
  })

  it('of one alarm of a device leaves the others; of the device after it, takes both over', async () => {
    const forced = { key: key(), deviceId: DeviceId.parse('DR-1'), definitionId: 'forced', reason: 'fault' as const }
    expect(await desk.takeOutOfService(forced, li)).toEqual({ id: 'DR-1#forced', state: 'holds' })
    await tell('DR-1', 'forced')
    expect(alarmOf('forced').outOfService).toMatchObject({ id: 'DR-1#forced' })
    for (let round = 0; round < 2; round++) {
      await takeOut('DR-1', wu)
      await pass(1_000)
      expect(alarmOf('forced').outOfService).toMatchObject({ id: 'DR-1' })
      await desk.returnToService({ key: key(), id: 'DR-1' }, wu)
      await pass(1_000)
      expect(alarmOf('forced')).toMatchObject({ state: 'outOfService', outOfService: { id: 'DR-1#forced' } })
    }
    await desk.returnToService({ key: key(), id: 'DR-1#forced' }, wu)
    await pass(0)
    expect(alarmOf('forced').state).toBe('unacknowledged')
  })

  it('of life safety waits for a second person, and rings until then', async () => {
    expect(await takeOut('CP-1')).toEqual({ id: 'CP-1', state: 'asked' })
    await tell('CP-1', 'pressed')
    expect(alarmOf('called').state).toBe('unacknowledged')
    await expect(desk.confirmOutOfService({ key: key(), id: 'CP-1' }, li)).rejects.toMatchObject({
      code: 'needsSecondPerson',
    })
    await desk.confirmOutOfService({ key: key(), id: 'CP-1' }, wu)
    await pass(0)
    expect(alarmOf('called').state).toBe('outOfService')
    expect(await entries('alarm.takenOutOfService')).toMatchObject([{ payload: { by: li.actor, second: wu.actor } }])
  })

  it('that nobody confirms within 30 min is asked no more', async () => {
    await takeOut('CP-1')
    await pass(30 * minuteMs)
    expect(opened.journal.view.get('outOfService', 'CP-1')).toMatchObject({ state: 'ended', ended: { cause: 'time' } })
    await expect(desk.confirmOutOfService({ key: key(), id: 'CP-1' }, wu)).rejects.toMatchObject({
      code: 'illegalState',
    })
    expect(await takeOut('CP-1')).toMatchObject({ state: 'asked' })
  })

  it('is refused of what is not there, of what is out already, and with an end that is past', async () => {
    await expect(takeOut('XX-1')).rejects.toMatchObject({ code: 'notFound' })
    await expect(takeOut('DR-1', li, startMs)).rejects.toMatchObject({ code: 'tooLate' })
    const click = { key: key(), deviceId: DeviceId.parse('DR-1'), reason: 'maintenance' as const }
    expect(await desk.takeOutOfService(click, li)).toEqual({ id: 'DR-1', state: 'holds' })
    // The answer was lost, and the click is told again.
    expect(await desk.takeOutOfService(click, li)).toEqual({ id: 'DR-1', state: 'holds' })
    await expect(takeOut('DR-1', li)).rejects.toMatchObject({ code: 'alreadySet' })
    await expect(takeOut('DR-1', wu)).rejects.toMatchObject({ code: 'alreadySet' })
    await expect(desk.returnToService({ key: key(), id: 'DR-2' }, li)).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('an alarm that nobody answers', () => {
  const [first = 0, second = 0, third = 0] = escalationAfterMs.urgent
  const level = () => alarmOf('hot').escalation?.level

  it('goes up level by level, over a start too, until somebody does', async () => {
    await heat(61)
    await pass(first - 1)
    expect(level()).toBeUndefined()
    await pass(1)
    expect(level()).toBe(1)
    await restart(second - first)
    await pass(0)
    expect(level()).toBe(2)
    await opened.journal.write(() => [{ ...draft.acknowledged(alarmOf('hot').id), actor: wu.actor }])
    await pass(third)
    expect(alarmOf('hot')).not.toHaveProperty('escalation')
    expect(await entries('alarm.escalated')).toMatchObject([{ payload: { level: 1 } }, { payload: { level: 2 } }])
  })

  it('goes straight to the level of its age when the seat was down', async () => {
    await heat(61)
    await restart(third)
    await pass(0)
    expect(await entries('alarm.escalated')).toMatchObject([{ payload: { level: 3 } }])
  })
})

describe('who handles it', () => {
  it('is one person, until he lets go, another takes over, or the lease runs out', async () => {
    await heat(61)
    const ids = [alarmOf('hot').id]
    const take = (by: Clicker, fromOwner?: string) =>
      desk.take({ key: key(), ids, ...(fromOwner !== undefined && { fromOwner: AccountId.parse(fromOwner) }) }, by)
    const refused = { done: [], refused: [{ id: ids[0], code: 'ownedByAnother' }] }
    expect(await take(li)).toEqual({ done: ids, refused: [] })
    expect(alarmOf('hot').owner).toMatchObject({ accountId: 'A-li', name: '李敏', untilMs: startMs + ownerLeaseMs })
    expect(await take(wu)).toEqual(refused)
    expect(await desk.release({ key: key(), ids }, wu)).toEqual(refused)
    expect(await take(wu, 'A-li')).toEqual({ done: ids, refused: [] })
    await pass(5 * minuteMs)
    await desk.comment({ key: key(), ids, text: '现场核实中' }, wu)
    await pass(ownerLeaseMs - 1)
    expect(alarmOf('hot').owner).toMatchObject({ accountId: 'A-wu' })
    await pass(1)
    expect(alarmOf('hot')).not.toHaveProperty('owner')
    await take(li)
    await desk.release({ key: key(), ids }, li)
    expect(alarmOf('hot')).not.toHaveProperty('owner')
  })

  it('of an incident ends by time as well', async () => {
    const { journal } = opened
    await journal.write(() => [
      draft.raised('a1'),
      draft.opened('I-1', 'a1'),
      { kind: 'incident.taken', subjectId: 'I-1', actor: li.actor, payload: {} },
    ])
    expect(journal.view.get('incident', 'I-1')?.owner).toMatchObject({ accountId: 'A-li' })
    await restart(ownerLeaseMs)
    await pass(0)
    expect(opened.journal.view.get('incident', 'I-1')).not.toHaveProperty('owner')
  })
})

it('a verdict that is not real needs its cause; one of long ago can still be given', async () => {
  const judge = (ids: AlarmId[], verdict: 'real' | 'false', cause?: 'steam') =>
    desk.judge({ key: key(), ids, verdict, ...(cause && { cause }) }, li)
  await heat(61)
  const { id } = alarmOf('hot')
  await expect(judge([id], 'false')).rejects.toMatchObject({ code: 'badRequest' })
  await opened.journal.write(() => [draft.acknowledged(id)])
  await heat(20)
  await restart(2 * 86_400_000)
  expect(opened.journal.view.get('alarm', id)).toBeUndefined()
  expect(await judge([id], 'false', 'steam')).toEqual({ done: [id], refused: [] })
  expect(await opened.journal.load('alarm', id)).toMatchObject({
    state: 'returned',
    judged: { verdict: 'false', cause: 'steam', by: li.actor },
  })
})

it('the keeper tries again what the disk did not take', async () => {
  const now = { nowMs: startMs }
  const ticking = createTestClock(startMs, now)
  const journal = createMemoryJournal(() => now.nowMs)
  const failures: unknown[] = []
  const kept = createAlarmKeeper({
    journal,
    now: ticking.now,
    schedule: ticking.schedule,
    onError: (error) => failures.push(error),
  })
  await journal.write(() => [draft.raised('a1')])
  journal.failure = new Error('full')
  ticking.advance(escalationAfterMs.urgent[0]! + 20)
  await vi.waitFor(() => expect(failures).toHaveLength(1))
  journal.failure = undefined
  ticking.advance(1_000)
  await vi.waitFor(() => expect(journal.view.get('alarm', 'a1')?.escalation?.level).toBe(1))
  await kept.stop()
})
