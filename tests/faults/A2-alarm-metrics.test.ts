import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAlarmKpis } from '../../core/iot/readAlarmKpis'
import type { Draft } from '../../core/journal/Journal'
import { openTestJournal, startMs, type TestJournal } from '../../core/journal/testJournal'
import { type Actor, type AlarmKpis, DeviceId } from '../../domain/contract'
import type { AlarmPriority } from '../../domain/contract/thingModel'
import { report } from './report'

const minuteMs = 60_000
const dayMin = 1_440
const li: Actor = { kind: 'account', id: 'li' }
const wu: Actor = { kind: 'account', id: 'wu' }
const engine: Actor = { kind: 'system', id: 'alarmEngine' }
const text = { zh: '检修', en: 'works' }

/** What happens to one alarm, by the minute of its day. */
interface Story {
  id: string
  priority: AlarmPriority
  raised: number
  /** In the same write as the raising. */
  isSuppressed?: true
  reoccurred?: readonly (readonly [minute: number, count: number])[]
  acknowledged?: readonly [minute: number, by: Actor]
  shelved?: readonly [minute: number, until: number]
  returned?: number
  judged?: 'real' | 'false'
}
const range = (count: number) => Array.from({ length: count }, (_, at) => at)
const minor = (id: string, raised: number, more: Partial<Story> = {}): Story => ({
  id,
  priority: 'minor',
  raised,
  ...more,
})

/** A calm day, a day with a flood, and a day of two people with all that is put aside. */
const days: readonly (readonly Story[])[] = [
  [
    ...[5, 65, 125, 185, 245, 305].map((at, i) =>
      minor(`M${i}`, at, { acknowledged: [at + 3, li], returned: at + 10 }),
    ),
    { id: 'U', priority: 'urgent', raised: 400, acknowledged: [401, li], returned: 420 },
    { id: 'I', priority: 'important', raised: 500, acknowledged: [502, li], returned: 520 },
  ],
  [
    // Stands on into the third day.
    { id: 'S', priority: 'important', raised: 100, acknowledged: [130, li] },
    // 12, 11, 6 and 4 in four slots: the flood begins above 10 and ends below 5.
    ...[
      ...range(12).map((i) => 600 + i / 2),
      ...range(11).map((i) => 610 + i / 2),
      ...range(6).map((i) => 620 + i),
      ...range(4).map((i) => 630 + i),
    ].map((at, i) => minor(`F${i}`, at, { acknowledged: [at + 5, li], returned: at + 30 })),
    minor('C', 900, {
      reoccurred: [
        [900.25, 1],
        [900.5, 4],
      ],
      acknowledged: [905, li],
      returned: 906,
    }),
  ],
  [
    { id: 'T', priority: 'urgent', raised: 10 },
    ...range(15).map((i) =>
      minor(`N${i}`, 100 + i / 2, {
        acknowledged: i < 8 ? [102 + i / 2, li] : [104 + i / 2, wu],
        returned: 115 + i / 2,
        ...(i < 3 && { judged: i < 2 ? ('real' as const) : ('false' as const) }),
      }),
    ),
    minor('V', 290, { shelved: [295, 360], acknowledged: [365, wu], returned: 370 }),
    minor('Z', 800, { isSuppressed: true }),
  ],
]

const none = { acknowledged: 0, open: 0 }
const waits = (acknowledged: number, p50Min: number, p90Min: number, open = 0) => ({
  acknowledged,
  open,
  p50Ms: p50Min * minuteMs,
  p90Ms: p90Min * minuteMs,
})
const once = (...ids: string[]) => ids.map((deviceId) => ({ deviceId, definitionId: 'hot', count: 1 }))

