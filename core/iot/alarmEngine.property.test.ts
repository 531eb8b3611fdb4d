import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Alarm, DistrictDocument, qualityCodes } from '../../domain/contract'
import { testDistrictJson } from '../../domain/district/testDistrict'
import { createAlarmEngine } from './createAlarmEngine'
import { Registry } from './Registry'
import { createTestClock } from './testClock'
import { createMemoryJournal } from './testMemoryJournal'

const startMs = Date.UTC(2026, 10, 22, 8)

interface Definition {
  kind: 'above' | 'below'
  deadband: number
  onDelayMs: number
  offDelayMs: number
}
interface Told {
  afterMs: number
  value: number
}
const limit = 50

/**
 * The second model: walks through time by the millisecond with plain words. A value holds until the next one; what has held for long enough is raised
 * before the value of that very millisecond is looked at.
 */
function expected({ kind, deadband, onDelayMs, offDelayMs }: Definition, told: readonly Told[], endMs: number) {
  const values = new Map<number, number>()
  let toldAtMs = 0
  for (const { afterMs, value } of told) values.set((toldAtMs += afterMs), value)
  const raises: number[] = []
  const returns: number[] = []
  let isPast = false
  let pastSince = 0
  let goneSince = 0
  let isAlarm = false
  for (let ms = 0; ms <= endMs; ms++) {
    const settle = () => {
      if (!isAlarm && isPast && ms - pastSince >= onDelayMs) {
        isAlarm = true
        raises.push(ms)
      } else if (isAlarm && !isPast && ms - goneSince >= offDelayMs) {
        isAlarm = false
        returns.push(ms)
      }
    }
    settle()
    const value = values.get(ms)
    if (value === undefined) continue
    const bar: number = isPast ? (kind === 'above' ? limit - deadband : limit + deadband) : limit
    const isNowPast: boolean = kind === 'above' ? value > bar : value < bar
    if (isNowPast && !isPast) pastSince = ms
    if (!isNowPast && isPast) goneSince = ms
    isPast = isNowPast
    settle()
  }
  return { raises, returns, isAlarm }
}

function setUp(definition: Definition) {
  const json = testDistrictJson()
  const { kind, deadband, onDelayMs, offDelayMs } = definition
  const alarm = json.deviceTypes[0]!.alarms as unknown as Record<string, unknown>[]
  Object.assign(alarm[0]!, { condition: { kind, property: 'temperature', limit, deadband }, onDelayMs, offDelayMs })
  alarm.splice(1, alarm.length - 1)
  const registry = new Registry(DistrictDocument.parse(json), 1)
  const clock = createTestClock(startMs)
  const journal = createMemoryJournal(clock.now)
  const engine = createAlarmEngine({
    registry,
    journal,
    now: clock.now,
    schedule: clock.schedule,
    onError(error) {
      throw error
    },
  })
  const quiet = async () => {
    for (let i = 0; i < 3; i++) await new Promise<void>((resolve) => engine.whenWritten(() => setImmediate(resolve)))
  }
  return { registry, clock, journal, engine, quiet, point: registry.pointOf('TH-1', 'temperature')! }
}

const endMs = 400
const definitions = fc.record({
  kind: fc.constantFrom<'above' | 'below'>('above', 'below'),
  deadband: fc.integer({ min: 0, max: 8 }),
  onDelayMs: fc.integer({ min: 0, max: 12 }),
  offDelayMs: fc.integer({ min: 0, max: 12 }),
})
const tellings = fc.array(
  fc.record({ afterMs: fc.integer({ min: 1, max: 9 }), value: fc.integer({ min: 40, max: 60 }) }),
  { maxLength: 40 },
)

it('agrees with a second model on limit, deadband and delays, live and in a late burst', async () => {
  await fc.assert(
    fc.asyncProperty(definitions, tellings, fc.boolean(), async (definition, told, isLive) => {
      const { clock, engine, journal, quiet, point } = setUp(definition)
      let toldAtMs = 0
      if (!isLive) clock.advance(endMs)
      for (const { afterMs, value } of told) {
        toldAtMs += afterMs
        if (isLive) clock.advance(afterMs)
        engine.sample(point, value, startMs + toldAtMs, qualityCodes.good)
      }
      if (isLive) clock.advance(endMs - toldAtMs)
      else clock.advance(endMs)
      await quiet()
      clock.advance(15_000)
      await quiet()
      clock.advance(15_000)
      await quiet()

      const model = expected(definition, told, endMs)
      const alarms = [...journal.view.list('alarm')]
      expect(alarms).toHaveLength(model.raises.length > 0 ? 1 : 0)
      const [alarm] = alarms
      if (!alarm) return
      expect(alarm.raisedAtMs - startMs).toBe(model.raises[0])
      expect(alarm.occurrences).toBe(model.raises.length)
      expect(alarm.state).toBe(model.isAlarm ? 'unacknowledged' : 'returnedUnacknowledged')
      expect(journal.entries.filter(({ voidReason }) => voidReason)).toEqual([])
      // A return and an occurrence of the same millisecond are told apart by one.
      expect(Math.abs(alarm.lastOccurredAtMs - startMs - model.raises.at(-1)!)).toBeLessThanOrEqual(1)
      if (!model.isAlarm) expect(Math.abs(alarm.returnedAtMs! - startMs - model.returns.at(-1)!)).toBeLessThanOrEqual(1)
    }),
    { seed: 20_261_123, numRuns: 400 },
  )
})

