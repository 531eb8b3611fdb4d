import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AlarmPriority, DeviceId, type DeviceStateName, type PersonState, PersonId } from '../../domain/contract'
import type { People } from '../business/createPeople'
import { createMemoryJournal, type MemoryJournal } from '../iot/testMemoryJournal'
import { startMs } from '../journal/testJournal'
import { createIndicators, type FigureLive, type FigureRegistry, type Indicators } from './createIndicators'

const MINUTE_MS = 60_000
const PERIOD_MS = 10_000
const BARRIERS = 'parking.entrance_toll'

/** Four barriers, and four counters of people; every other system is empty. */
const registry: FigureRegistry = {
  deviceCount: 4,
  devicesOfSystem: (system) => (system === BARRIERS ? [0, 1, 2, 3] : []),
  pointsOf: (system, property) =>
    system === 'commerce.passenger_flow' && property === 'people_in_area'
      ? [0, 1, 2, 3].map((point) => ({ point, reportPeriodMs: PERIOD_MS }))
      : [],
  systemOf: (deviceId) =>
    deviceId.startsWith('DZ') ? BARRIERS : deviceId.startsWith('KL') ? 'commerce.passenger_flow' : undefined,
}

let nowMs: number
let journal: MemoryJournal
let indicators: Indicators
let compute: () => void
let isStopped: boolean
const states: DeviceStateName[] = []
const readings = new Map<number, { value: number; atMs: number; isGood: boolean }>()
const persons = new Map<PersonId, PersonState>()

const live: FigureLive = {
  read: (point) => readings.get(point),
  isStale: (atMs, reportPeriodMs, now) => now - atMs > 3 * reportPeriodMs,
  deviceState: (index) => states[index] ?? 'unknown',
}
const people: People = {
  states: persons,
  stateOf: (id) => persons.get(id),
  all: () => [],
  onChanged: () => () => undefined,
  refresh: () => undefined,
  stop: () => undefined,
}

beforeEach(() => {
  nowMs = startMs
  isStopped = false
  states.length = 0
  readings.clear()
  persons.clear()
  journal = createMemoryJournal(() => nowMs)
  indicators = createIndicators({
    registry,
    live,
    journal,
    people,
    now: () => nowMs,
    every(run) {
      compute = run
      return () => (isStopped = true)
    },
  })
})
afterEach(() => indicators.stop())

const raise = (id: string, deviceId: string, priority: AlarmPriority = 'urgent', property?: string) =>
  journal.write(() => [
    {
      kind: 'alarm.raised',
      subjectId: id,
      actor: { kind: 'device', id: deviceId },
      payload: {
        deviceId: DeviceId.parse(deviceId),
        definitionId: 'x',
        priority,
        isLifeSafety: false,
        sourceAtMs: nowMs,
        arrivedAtMs: nowMs,
        property,
      },
    },
  ])
const of = (id: string) => {
  const indicator = indicators.current().find((one) => one.id === id)
  if (!indicator) throw new Error(`no indicator ${id}`)
  return indicator
}

const count = (point: number, value: number, isGood = true) => readings.set(point, { value, atMs: nowMs, isGood })

describe('the figures of the monitors', () => {
  it('are there before anything was heard: without a value, and saying why', () => {
    expect(of('overview.people_present')).toMatchObject({ quality: 'bad', reason: 'noFreshValue', trend: [null] })
    expect(of('overview.people_present').value).toBeUndefined()
    expect(of('overview.power')).toMatchObject({ quality: 'bad', reason: 'noDevices' })
    expect(of('overview.incidents_open')).toMatchObject({ value: 0, quality: 'good' })
  })

  it('sum the good and fresh values, and say so when some are missing', () => {
    for (const point of [0, 1, 2, 3]) count(point, 100)
    compute()
    expect(of('overview.people_present')).toMatchObject({ value: 400, quality: 'good', atMs: nowMs })
    count(3, 9_999, false)
    compute()
    expect(of('overview.people_present')).toMatchObject({ value: 300, quality: 'uncertain', reason: 'someMissing' })
  })

  it('let go of a value that is too old, and keep the age of the youngest', () => {
    const heardAtMs = nowMs
    count(0, 100)
    nowMs += 3 * PERIOD_MS + 1
    compute()
    expect(of('overview.people_present')).toMatchObject({ quality: 'stale', reason: 'noFreshValue', atMs: heardAtMs })
  })

  it('count devices by state, of one system and of all', () => {
    states.push('online', 'abnormal', 'offline', 'unknown')
    compute()
    expect(of('overview.devices_offline').value).toBe(1)
    expect(of('traffic.barriers_online').value).toBeCloseTo((100 * 2) / 3)
    states[2] = 'online'
    compute()
    expect(of('traffic.barriers_online').value).toBe(100)
  })

  it('count alarms, incidents and people off the books', async () => {
    await raise('a1', 'DZ-1')
    await raise('a2', 'stray')
    await journal.write(() => [
      { kind: 'alarm.acknowledged', subjectId: 'a2', actor: { kind: 'account', id: 'A-1' }, payload: {} },
    ])
    const id = PersonId.parse('P1')
    persons.set(id, { id, duty: 'free' })
    compute()
    expect(of('overview.alarms_unacknowledged').value).toBe(1)
    expect(of('overview.people_free').value).toBe(1)
  })

  it('wear the gravest alarm that speaks about the very figure, and no other', async () => {
    await raise('a1', 'KL-1', 'urgent', 'battery')
    await raise('a2', 'DZ-1', 'important', 'people_in_area')
    compute()
    expect(of('overview.people_present').alarm).toBeUndefined()
    expect(of('traffic.barriers_online').alarm).toBeUndefined()
    await raise('a3', 'KL-1', 'minor', 'people_in_area')
    await raise('a4', 'KL-2', 'important', 'people_in_area')
    await raise('a5', 'DZ-2', 'commloss')
    compute()
    expect(of('overview.people_present').alarm).toBe('important')
    expect(of('traffic.barriers_online').alarm).toBe('commloss')
  })
})

describe('the trend of a figure', () => {
  it('keeps the last value of each minute, at most an hour of them', () => {
    count(0, 1)
    compute()
    count(0, 2)
    compute()
    expect(of('overview.people_present').trend).toEqual([2])
    for (let minute = 1; minute <= 61; minute++) {
      nowMs += MINUTE_MS
      count(0, 100 + minute)
      compute()
    }
    const { trend } = of('overview.people_present')
    expect(trend).toHaveLength(60)
    expect([trend[0], trend.at(-1)]).toEqual([102, 161])
  })

  it('has a hole where there was no value', () => {
    count(0, 1)
    compute()
    nowMs += MINUTE_MS
    compute()
    expect(of('overview.people_present').trend).toEqual([1, null])
  })

  it('is told as it was, whatever comes later', () => {
    const { trend } = of('overview.people_present')
    count(0, 1)
    compute()
    expect(trend).toEqual([null])
  })
})

describe('who is told', () => {
  it('hears each round until it leaves; in the end there are no more rounds', () => {
    const heard: number[] = []
    const stop = indicators.onChanged((values) => heard.push(values.length))
    compute()
    stop()
    compute()
    expect(heard).toEqual([indicators.current().length])
    indicators.stop()
    expect(isStopped).toBe(true)
  })
})
