import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Alarm, AlarmId, qualityCodes } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import { type AlarmEngine, createAlarmEngine } from './createAlarmEngine'
import { Registry } from './Registry'
import { createTestClock, type TestClock } from './testClock'

const registry = new Registry(testDistrict(), 1)
const temperature = registry.pointOf('TH-1', 'temperature')!
const at = (s: number) => startMs + s * 1_000

let opened: TestJournal
let clock: TestClock
let engine: AlarmEngine
const errors: unknown[] = []

const start = () =>
  (engine = createAlarmEngine({
    registry,
    journal: opened.journal,
    now: clock.now,
    schedule: clock.schedule,
    onError: (error) => errors.push(error),
  }))
beforeEach(async () => {
  opened = await openTestJournal()
  clock = createTestClock(startMs, opened.clock)
  errors.length = 0
  start()
})
afterEach(async () => {
  await engine.stop()
  await opened.dispose()
})

const written = () =>
  new Promise<void>((resolve, reject) => engine.whenWritten((error) => (error ? reject(error) : resolve())))
/** Until what is written has caused nothing more to write. */
const quiet = async () => {
  await written()
  await new Promise(setImmediate)
  await written()
}
const alarms = (): Alarm[] => [...opened.journal.view.list('alarm')]
const kinds = async () => (await opened.journal.read({ afterPosition: 0, limit: 1_000 })).map(({ kind }) => kind)
const sample = (s: number, value: number, quality: number = qualityCodes.good) => {
  clock.advance(Math.max(0, at(s) - clock.nowMs))
  engine.sample(temperature, value, at(s), quality)
}
const event = (deviceId: string, name: string, s: number) =>
  engine.event({
    device: registry.findDevice(deviceId)!,
    event: name,
    sourceAtMs: at(s),
    arrivedAtMs: clock.nowMs,
    output: {},
  })
const acknowledge = async (id: string) => {
  await opened.journal.write(() => [
    { kind: 'alarm.acknowledged', subjectId: id, actor: { kind: 'account', id: 'A-1' }, payload: {} },
  ])
  await quiet()
}
const restart = async () => {
  await engine.stop()
  await opened.reopen()
  start()
}

describe('alarms over values', () => {
  it('raises once, with everything the desk needs, and returns by the deadband', async () => {
    for (const [s, value] of [
      [0, 59],
      [1, 61],
      [2, 70],
      [3, 56],
      [4, 55],
    ] as const)
      sample(s, value)
    await quiet()
    expect(await kinds()).toEqual(['alarm.raised', 'alarm.returned'])
    expect(alarms()).toEqual([
      expect.objectContaining({
        deviceId: 'TH-1',
        definitionId: 'hot',
        priority: 'urgent',
        property: 'temperature',
        raisedAtMs: at(1),
        value: 61,
        limit: 60,
        returnedAtMs: at(4),
        state: 'returnedUnacknowledged',
        occurrences: 1,
      }),
    ])
  })

  it('waits for the delay by source time, also when samples come late in one burst', async () => {
    clock.advance(60_000)
    for (const [s, value] of [
      [0, 4],
      [2, 4],
      [3, 4],
      [4, 7],
      [5, 7],
      [6, 7],
    ] as const)
      sample(s, value)
    await quiet()
    expect(alarms()).toEqual([
      expect.objectContaining({ definitionId: 'cold', raisedAtMs: at(3), returnedAtMs: at(6) }),
    ])
  })

  it('raises by its own clock when the device falls silent during the delay', async () => {
    sample(0, 4)
    clock.advance(2_999)
    await quiet()
    expect(alarms()).toEqual([])
    clock.advance(1)
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ definitionId: 'cold', raisedAtMs: at(3), value: 4 })])
  })

  it('does not raise what was gone before the delay was over', async () => {
    sample(0, 4)
    sample(2, 7)
    clock.advance(10_000)
    await quiet()
    expect(alarms()).toEqual([])
  })

  it('is not moved by a wall clock that jumps during a delay', async () => {
    sample(0, 4)
    clock.jump(3_600_000)
    clock.advance(1_000)
    await quiet()
    expect(alarms()).toEqual([])
    clock.jump(-7_200_000)
    clock.advance(2_000)
    await quiet()
    expect(alarms()).toHaveLength(1)
  })

  it('is not changed by bad or late values, nor by values that are no number', async () => {
    sample(5, 70)
    engine.sample(temperature, 20, at(6), qualityCodes.bad)
    engine.sample(temperature, Number.NaN, at(6), qualityCodes.good)
    engine.sample(temperature, 20, at(4), qualityCodes.good)
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ state: 'unacknowledged' })])
  })

  it('believes a device again whose clock ran an hour ahead and was set right', async () => {
    sample(0, 20)
    engine.sample(temperature, 20, at(3_600), qualityCodes.good)
    engine.sample(temperature, 70, at(1), qualityCodes.good)
    await quiet()
    expect(alarms()).toHaveLength(1)
  })

  it('makes a new alarm of what comes after an acknowledged one has returned, and the same one of what comes before', async () => {
    sample(0, 70)
    sample(20, 50)
    sample(40, 70)
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ state: 'unacknowledged', occurrences: 2 })])
    await acknowledge(alarms()[0]!.id)
    sample(60, 50)
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ state: 'returned' })])
    sample(80, 70)
    await quiet()
    expect(alarms().map(({ state }) => state)).toEqual(['returned', 'unacknowledged'])
  })

  it('writes at most one reoccurrence in 10 s of a chattering value, counts all, and never shows it as gone while it is there', async () => {
    for (let i = 0; i < 100; i++) sample(i * 0.1, i % 2 === 0 ? 70 : 50)
    await quiet()
    expect(await kinds()).toEqual(['alarm.raised', 'alarm.returned', 'alarm.reoccurred'])
    expect(alarms()[0]).toMatchObject({ state: 'unacknowledged' })
    clock.advance(10_000)
    await quiet()
    expect(alarms()[0]).toMatchObject({ state: 'unacknowledged', occurrences: 50 })
    clock.advance(10_000)
    await quiet()
    expect(alarms()[0]).toMatchObject({ state: 'returnedUnacknowledged', returnedAtMs: at(9.9) })
    expect(await kinds()).toEqual([
      'alarm.raised',
      'alarm.returned',
      'alarm.reoccurred',
      'alarm.reoccurred',
      'alarm.returned',
    ])
  })

  it('writes a return that was held back when the seat stops', async () => {
    for (const [s, value] of [
      [0, 70],
      [1, 50],
      [2, 70],
      [3, 50],
    ] as const)
      sample(s, value)
    await quiet()
    expect(alarms()[0]).toMatchObject({ state: 'unacknowledged' })
    await restart()
    expect(alarms()[0]).toMatchObject({ state: 'returnedUnacknowledged', returnedAtMs: at(3) })
  })
})