it('ends in the same place however event and clearing race, overtake each other and are told again', async () => {
  const facts = fc.uniqueArray(
    fc.record({ atMs: fc.integer({ min: 1, max: 60 }), isForced: fc.boolean(), rank: fc.nat() }),
    { selector: ({ atMs }) => atMs, minLength: 1, maxLength: 8 },
  )
  await fc.assert(
    fc.asyncProperty(facts, fc.array(fc.nat({ max: 7 }), { maxLength: 6 }), async (facts, again) => {
      const { registry, clock, engine, journal, quiet } = setUp({
        kind: 'above',
        deadband: 0,
        onDelayMs: 0,
        offDelayMs: 0,
      })
      clock.advance(1_000)
      const device = registry.findDevice('DR-1')!
      const arrivals = facts.toSorted((a, b) => a.rank - b.rank)
      for (const place of again) arrivals.push(arrivals[place % facts.length]!)
      for (const { atMs, isForced } of arrivals) {
        const event = isForced ? 'forced' : 'closed'
        engine.event({ device, event, sourceAtMs: startMs + atMs, arrivedAtMs: clock.nowMs, output: {} })
      }
      for (let i = 0; i < 3; i++) {
        await quiet()
        clock.advance(15_000)
      }
      await quiet()

      const alarms: Alarm[] = [...journal.view.list('alarm')]
      const last = facts.toSorted((a, b) => a.atMs - b.atMs).at(-1)!
      expect(alarms).toHaveLength(facts.some(({ isForced }) => isForced) ? 1 : 0)
      if (alarms[0]) expect(alarms[0].state).toBe(last.isForced ? 'unacknowledged' : 'returnedUnacknowledged')
    }),
    { seed: 20_261_123, numRuns: 400 },
  )
})

it('never writes two reoccurrences of an alarm within 10 s, and loses no occurrence', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6_000 }), { minLength: 1, maxLength: 60 }), async (gapsMs) => {
      const { clock, engine, journal, quiet, point } = setUp({
        kind: 'above',
        deadband: 0,
        onDelayMs: 0,
        offDelayMs: 0,
      })
      let occurrences = 0
      for (const [i, gapMs] of gapsMs.entries()) {
        clock.advance(gapMs)
        if (i % 2 === 0) occurrences += 1
        engine.sample(point, i % 2 === 0 ? 60 : 40, clock.nowMs, qualityCodes.good)
        await quiet()
      }
      for (let i = 0; i < 3; i++) {
        clock.advance(10_000)
        await quiet()
      }
      const times = journal.entries.filter(({ kind }) => kind === 'alarm.reoccurred').map(({ hlc }) => hlc.ms)
      for (const [i, ms] of times.entries()) if (i > 0) expect(ms - times[i - 1]!).toBeGreaterThanOrEqual(10_000)
      const [alarm] = journal.view.list('alarm')
      expect(alarm!.occurrences).toBe(occurrences)
      expect(alarm!.state).toBe(gapsMs.length % 2 === 1 ? 'unacknowledged' : 'returnedUnacknowledged')
    }),
    { seed: 20_261_123, numRuns: 100 },
  )
})

it('writes what could not be written as soon as the disk takes it again, once', async () => {
  const { clock, journal, registry } = setUp({ kind: 'above', deadband: 0, onDelayMs: 0, offDelayMs: 0 })
  const errors: unknown[] = []
  const engine = createAlarmEngine({
    registry,
    journal,
    now: clock.now,
    schedule: clock.schedule,
    onError: (error) => errors.push(error),
  })
  journal.failure = new Error('disk full')
  engine.sample(registry.pointOf('TH-1', 'temperature')!, 60, startMs, qualityCodes.good)
  const told = await new Promise((resolve) => engine.whenWritten(resolve))
  expect(told).toBe(journal.failure)
  expect(errors).toEqual([journal.failure])
  journal.failure = undefined
  clock.advance(1_000)
  await new Promise<void>((resolve) => engine.whenWritten(() => resolve()))
  expect(journal.entries.map(({ kind }) => kind)).toEqual(['alarm.raised'])
})

it('loses nothing of 10,000 alarms in 10 s, nor what comes while a write is under way', async () => {
  const json = testDistrictJson()
  const template = json.devices.find(({ id }) => id === 'DR-1')!
  json.devices = Array.from({ length: 10_000 }, (_, i) => ({ ...template, id: `DR-${i}` }))
  json.people = []
  const registry = new Registry(DistrictDocument.parse(json), 1)
  const clock = createTestClock(startMs)
  const journal = createMemoryJournal(clock.now)
  const onError = (error: unknown): never => {
    throw error
  }
  const engine = createAlarmEngine({ registry, journal, now: clock.now, schedule: clock.schedule, onError })
  for (let i = 0; i < registry.deviceCount; i++) {
    engine.event({
      device: registry.slotAt(i)!,
      event: 'forced',
      sourceAtMs: clock.nowMs,
      arrivedAtMs: clock.nowMs,
      output: {},
    })
    if (i % 100 === 0) {
      clock.advance(100)
      await Promise.resolve()
    }
  }
  await new Promise<void>((resolve) => engine.whenWritten(() => resolve()))
  const raised = new Set(journal.entries.map(({ payload }) => payload['deviceId']))
  expect(raised.size).toBe(10_000)
  expect(journal.entries).toHaveLength(10_000)
})
