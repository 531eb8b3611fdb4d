import { beforeEach, expect, it } from 'vitest'
import { type Refusal, qualityCodes } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { createAlarmEngine } from './createAlarmEngine'
import { createIngest, type Ingest } from './createIngest'
import { createReachWatch } from './createReachWatch'
import { Refusals } from './Refusals'
import { Registry } from './Registry'
import { createTestClock, type TestClock } from './testClock'
import { createMemoryJournal, type MemoryJournal } from './testMemoryJournal'

const registry = new Registry(testDistrict(), 1)
const point = registry.pointOf('TH-1', 'temperature')!

let clock: TestClock
let journal: MemoryJournal
let ingest: Ingest
let refusals: Refusals
const live: unknown[][] = []
let storeHistory: ((error?: Error) => void)[]
let receipts: { resolve: () => void; reject: (error: Error) => void }[]

beforeEach(() => {
  clock = createTestClock(1_000_000)
  journal = createMemoryJournal(clock.now)
  refusals = new Refusals()
  live.length = 0
  storeHistory = []
  receipts = []
  const { now, schedule } = clock
  const save = () => new Promise<void>((resolve, reject) => receipts.push({ resolve, reject }))
  ingest = createIngest({
    live: { set: (...args) => live.push(args) },
    history: { append: (...args) => live.push(args), whenStored: (done) => storeHistory.push(done) },
    alarms: createAlarmEngine({ registry, journal, now, schedule, onError() {} }),
    reach: createReachWatch({ registry, now, schedule, onReach() {}, onOffline() {} }),
    refusals,
    onReceipt: save,
    onAnswer: save,
  })
})
const turn = () => new Promise(setImmediate)
const refusal = (linkId: string, reason: Refusal['reason'], deviceId?: string): Refusal => ({
  atMs: 1,
  linkId,
  topic: 't',
  reason,
  detail: '',
  head: '',
  bytes: 1,
  ...(deviceId !== undefined && { deviceId }),
})

it('hands a sample to live state and history alike', () => {
  ingest.sinkFor('a').sample(point, 20, 999, qualityCodes.good)
  expect(live).toEqual([
    [point, 20, 999, 0],
    [point, 20, 999, 0],
  ])
})

it('says stored only when samples, alarms and receipts are all on disk', async () => {
  const sink = ingest.sinkFor('a')
  const device = registry.findDevice('HS-1')!
  sink.sample(point, 70, 999, qualityCodes.good)
  sink.receipt({ device, subject: { kind: 'task', id: 'T-1' }, state: 'accepted', sourceAtMs: 1 })
  let isStored = false
  sink.whenStored(() => (isStored = true))
  storeHistory[0]!()
  await turn()
  expect(journal.entries.map(({ kind }) => kind)).toEqual(['alarm.raised'])
  expect(isStored).toBe(false)
  receipts[0]!.resolve()
  await turn()
  expect(isStored).toBe(true)
})

it('does not say stored before the alarm is in the journal', async () => {
  const sink = ingest.sinkFor('a')
  sink.sample(point, 70, 999, qualityCodes.good)
  const entriesWhenStored = new Promise((resolve) => sink.whenStored(() => resolve(journal.entries.length)))
  storeHistory[0]!()
  expect(await entriesWhenStored).toBe(1)
})

it.each([
  ['history', () => storeHistory[0]!(new Error('full'))],
  ['the journal', () => void (journal.failure = new Error('full'))],
  ['a receipt', () => receipts[0]!.reject(new Error('full'))],
])('hands on the error when %s could not be stored, so that nothing is acknowledged', async (where, fail) => {
  const sink = ingest.sinkFor('a')
  const device = registry.findDevice('HS-1')!
  sink.receipt({ device, subject: { kind: 'task', id: 'T-1' }, state: 'accepted', sourceAtMs: 1 })
  sink.sample(point, 70, 999, qualityCodes.good)
  const told = new Promise((resolve) => sink.whenStored(resolve))
  fail()
  if (where !== 'history') storeHistory[0]!()
  if (where !== 'a receipt') receipts[0]!.resolve()
  expect(await told).toEqual(new Error('full'))
})

it('knows over which link a device was heard', () => {
  const device = registry.indexOf('TH-1')!
  expect(ingest.linkIdOf(device)).toBeUndefined()
  ingest.sinkFor('a').heard(device, 5)
  ingest.sinkFor('b').heard(device, 7)
  expect(ingest.linkIdOf(device)).toBe('b')
  expect(ingest.sinkFor('a')).toBe(ingest.sinkFor('a'))
})

it('keeps the last 500 refusals, newest first, and counts all', () => {
  const sink = ingest.sinkFor('a')
  for (let i = 0; i < 600; i++) sink.refused({ ...refusal('a', 'malformedJson'), atMs: i })
  sink.refused({ ...refusal('b', 'unknownDevice', 'X-1'), atMs: 600 })
  const list = refusals.list(500)
  expect(list.total).toBe(601)
  expect(list.byReason).toEqual({ malformedJson: 600, unknownDevice: 1 })
  expect(list.refusals).toHaveLength(500)
  expect(list.refusals[0]).toMatchObject({ atMs: 600, deviceId: 'X-1' })
  expect(list.refusals.at(-1)).toMatchObject({ atMs: 101 })
  expect(refusals.list(3).refusals.map(({ atMs }) => atMs)).toEqual([600, 599, 598])
  expect([refusals.ofLink('a'), refusals.ofLink('b'), refusals.ofDevice('X-1')]).toEqual([600, 1, 1])
})
