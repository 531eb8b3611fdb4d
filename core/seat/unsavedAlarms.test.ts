import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Alarm, qualityCodes } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { type AlarmEngine, createAlarmEngine } from '../iot/createAlarmEngine'
import { createUnsavedAlarms, type UnsavedAlarmBoard } from '../iot/createUnsavedAlarms'
import { Registry } from '../iot/Registry'
import { createTestClock, type TestClock } from '../iot/testClock'
import { createMemoryJournal, type MemoryJournal } from '../iot/testMemoryJournal'
import { startMs } from '../journal/testJournal'
import { createTicker } from '../live/Ticker'
import { collectionFeed, type CollectionEvent } from './collectionFeed'
import { createTestSink } from './testSink'

const registry = new Registry(testDistrict(), 1)
const temperature = registry.pointOf('TH-1', 'temperature') ?? -1
const diskFull = new Error('disk full')

let clock: TestClock
let journal: MemoryJournal
let unsaved: UnsavedAlarmBoard
let engine: AlarmEngine
let stopFeeds: (() => void)[]

const start = () =>
  (engine = createAlarmEngine({
    registry,
    journal,
    now: clock.now,
    schedule: clock.schedule,
    unsaved,
    onError: () => undefined,
  }))
beforeEach(() => {
  clock = createTestClock(startMs)
  journal = createMemoryJournal(clock.now)
  unsaved = createUnsavedAlarms()
  stopFeeds = []
  start()
})
afterEach(async () => {
  for (const stop of stopFeeds) stop()
  await engine.stop()
})

/** What a window makes of the feed. */
const openWindow = () => {
  const sink = createTestSink<CollectionEvent<Alarm>>()
  stopFeeds.push(
    collectionFeed(
      journal,
      'alarm',
      sink,
      createTicker(() => () => undefined),
      () => true,
      unsaved,
    ),
  )
  return () => {
    const alarms = new Map<string, Alarm>()
    for (const { upserts, removes } of sink.events) {
      for (const alarm of upserts) alarms.set(alarm.id, alarm)
      for (const id of removes) alarms.delete(id)
    }
    return [...alarms.values()].map(({ state, occurrences, isUnsaved }) => ({
      state,
      occurrences,
      isUnsaved: isUnsaved === true,
    }))
  }
}
const sample = (s: number, value: number) => engine.sample(temperature, value, startMs + s * 1_000, qualityCodes.good)
const answered = () => new Promise<void>((resolve) => engine.whenWritten(() => resolve()))
const kinds = () => journal.entries.map(({ kind }) => kind)

it('shows an alarm at once while the journal cannot be written, marked, also to a window that opens meanwhile, and saves it once afterwards', async () => {
  const shown = openWindow()
  journal.failure = diskFull
  sample(0, 61)
  await answered()
  const seen = [{ state: 'unacknowledged', occurrences: 1, isUnsaved: true }]
  expect(shown()).toEqual(seen)
  expect(openWindow()()).toEqual(seen)

  clock.advance(1_000)
  await answered()
  expect(shown()).toEqual(seen)

  journal.failure = undefined
  clock.advance(1_000)
  await answered()
  expect(shown()).toEqual([{ state: 'unacknowledged', occurrences: 1, isUnsaved: false }])
  expect(kinds()).toEqual(['alarm.raised'])
  expect([...unsaved.list()]).toEqual([])
})

it('goes on telling what becomes of alarms: what returns, what comes again, what was saved before and changes', async () => {
  const shown = openWindow()
  sample(0, 61)
  await answered()
  expect(shown()).toEqual([{ state: 'unacknowledged', occurrences: 1, isUnsaved: false }])
  journal.failure = diskFull
  sample(1, 20)
  await answered()
  expect(shown()).toEqual([{ state: 'returnedUnacknowledged', occurrences: 1, isUnsaved: true }])
  // Between two tries, too.
  sample(2, 62)
  await Promise.resolve()
  expect(shown()).toEqual([{ state: 'unacknowledged', occurrences: 2, isUnsaved: true }])
  journal.failure = undefined
  clock.advance(1_000)
  await answered()
  expect(shown()).toEqual([{ state: 'unacknowledged', occurrences: 2, isUnsaved: false }])
  expect(kinds()).toEqual(['alarm.raised', 'alarm.returned', 'alarm.reoccurred'])
})

it('shows an alarm before a write has ended that hangs', async () => {
  const shown = openWindow()
  let release: (() => void) | undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  const { write } = journal
  journal.write = async (decide) => {
    await held
    return write(decide)
  }
  sample(0, 61)
  await Promise.resolve()
  expect(shown()).toEqual([])
  clock.advance(1_000)
  expect(shown()).toEqual([{ state: 'unacknowledged', occurrences: 1, isUnsaved: true }])
  release?.()
  await answered()
  expect(shown()).toEqual([{ state: 'unacknowledged', occurrences: 1, isUnsaved: false }])
})

it('takes away what it could not save when it no longer drives', async () => {
  const shown = openWindow()
  journal.failure = diskFull
  sample(0, 61)
  await answered()
  await engine.stop()
  expect(shown()).toEqual([])
  journal.failure = undefined
})
