import { describe, expect, it } from 'vitest'
import { AlarmId, DeviceId } from '../contract/primitives'
import type { Actor, Alarm } from '../contract/state'
import { entriesOf, li, type Told, wu } from '../folds/testEntries'
import { createKpiTally } from './alarmKpis'
import { tellAlarm } from './tellAlarm'

const keeper: Actor = { kind: 'system', id: 'alarmKeeper' }
const minuteMs = 60_000
const fromMs = Date.UTC(2026, 10, 22, 8)
const at = (minutes: number) => fromMs + minutes * minuteMs

let serial = 0
/** An alarm of a device, raised at a minute, with what came of it. */
const story = (deviceId: string, minutes: number, ...told: Told[]) => {
  serial += 1
  const raised: Told = [
    'alarm.raised',
    {
      deviceId: DeviceId.parse(deviceId),
      definitionId: 'smoke',
      priority: deviceId.startsWith('U') ? 'urgent' : 'minor',
      isLifeSafety: false,
      sourceAtMs: at(minutes),
      arrivedAtMs: at(minutes),
    },
    { atMs: at(minutes), by: { kind: 'device', id: deviceId } },
  ]
  return entriesOf(`A-${serial}`, [raised, ...told])
}
const came = (minutes: number, count?: number): Told => [
  'alarm.reoccurred',
  { sourceAtMs: at(minutes), ...(count !== undefined && { count }) },
  { atMs: at(minutes), by: keeper },
]
const gone = (minutes: number): Told => [
  'alarm.returned',
  { sourceAtMs: at(minutes) },
  { atMs: at(minutes), by: keeper },
]
const taken = (minutes: number, by = li): Told => ['alarm.acknowledged', {}, { atMs: at(minutes), by }]
const shelved = (minutes: number, until: number): Told => [
  'alarm.shelved',
  { untilMs: at(until), reason: 'works' },
  { atMs: at(minutes), by: li },
]
const shelfEnded = (minutes: number): Told => [
  'alarm.unshelved',
  { cause: 'time', untilMs: at(minutes) },
  { atMs: at(minutes), by: keeper },
]
const law = { raw: 0, shown: 0, folded: 0, shelved: 0, suppressed: 0, outOfService: 0 }
const figures = (stories: readonly ReturnType<typeof story>[], minutes = 60, open: Alarm[] = []) => {
  const tally = createKpiTally({ fromMs, toMs: at(minutes) })
  for (const entries of stories) {
    const tale = tellAlarm(entries)
    if (tale) tally.add(tale)
  }
  return tally.result(open, [], law)
}

describe('annunciations', () => {
  it('are the moments at which an alarm asked for a hand: raised, come again after a return, back from a shelf', () => {
    const stories = [
      story('U1', 1, came(2), gone(3), came(4)),
      story('M1', 5, shelved(6, 40), gone(7), came(8), shelfEnded(40)),
    ]
    expect(figures(stories)).toMatchObject({
      annunciations: 4,
      per10Min: [3, 0, 0, 0, 1, 0],
      byPriority: { urgent: 2, minor: 2, important: 0, notice: 0, commloss: 0 },
      peak10Min: { count: 3, fromMs },
      shelved: 1,
    })
  })

  it('are counted where they fall into the time, whatever else the alarm did', () => {
    const stories = [story('U1', -30, gone(-20), came(5)), story('U2', 61)]
    expect(figures(stories)).toMatchObject({ annunciations: 1, per10Min: [1, 0, 0, 0, 0, 0] })
  })

  it('are none of what was raised on a device out of service', () => {
    const out: Told = [
      'alarm.takenOutOfService',
      { outOfServiceId: 'U1', by: li, reason: 'works' },
      { atMs: at(1), by: keeper },
    ]
    expect(figures([story('U1', 1, out)])).toMatchObject({ annunciations: 0, mostFrequent: [{ count: 1 }] })
  })

  it('are none of what was raised while it was suppressed by design, which is counted', () => {
    const suppressed: Told = [
      'alarm.suppressed',
      { sinceMs: at(0), reason: { zh: '停机', en: 'Stopped' } },
      { atMs: at(1), by: { kind: 'system', id: 'alarmDesign' } },
    ]
    expect(figures([story('M1', 1, suppressed)])).toMatchObject({ annunciations: 0, suppressed: 1, shelved: 0 })
  })

  it('are shared by those who dealt with alarms', () => {
    const stories = Array.from({ length: 12 }, (_, i) => story(`M${i}`, i, taken(i + 1, i % 2 ? li : wu)))
    expect(figures(stories)).toMatchObject({ operators: 2, per10MinPerOperator: 1 })
  })
})