/** Worked out by hand from the days above, after ISA-18.2 and EEMUA 191. */
const expected: readonly Partial<AlarmKpis>[] = [
  {
    annunciations: 8,
    operators: 1,
    per10MinPerOperator: 8 / 144,
    peak10Min: { count: 1, fromMs: startMs },
    floodShare: 0,
    byPriority: { urgent: 1, important: 1, minor: 6, notice: 0, commloss: 0 },
    timeToAcknowledge: {
      urgent: waits(1, 1, 1),
      important: waits(1, 2, 2),
      minor: waits(6, 3, 3),
      notice: none,
      commloss: none,
    },
    stale: [],
    staleCount: 0,
    chattering: [],
    mostFrequent: once('I', 'M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'U') as AlarmKpis['mostFrequent'],
    mostFrequentShare: 1,
    shelved: 0,
    suppressed: 0,
    judged: { real: 0, false: 0, test: 0, nuisance: 0 },
    law: { raw: 0, shown: 0, folded: 0, shelved: 0, suppressed: 0, outOfService: 0 },
  },
  {
    annunciations: 35,
    operators: 1,
    per10MinPerOperator: 35 / 144,
    peak10Min: { count: 12, fromMs: startMs + (dayMin + 600) * minuteMs },
    floodShare: 3 / 144,
    byPriority: { urgent: 0, important: 1, minor: 34, notice: 0, commloss: 0 },
    timeToAcknowledge: {
      urgent: none,
      important: waits(1, 30, 30),
      minor: waits(34, 5, 5),
      notice: none,
      commloss: none,
    },
    stale: [],
    staleCount: 0,
    chattering: [{ deviceId: DeviceId.parse('C'), definitionId: 'hot', count: 6 }],
    // Six of one and nine of the others, of forty.
    mostFrequentShare: 15 / 40,
    law: { raw: 1, shown: 1, folded: 0, shelved: 0, suppressed: 0, outOfService: 0 },
  },
  {
    annunciations: 18,
    operators: 2,
    per10MinPerOperator: 18 / 144 / 2,
    peak10Min: { count: 15, fromMs: startMs + (2 * dayMin + 100) * minuteMs },
    // Fifteen for two people are no flood.
    floodShare: 0,
    byPriority: { urgent: 1, important: 0, minor: 17, notice: 0, commloss: 0 },
    timeToAcknowledge: {
      urgent: { acknowledged: 0, open: 1 },
      important: none,
      // Eight waited 2 min, seven 4, one 5 until it was shelved and 5 after its return.
      minor: waits(17, 4, 5),
      notice: none,
      commloss: none,
    },
    stale: [
      {
        alarmId: 'S',
        deviceId: DeviceId.parse('S'),
        definitionId: 'hot',
        raisedAtMs: startMs + (dayMin + 100) * minuteMs,
      },
    ],
    staleCount: 1,
    chattering: [],
    mostFrequentShare: 10 / 18,
    shelved: 1,
    suppressed: 1,
    judged: { real: 2, false: 1, test: 0, nuisance: 0 },
    falseShare: 1 / 3,
    law: { raw: 3, shown: 2, folded: 0, shelved: 0, suppressed: 1, outOfService: 0 },
  },
]

let opened: TestJournal
beforeEach(async () => void (opened = await openTestJournal()))
afterEach(() => opened.dispose())

/** The entries of a story, each with its moment. */
function entriesOf(story: Story, dayStartMs: number): { atMs: number; drafts: Draft[] }[] {
  const { id, priority, raised, isSuppressed, reoccurred = [], acknowledged, shelved, returned, judged } = story
  const script: { atMs: number; drafts: Draft[] }[] = []
  const at = (minute: number) => dayStartMs + minute * minuteMs
  const tell = (minute: number, ...drafts: Draft[]) => void script.push({ atMs: at(minute), drafts })
  const about = { subjectId: id, actor: engine }
  const first = { deviceId: DeviceId.parse(id), definitionId: 'hot', priority, isLifeSafety: false }
  tell(
    raised,
    {
      kind: 'alarm.raised',
      ...about,
      actor: { kind: 'device', id },
      payload: { ...first, sourceAtMs: at(raised), arrivedAtMs: at(raised) },
    },
    ...(isSuppressed
      ? [{ kind: 'alarm.suppressed' as const, ...about, payload: { sinceMs: at(raised), reason: text } }]
      : []),
  )
  for (const [minute, count] of reoccurred)
    tell(minute, { kind: 'alarm.reoccurred', ...about, payload: { sourceAtMs: at(minute), count } })
  if (shelved) {
    const [from, until] = shelved
    tell(from, { kind: 'alarm.shelved', ...about, actor: li, payload: { untilMs: at(until), reason: 'works' } })
    tell(until, { kind: 'alarm.unshelved', ...about, payload: { cause: 'time', untilMs: at(until) } })
  }
  if (acknowledged) tell(acknowledged[0], { kind: 'alarm.acknowledged', ...about, actor: acknowledged[1], payload: {} })
  if (returned !== undefined)
    tell(returned, { kind: 'alarm.returned', ...about, payload: { sourceAtMs: at(returned) } })
  if (judged) {
    const cause = judged === 'false' ? { cause: 'steam' as const } : {}
    tell((returned ?? raised) + 1, {
      kind: 'alarm.judged',
      ...about,
      actor: li,
      payload: { verdict: judged, ...cause },
    })
  }
  return script
}

it('A2 alarm-metrics: the figures of three days are those that were worked out by hand', async () => {
  const graph = { gatewayOf: () => undefined, buildingOf: () => undefined, definitionOf: () => undefined }
  const found: AlarmKpis[] = []
  const read = (day: number) => {
    const fromMs = startMs + day * dayMin * minuteMs
    return readAlarmKpis(opened.journal, { fromMs, toMs: fromMs + dayMin * minuteMs }, opened.clock.nowMs, graph)
  }
  for (const [day, stories] of days.entries()) {
    const dayStartMs = startMs + day * dayMin * minuteMs
    const script = stories.flatMap((story) => entriesOf(story, dayStartMs)).sort((a, b) => a.atMs - b.atMs)
    for (const { atMs, drafts } of script) {
      opened.clock.nowMs = atMs
      await opened.journal.write(() => drafts)
    }
    opened.clock.nowMs = dayStartMs + dayMin * minuteMs
    found.push(await read(day))
  }
  const mismatches = expected.flatMap((figures, day) =>
    Object.entries(figures).flatMap(([name, value]) => {
      const told = found[day]?.[name as keyof AlarmKpis]
      return JSON.stringify(told) === JSON.stringify(value) ? [] : [`day ${day + 1} ${name}: ${JSON.stringify(told)}`]
    }),
  )
  const table = (name: keyof AlarmKpis) => found.map((kpis) => JSON.stringify(kpis[name])).join(' | ')
  report({
    name: 'A2 alarm-metrics',
    figures: {
      days: days.length,
      alarms: days.flat().length,
      annunciations: table('annunciations'),
      peak: found.map(({ peak10Min }) => peak10Min?.count ?? 0).join(' | '),
      floodSlots: found.map(({ floodShare = 0 }) => Math.round(floodShare * 144)).join(' | '),
      topTenShare: found.map(({ mostFrequentShare = 0 }) => mostFrequentShare.toFixed(3)).join(' | '),
      stale: table('staleCount'),
      chattering: found.map(({ chattering }) => chattering.length).join(' | '),
      mismatches: mismatches.length,
    },
    bar: 'rate, peak, flood, top ten, stale, chattering, priorities and times to acknowledge all equal',
    pass: mismatches.length === 0,
  })
  expect(mismatches).toEqual([])
  // What was told of a day does not change with what came after it; what stands is of now.
  const { law, ...first } = await read(0)
  expect(found[0]).toMatchObject(first)
  expect(law.raw).toBe(3)
})