describe('a device whose clock stands still', () => {
  it('is heard each time its value is beyond the limit, however often that was and was acknowledged before', async () => {
    const tell = async (value: number) => {
      clock.advance(60_000)
      engine.sample(temperature, value, at(1), qualityCodes.good)
      await quiet()
    }
    const unanswered = () => alarms().filter(({ state }) => state === 'unacknowledged')
    for (let time = 1; time <= 4; time++) {
      await tell(70)
      expect(unanswered()).toHaveLength(1)
      expect(alarms()).toHaveLength(time)
      await acknowledge(unanswered()[0]!.id)
      await tell(50)
      if (time === 2) await restart()
    }
    clock.advance(48 * 3_600_000)
    await tell(70)
    expect(unanswered()).toHaveLength(1)
  })

  it('is heard each time it tells an event', async () => {
    for (let time = 1; time <= 3; time++) {
      clock.advance(60_000)
      event('CP-1', 'pressed', 0)
      await quiet()
      expect(alarms().map(({ state }) => state)).toEqual([
        ...Array<string>(time - 1).fill('returned'),
        'unacknowledged',
      ])
      await acknowledge(alarms().at(-1)!.id)
    }
  })
})

describe('after a restart', () => {
  it('does not raise again what stands, and finds what has returned at the next sample', async () => {
    sample(0, 70)
    await quiet()
    await restart()
    sample(1, 71)
    await quiet()
    expect(await kinds()).toEqual(['alarm.raised'])
    sample(2, 50)
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ state: 'returnedUnacknowledged', returnedAtMs: at(2) })])
  })

  it('is not deceived by messages that the broker sends again', async () => {
    sample(0, 50)
    sample(1, 70)
    await quiet()
    await restart()
    for (const [s, value] of [
      [0, 50],
      [1, 70],
    ] as const)
      engine.sample(temperature, value, at(s), qualityCodes.good)
    await quiet()
    expect(await kinds()).toEqual(['alarm.raised'])
  })

  it('raises anew when an old occurrence of an alarm that is over was told again before', async () => {
    sample(1, 70)
    await quiet()
    await acknowledge(alarms()[0]!.id)
    sample(2, 50)
    await quiet()
    expect(alarms()[0]).toMatchObject({ state: 'returned' })
    await restart()
    engine.sample(temperature, 70, at(1), qualityCodes.good)
    await quiet()
    expect(await kinds()).toEqual(['alarm.raised', 'alarm.acknowledged', 'alarm.returned'])
    sample(30, 71)
    await quiet()
    expect(alarms().filter(({ state }) => state === 'unacknowledged')).toHaveLength(1)
  })

  it('does so also when the alarm was over so long ago that it is no longer in memory', async () => {
    sample(1, 70)
    await quiet()
    await acknowledge(alarms()[0]!.id)
    sample(2, 50)
    await quiet()
    clock.advance(48 * 3_600_000)
    await restart()
    expect(alarms()).toEqual([])
    engine.sample(temperature, 70, at(1), qualityCodes.good)
    await quiet()
    const soon = clock.nowMs - startMs
    sample(soon / 1_000 + 1, 71)
    await quiet()
    expect((await kinds()).filter((kind) => kind === 'alarm.raised')).toHaveLength(2)
  })

  it('ends an event alarm that was acknowledged just before the seat died', async () => {
    event('CP-1', 'pressed', 0)
    await quiet()
    await engine.stop()
    await opened.journal.write(() => [
      { kind: 'alarm.acknowledged', subjectId: alarms()[0]!.id, actor: { kind: 'account', id: 'A-1' }, payload: {} },
    ])
    await opened.reopen()
    start()
    await quiet()
    expect(alarms()[0]).toMatchObject({ state: 'returned' })
  })
})

