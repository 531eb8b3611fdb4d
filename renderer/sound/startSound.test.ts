import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onSeatMessage, tellSeat, type SoundReport } from '../feed'
import { makeAlarm, makeSeat, makeSession } from '../testing/builders'
import { createFakeClient, type FakeClient } from '../testing/fakeClient'
import type { Occasion } from './patterns'
import { type Sounding, startSound } from './startSound'

let client: FakeClient
let played: Occasion[] = []
let levels: number[] = []
let reports: SoundReport[] = []
let isAllowed = true
let stops: (() => void)[] = []
let sounding: Sounding

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  client = createFakeClient({})
  played = []
  levels = []
  reports = []
  isAllowed = true
  sounding = startSound(client, {
    isAllowed: () => isAllowed,
    unlock: async () => {},
    play(occasion, level) {
      played.push(occasion)
      levels.push(level)
    },
  })
  stops = [
    onSeatMessage((message) => {
      if (message.type === 'sound') reports.push(message.report)
    }),
    () => sounding.stop(),
  ]
})
afterEach(() => {
  stops.forEach((stop) => stop())
  vi.useRealTimers()
})

const alarm = (
  id: string,
  priority: 'urgent' | 'minor' = 'urgent',
  state: 'unacknowledged' | 'acknowledged' = 'unacknowledged',
) => makeAlarm({ id, priority, state, raisedAtMs: Date.now() })
const emit = (...alarms: ReturnType<typeof alarm>[]) =>
  client.emit('alarm.changed', { isSnapshot: false, position: 1, upserts: alarms, removes: [] })
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('nothing sounds before somebody has signed in', async () => {
  emit(alarm('alarm-1'))
  await after(5_000)
  expect(played).toEqual([])
})

test('an urgent alarm sounds at once, again after four seconds, and no more when it is taken', async () => {
  client.emit('session.changed', makeSession())
  emit(alarm('alarm-1'))
  await after(1_000)
  expect(played).toEqual(['urgent'])
  await after(4_000)
  expect(played).toEqual(['urgent', 'urgent'])
  emit(alarm('alarm-1', 'urgent', 'acknowledged'))
  await after(10_000)
  expect(played).toEqual(['urgent', 'urgent'])
})

test('F3 silences, is told to the windows, and a new alarm sounds all the same', async () => {
  client.emit('session.changed', makeSession())
  emit(alarm('alarm-1'))
  await after(1_000)
  tellSeat({ type: 'silence', atMs: Date.now() })
  await after(20_000)
  expect(played).toEqual(['urgent'])
  expect(reports.at(-1)).toMatchObject({ state: 'silenced' })
  emit(alarm('alarm-2', 'minor'))
  await after(1_000)
  expect(played).toEqual(['urgent', 'minor'])
})

test('a speaker that the browser holds back is told, and sounds once it may', async () => {
  isAllowed = false
  client.emit('session.changed', makeSession())
  emit(alarm('alarm-1'))
  await after(3_000)
  expect(played).toEqual([])
  expect(reports.at(-1)).toEqual({ state: 'blocked' })
  isAllowed = true
  await after(1_000)
  expect(played).toEqual(['urgent'])
})

test('a change of the seat’s role sounds, its first state does not', async () => {
  client.emit('seat.changed', makeSeat({ role: 'following' }))
  await after(1_000)
  client.emit('seat.changed', makeSeat({ role: 'alone', roleSinceMs: 7 }))
  await after(1_000)
  expect(played).toEqual(['roleChanged'])
})

test('it is wanted while an urgent alarm stands that nobody has taken or silenced', async () => {
  client.emit('session.changed', makeSession())
  emit(alarm('alarm-2', 'minor'))
  await after(1_000)
  expect(sounding.isWanted()).toBe(false)
  emit(alarm('alarm-1'))
  await after(1_000)
  expect(sounding.isWanted()).toBe(true)
  tellSeat({ type: 'silence', atMs: Date.now() })
  expect(sounding.isWanted()).toBe(false)
})

test('a window that joins later is told how the sound is', async () => {
  await after(1_000)
  reports = []
  tellSeat({ type: 'joined' })
  expect(reports).toEqual([{ state: 'on' }])
})

test('an alarm that nobody takes breaks the silence when it escalates, and sounds as late as it is', async () => {
  client.emit('session.changed', makeSession())
  emit(alarm('alarm-1'))
  await after(1_000)
  tellSeat({ type: 'silence', atMs: Date.now() })
  await after(10_000)
  expect(played).toEqual(['urgent'])
  emit({ ...alarm('alarm-1'), escalation: { level: 2, sinceMs: Date.now() } })
  await after(1_000)
  expect(played).toEqual(['urgent', 'urgent'])
  expect(levels.at(-1)).toBe(2)
})

test('somebody who listens whether it can be heard hears the pattern at once', async () => {
  tellSeat({ type: 'soundTried', sound: 'minor' })
  await after(100)
  expect(played).toEqual(['minor'])
})
