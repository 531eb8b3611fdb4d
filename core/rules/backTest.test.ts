import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DeviceId, qualityCodes, type RuleDecision } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { RuleMachine } from '../../domain/rules/RuleMachine'
import { compileRule } from '../../domain/rules/compileRule'
import { createRuleCalendar } from '../../domain/rules/calendar'
import { isStale } from '../../domain/live/staleness'
import { trialRule } from '../../domain/rules/trialRule'
import { createTestWorld, warmRule } from '../../domain/rules/testRules'
import type { RuleWorld } from '../../domain/rules/RuleWorld'
import { historyMigrations } from '../history/HistoryStore'
import { type History, openHistory } from '../history/History'
import { Registry } from '../iot/Registry'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createHistoryReader, type HistoryReader } from '../seat/createHistoryReader'
import type { Store } from '../store/Store'
import { openDatabase } from '../store/openDatabase'
import { backTest } from './backTest'
import { ruleDeedId } from './ruleDeedId'

const fromMs = Date.UTC(2026, 10, 22, 8)
const toMs = fromMs + 3 * 3_600_000
const nameOf = (cause: string) => ruleDeedId('F', cause)
const registry = new Registry(testDistrict(), 1)
const { catalogue, world: plain } = createTestWorld()
const world: RuleWorld = { ...plain, calendar: createRuleCalendar(registry.timeZone) }
const rule = warmRule({
  inputs: [
    {
      name: 'other',
      from: { scope: 'devices', deviceIds: ['TH-2'], max: 1 },
      property: 'temperature',
      take: 'nearest',
    },
  ],
  triggers: [
    { kind: 'sample', devices: { deviceIds: ['TH-1'] }, property: 'temperature' },
    { kind: 'sample', devices: { deviceIds: ['TH-2'] }, property: 'temperature' },
  ],
  conditions: [
    { kind: 'expression', source: 'value > 30 && other < 40' },
    { kind: 'held', forMs: 7_000 },
  ],
  limit: { times: 4, withinMs: 3_600_000, of: 'device' },
})

let folder: string
let store: Store
let history: History
let opened: TestJournal
let reader: HistoryReader

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-backtest-'))
  store = await openDatabase({
    file: join(folder, 'samples.db'),
    migrations: historyMigrations,
    now: () => toMs,
    isCheckedAtOpen: false,
  })
  history = await openHistory(
    store,
    () => toMs,
    () => {},
    { maintainEveryMs: 0 },
  )
  await history.bindPoints(
    Array.from({ length: registry.pointCount }, (_, point) => {
      const facts = registry.pointAt(point)
      return facts && { deviceId: facts.device.id, property: facts.property.id }
    }),
  )
  opened = await openTestJournal()
  reader = createHistoryReader({
    registry,
    history,
    asks: { readHistory: () => Promise.reject(new Error('nobody is asked')) },
    driverId: () => undefined,
    isRecorded: () => true,
  })
})
afterEach(async () => {
  await history.close()
  await store.close()
  await opened.dispose()
  await rm(folder, { recursive: true })
})

/** What two sensors tell every 2 s or so, warm now and then: made by a plain generator, always the same. */
function* told(): Iterable<{ point: number; value: number; atMs: number }> {
  let seed = 7
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
  const points = ['TH-1', 'TH-2'].map((id) => registry.pointOf(id, 'temperature') ?? 0)
  for (let atMs = fromMs; atMs < toMs; atMs += 1_500 + Math.floor(random() * 1_000))
    for (const [nth, point] of points.entries()) {
      const wave = 28 + 6 * Math.sin(atMs / 90_000 + nth) + 8 * Math.sin(atMs / 700_000)
      yield { point, value: Math.round((wave + random()) * 10) / 10, atMs }
    }
}

/** What the machine decides while it happens. */
function live(): RuleDecision[] {
  const { compiled } = compileRule(rule, catalogue)
  if (!compiled) throw new Error('the rule is not sound')
  const latest = new Map<number, { value: number; atMs: number }>()
  let nowMs = fromMs
  const machine = new RuleMachine({
    rules: [trialRule(compiled, undefined, catalogue)],
    catalogue,
    world: {
      ...world,
      value(point) {
        const known = latest.get(point)
        return known && !isStale(known.atMs, 2_000, nowMs) ? known.value : undefined
      },
    },
    nameOf,
    isFired: () => false,
    fromMs,
  })
  for (const { point, value, atMs } of told()) {
    machine.advance(atMs)
    nowMs = atMs
    latest.set(point, { value, atMs })
    machine.sample(point, value, atMs)
  }
  machine.advance(toMs - 1)
  return machine.drain().decisions
}

