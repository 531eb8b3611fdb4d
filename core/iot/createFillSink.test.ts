import { beforeEach, expect, it } from 'vitest'
import { createRecordingSink, type RecordingSink } from '../../connectors/mqtt/testing'
import { hydrantRegistry } from '../../tests/support/hydrantRegistry'
import { createAlarmEngine } from './createAlarmEngine'
import { createFillSink, type FillSink } from './createFillSink'
import { SequenceLedger } from './SequenceLedger'
import { createTestClock } from './testClock'
import { createMemoryJournal, type MemoryJournal } from './testMemoryJournal'

const registry = hydrantRegistry(2)
const device = registry.slotAt(0)!
const startMs = 10_000_000

let journal: MemoryJournal
let ledger: SequenceLedger
let real: RecordingSink
let fill: FillSink
beforeEach(() => {
  journal = createMemoryJournal(() => startMs)
  ledger = new SequenceLedger(2)
  real = createRecordingSink()
  fill = createFillSink(real, ledger, journal)
})
/** A message as a history tells it. */
const tell = (seq: number | undefined, value: number) => {
  fill.sink.heard(device.index, value)
  if (seq !== undefined) fill.sink.numbered(device.index, seq, value)
  fill.sink.sample(1, value, value, 0)
}

it('hands on the messages whose numbers were not heard, and counts them', () => {
  ledger.take(device.index, 5, 50)
  ledger.take(device.index, 8, 80)
  for (const seq of [4, 5, 6, 7, 8]) tell(seq, seq * 10)
  expect(real.samples.map(({ value }) => value)).toEqual([40, 60, 70])
  expect(fill.filled).toBe(3)
})

it('hands on everything of a device that does not count, and signals no life of it', () => {
  ledger.take(device.index, 5, 50)
  tell(5, 1)
  tell(undefined, 2)
  expect(real.samples.map(({ value }) => value)).toEqual([2])
  expect(real.heardOf).toEqual([])
})

it('takes nothing any more once it is closed, and does not say that it was stored', () => {
  fill.close()
  tell(undefined, 1)
  let failure: Error | undefined
  fill.sink.whenStored((error) => (failure = error))
  expect(real.samples).toEqual([])
  expect(failure).toBeInstanceOf(Error)
})

it('raises an alarm by a late event once, also when it is over and told again', async () => {
  const clock = createTestClock(startMs + 60_000)
  const alarms = createAlarmEngine({ registry, journal, now: clock.now, schedule: clock.schedule, onError() {} })
  fill = createFillSink({ ...real, event: (event) => alarms.event(event) }, ledger, journal)
  const written = () => new Promise((resolve) => alarms.whenWritten(resolve))
  const tilt = async (sourceAtMs: number) => {
    fill.sink.event({ device, event: 'tilted', sourceAtMs, arrivedAtMs: clock.nowMs, output: {} })
    await written()
  }
  await tilt(startMs)
  await tilt(startMs + 1_000)
  await tilt(startMs)
  const [alarm] = [...journal.view.list('alarm')]
  await journal.write(() => [
    { kind: 'alarm.acknowledged', subjectId: alarm!.id, actor: { kind: 'account', id: 'A-1' }, payload: {} },
  ])
  await new Promise(setImmediate)
  await written()
  expect(journal.view.get('alarm', alarm!.id)?.state).toBe('returned')
  await tilt(startMs)
  await tilt(startMs + 1_000)
  expect(journal.entries.filter(({ kind }) => kind === 'alarm.raised')).toHaveLength(1)
  await alarms.stop()
})