describe('alarms by events', () => {
  it('stands until it is cleared by the other event', async () => {
    event('DR-1', 'forced', 0)
    event('DR-1', 'closed', 5)
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ definitionId: 'forced', state: 'returnedUnacknowledged' })])
  })

  it('makes one alarm of two messages a few milliseconds apart, and one clearing ends it', async () => {
    event('DR-1', 'forced', 0)
    event('DR-1', 'forced', 0.004)
    event('DR-1', 'closed', 15)
    clock.advance(20_000)
    await quiet()
    clock.advance(20_000)
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ state: 'returnedUnacknowledged', occurrences: 2 })])
  })

  it('keeps the alarm when its clearing overtook it', async () => {
    clock.advance(10_000)
    event('DR-1', 'closed', 5)
    event('DR-1', 'forced', 4)
    await quiet()
    expect(alarms()).toEqual([
      expect.objectContaining({ raisedAtMs: at(4), returnedAtMs: at(5), state: 'returnedUnacknowledged' }),
    ])
  })

  it('is not cleared by a clearing from before', async () => {
    clock.advance(10_000)
    event('DR-1', 'forced', 5)
    event('DR-1', 'closed', 4)
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ state: 'unacknowledged' })])
  })

  it('without a clearing event is over at once when it is acknowledged', async () => {
    event('CP-1', 'pressed', 0)
    await quiet()
    expect(alarms()[0]).toMatchObject({ state: 'unacknowledged', isLifeSafety: true })
    clock.advance(1_000)
    await acknowledge(alarms()[0]!.id)
    expect(alarms()[0]).toMatchObject({ state: 'returned' })
    event('CP-1', 'pressed', 30)
    await quiet()
    expect(alarms().map(({ state }) => state)).toEqual(['returned', 'unacknowledged'])
  })

  it('tells nothing twice when the broker does', async () => {
    event('CP-1', 'pressed', 0)
    await quiet()
    await restart()
    event('CP-1', 'pressed', 0)
    await quiet()
    expect(await kinds()).toEqual(['alarm.raised'])
  })
})

describe('offline', () => {
  it('raises while the device is offline and returns when it is back', async () => {
    engine.setOffline(registry.indexOf('TH-1')!, true, at(0))
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ priority: 'commloss', state: 'unacknowledged' })])
    engine.setOffline(registry.indexOf('TH-1')!, false, at(-3_600))
    await quiet()
    expect(alarms()).toEqual([expect.objectContaining({ state: 'returnedUnacknowledged' })])
  })
})

it('gives an alarm the same id at every seat', async () => {
  sample(1, 70)
  await quiet()
  const other = await openTestJournal()
  const second = createAlarmEngine({
    registry,
    journal: other.journal,
    now: clock.now,
    schedule: clock.schedule,
    onError() {},
  })
  second.sample(temperature, 70, at(1), qualityCodes.good)
  await new Promise<void>((resolve) => second.whenWritten(() => resolve()))
  expect([...other.journal.view.list('alarm')].map(({ id }) => id)).toEqual(alarms().map(({ id }) => AlarmId.parse(id)))
  await second.stop()
  await other.dispose()
})