it('a flood begins above ten and ends below five in ten minutes', () => {
  const perSlot = [11, 7, 5, 4, 11, 0]
  const stories = perSlot.flatMap((times, slot) =>
    Array.from({ length: times }, (_, i) => story(`M${slot}-${i}`, slot * 10 + i / 2)),
  )
  expect(figures(stories)).toMatchObject({ per10Min: perSlot, floodShare: 4 / 6 })
})

it('the time to acknowledge is told of each priority, with what is still open', () => {
  const waits = [1, 2, 3, 4, 10]
  const stories = [...waits.map((wait, i) => story(`U${i}`, i, taken(i + wait))), story('U9', 9), story('M1', 1)]
  expect(figures(stories).timeToAcknowledge).toMatchObject({
    urgent: { acknowledged: 5, open: 1, p50Ms: 3 * minuteMs, p90Ms: 10 * minuteMs },
    minor: { acknowledged: 0, open: 1 },
  })
  expect(figures(stories).timeToAcknowledge.minor).not.toHaveProperty('p50Ms')
})

it('what came three times within a minute chatters, also when the guard has written it as one', () => {
  const stories = [
    story('U1', 1, came(1.2), came(1.9)),
    story('U2', 1, came(2, 2)),
    story('U3', 1, came(1.9), came(2.6)),
  ]
  const { chattering, mostFrequent, mostFrequentShare } = figures(stories)
  expect(chattering.map(({ deviceId, count }) => [deviceId, count])).toEqual([
    ['U1', 3],
    ['U2', 3],
  ])
  expect(mostFrequent).toHaveLength(3)
  expect(mostFrequentShare).toBe(1)
})

it('alarms of several episodes are one source', () => {
  const stories = [story('U1', 1, taken(2), gone(3)), story('U1', 10), story('U2', 5)]
  expect(figures(stories).mostFrequent).toMatchObject([
    { deviceId: 'U1', count: 2 },
    { deviceId: 'U2', count: 1 },
  ])
})

it('the false share is of what was judged', () => {
  const judged = (verdict: 'real' | 'false' | 'test'): Told => ['alarm.judged', { verdict }, { atMs: at(5), by: li }]
  const stories = [
    story('U1', 1, judged('false')),
    story('U2', 1, judged('real')),
    story('U3', 1),
    story('U4', 1, judged('test')),
  ]
  expect(figures(stories)).toMatchObject({ judged: { real: 1, false: 1, test: 1, nuisance: 0 }, falseShare: 2 / 3 })
  expect(figures([story('U1', 1)])).not.toHaveProperty('falseShare')
})

it('what stands in the list for more than a day is stale; what is put aside is not', () => {
  const standing = (id: string, raisedAtMs: number, more: Partial<Alarm> = {}): Alarm => ({
    id: AlarmId.parse(id),
    deviceId: DeviceId.parse('U1'),
    definitionId: 'smoke',
    priority: 'urgent',
    isLifeSafety: false,
    state: 'acknowledged',
    raisedAtMs,
    arrivedAtMs: raisedAtMs,
    lastOccurredAtMs: raisedAtMs,
    occurrences: 1,
    alsoAcknowledged: [],
    ...more,
  })
  const dayMinutes = 24 * 60
  const open = [
    standing('A-young', at(60 - dayMinutes)),
    standing('A-old', at(59 - dayMinutes)),
    standing('A-older', at(-2 * dayMinutes)),
    standing('A-shelved', at(-2 * dayMinutes), { state: 'shelved' }),
    standing('A-returned', at(-2 * dayMinutes), { state: 'returnedUnacknowledged', returnedAtMs: at(1) }),
  ]
  const { stale, staleCount } = figures([], 60, open)
  expect(stale.map(({ alarmId }) => alarmId)).toEqual(['A-older', 'A-old'])
  expect(staleCount).toBe(2)
})

it('a time without alarms has figures too', () => {
  expect(figures([])).toMatchObject({ annunciations: 0, operators: 1, per10MinPerOperator: 0, floodShare: 0 })
  expect(figures([])).not.toHaveProperty('peak10Min')
})
