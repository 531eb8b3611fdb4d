import { expect, test } from 'vitest'
import { nextSound, silenceMs, type Decision, type SoundState } from './nextSound'

const t0 = 1_000_000
const alarm = (
  id: string,
  priority: SoundState['unacknowledged'][number]['priority'],
  arrivedAtMs = t0,
  level = 0,
) => ({
  id,
  priority,
  arrivedAtMs,
  level,
})
const state = (partial: Partial<SoundState>): SoundState => ({
  unacknowledged: [],
  happenings: [],
  soundedAtMs: new Map(),
  silencedAtMs: undefined,
  busyUntilMs: 0,
  ...partial,
})
const occasion = (decision: Decision) => (decision.kind === 'sound' ? decision.occasion : undefined)

test('nothing to sound, nothing to wait for', () => {
  expect(nextSound(state({}), t0)).toEqual({ kind: 'wait', untilMs: undefined })
})

// req: R-4.2.9-06
test('of several unacknowledged alarms the highest sounds', () => {
  expect(
    occasion(
      nextSound(state({ unacknowledged: [alarm('a', 'minor'), alarm('b', 'urgent'), alarm('c', 'important')] }), t0),
    ),
  ).toBe('urgent')
})

test('an urgent alarm sounds every 4 s until it is taken, an important one every 10 s', () => {
  const urgent = state({ unacknowledged: [alarm('a', 'urgent')], soundedAtMs: new Map([['a', t0]]) })
  expect(nextSound(urgent, t0 + 2_000)).toEqual({ kind: 'wait', untilMs: t0 + 4_000 })
  expect(occasion(nextSound(urgent, t0 + 4_000))).toBe('urgent')
  const important = state({ unacknowledged: [alarm('a', 'important')], soundedAtMs: new Map([['a', t0]]) })
  expect(nextSound(important, t0 + 4_000)).toEqual({ kind: 'wait', untilMs: t0 + 10_000 })
  expect(nextSound(state({ soundedAtMs: new Map([['a', t0]]) }), t0 + 4_000)).toEqual({
    kind: 'wait',
    untilMs: undefined,
  })
})

test('a minor alarm and a lost link sound once', () => {
  for (const priority of ['minor', 'commloss'] as const) {
    const once = { unacknowledged: [alarm('a', priority)] }
    expect(occasion(nextSound(state(once), t0))).toBe(priority)
    expect(nextSound(state({ ...once, soundedAtMs: new Map([['a', t0]]) }), t0 + 60_000).kind).toBe('wait')
  }
})

test('a notice never sounds', () => {
  expect(nextSound(state({ unacknowledged: [alarm('a', 'notice')] }), t0).kind).toBe('wait')
})

test('one sound at a time', () => {
  expect(nextSound(state({ unacknowledged: [alarm('a', 'urgent')], busyUntilMs: t0 + 500 }), t0)).toEqual({
    kind: 'wait',
    untilMs: t0 + 500,
  })
})

test('many alarms of a priority share one beat', () => {
  const both = state({
    unacknowledged: [alarm('a', 'urgent'), alarm('b', 'urgent')],
    soundedAtMs: new Map([
      ['a', t0],
      ['b', t0 + 1_000],
    ]),
  })
  expect(nextSound(both, t0 + 4_000)).toEqual({ kind: 'wait', untilMs: t0 + 5_000 })
})

test('F3 silences for two minutes what sounds now', () => {
  const silenced = state({
    unacknowledged: [alarm('a', 'urgent')],
    soundedAtMs: new Map([['a', t0]]),
    silencedAtMs: t0 + 1_000,
  })
  expect(nextSound(silenced, t0 + 60_000)).toEqual({ kind: 'wait', untilMs: t0 + 1_000 + silenceMs })
  expect(occasion(nextSound(silenced, t0 + 1_000 + silenceMs))).toBe('urgent')
})

test('F3 does not silence what comes after it', () => {
  const silenced = state({
    unacknowledged: [alarm('a', 'urgent'), alarm('b', 'minor', t0 + 2_000)],
    soundedAtMs: new Map([['a', t0]]),
    silencedAtMs: t0 + 1_000,
  })
  expect(occasion(nextSound(silenced, t0 + 2_000))).toBe('minor')
})

test('an opened incident sounds its gong once, before a lower alarm', () => {
  const opened = {
    happenings: [{ id: 'i', occasion: 'incidentOpened' as const, atMs: t0 }],
    unacknowledged: [alarm('a', 'important')],
  }
  expect(occasion(nextSound(state(opened), t0))).toBe('incidentOpened')
  expect(occasion(nextSound(state({ ...opened, soundedAtMs: new Map([['i', t0]]) }), t0 + 1_000))).toBe('important')
})

test('old news do not sound', () => {
  expect(nextSound(state({ happenings: [{ id: 'i', occasion: 'roleChanged', atMs: t0 }] }), t0 + 20_000).kind).toBe(
    'wait',
  )
})

test('what nobody takes sounds sooner again, level by level', () => {
  const late = (level: number) =>
    nextSound(
      state({ unacknowledged: [alarm('a', 'urgent', t0, level)], soundedAtMs: new Map([['a', t0]]) }),
      t0 + 1_900,
    )
  expect([0, 1, 2, 3].map(late)).toEqual([4_000, 3_000, 2_500, 2_000].map((ms) => ({ kind: 'wait', untilMs: t0 + ms })))
})

test('the latest of several sets how loud they sound', () => {
  const both = state({ unacknowledged: [alarm('a', 'urgent'), alarm('b', 'urgent', t0, 2)] })
  expect(nextSound(both, t0)).toMatchObject({ kind: 'sound', level: 2 })
})