const run = async (): Promise<RuleDecision[]> => {
  const { compiled } = compileRule(rule, catalogue)
  if (!compiled) throw new Error('the rule is not sound')
  const decisions: RuleDecision[] = []
  await backTest({
    compiled,
    known: undefined,
    range: { fromMs, toMs },
    catalogue,
    world,
    history: reader,
    journal: opened.journal,
    nameOf,
    tell: (event) => void decisions.push(...event.decisions),
    isCancelled: () => false,
  })
  return decisions
}

it('decides over what was recorded as it did when it happened, and the same every time', async () => {
  for (const { point, value, atMs } of told()) history.append(point, value, atMs, qualityCodes.good)
  await history.flush()
  const expected = live()
  expect(expected.length).toBeGreaterThan(10)
  expect(new Set(expected.map(({ outcome }) => outcome))).toEqual(new Set(['fires', 'limited']))
  const first = await run()
  expect(first).toEqual(expected)
  expect(await run()).toEqual(first)
})

it('goes over alarms as the list showed them: one that was shelved as soon as it came sets off what it does when it comes back', async () => {
  const { compiled } = compileRule(
    warmRule({
      triggers: [{ kind: 'alarm', devices: { systemKeys: ['environment.room'] }, phase: 'raised' }],
      conditions: [],
    }),
    catalogue,
  )
  if (!compiled) throw new Error('the rule is not sound')
  const { journal, clock } = opened
  const actor = { kind: 'account', id: 'a' } as const
  const alarm = { subjectId: 'A-1', actor }
  clock.nowMs = fromMs + 1_000
  const untilMs = fromMs + 3_600_000
  await journal.write(() => [
    {
      ...alarm,
      kind: 'alarm.raised',
      payload: {
        deviceId: DeviceId.parse('TH-1'),
        definitionId: 'hot',
        priority: 'important',
        isLifeSafety: false,
        sourceAtMs: clock.nowMs,
        arrivedAtMs: clock.nowMs,
      },
    },
    { ...alarm, kind: 'alarm.shelved', payload: { untilMs, reason: 'works' } },
  ])
  const again = untilMs + 5_000
  clock.nowMs = untilMs
  await journal.write(() => [{ ...alarm, kind: 'alarm.unshelved', payload: { cause: 'time', untilMs } }])
  clock.nowMs += 1_000
  await journal.write(() => [{ ...alarm, kind: 'alarm.shelved', payload: { untilMs: again, reason: 'works' } }])
  clock.nowMs = again
  await journal.write(() => [{ ...alarm, kind: 'alarm.unshelved', payload: { cause: 'time', untilMs: again } }])
  const decisions: RuleDecision[] = []
  await backTest({
    compiled,
    known: undefined,
    range: { fromMs, toMs },
    catalogue,
    world,
    history: reader,
    journal,
    nameOf,
    tell: (event) => void decisions.push(...event.decisions),
    isCancelled: () => false,
  })
  expect(decisions.map(({ outcome, cause }) => [outcome, cause.atMs])).toEqual([['fires', untilMs]])
})

it('tells its progress, stops when nobody listens any more, and refuses what is too long', async () => {
  const { compiled } = compileRule(rule, catalogue)
  if (!compiled) throw new Error('the rule is not sound')
  const parts = { compiled, known: undefined, catalogue, world, history: reader, journal: opened.journal, nameOf }
  const progress: number[] = []
  const tell = (event: { progress: number }) => void progress.push(Math.round(event.progress * 100))
  await backTest({ ...parts, range: { fromMs, toMs }, tell, isCancelled: () => progress.length === 2 })
  expect(progress).toEqual([33, 67])
  const tooLong = { fromMs, toMs: fromMs + 32 * 86_400_000 }
  await expect(backTest({ ...parts, range: tooLong, tell, isCancelled: () => false })).rejects.toMatchObject({
    code: 'tooLarge',
  })
})
