import { expect, it } from 'vitest'
import { createRandom, type Random } from '../../demo/random'
import { DeviceId } from '../../domain/contract'
import { type Alarm, AlarmStateName } from '../../domain/contract/state'
import { foldAlarm } from '../../domain/folds/foldAlarm'
import { entriesOf, li, type Told, wu } from '../../domain/folds/testEntries'
import { isKnownEntry } from '../../domain/journal/parseEntry'
import { isNightly, report } from './report'

/*
 * A second model of the alarm machine, written as a table from ISA-18.2 and docs/alarm-philosophy.md, not from the fold: what a row says of an event in words, nothing of entries, times
 * and payloads. Source times rise here; occurrences that overtake each other are held by `foldAlarm.test.ts`.
 */
interface Model {
  readonly isLifeSafety: boolean
  stands: boolean
  acknowledged: boolean
  /** End of the shelf, ms. */
  shelf?: number | undefined
  /** Since when it is silent by design, latched: the moment says which one is meant. */
  suppressed?: number | undefined
  latched?: number | undefined
  outOfService?: string | undefined
}

const heldAs = (m: Model): AlarmStateName | undefined =>
  m.outOfService !== undefined
    ? 'outOfService'
    : m.suppressed !== undefined
      ? 'suppressed'
      : m.shelf !== undefined
        ? 'shelved'
        : undefined
const nameOf = (m: Model): AlarmStateName =>
  heldAs(m) ??
  (m.stands
    ? m.acknowledged
      ? 'acknowledged'
      : 'unacknowledged'
    : m.acknowledged
      ? 'returned'
      : 'returnedUnacknowledged')
const isOver = (m: Model): boolean => nameOf(m) === 'returned'
/** No longer put aside in any way: what stands is told anew, what is gone is over. */
const letGo = (m: Model): void => {
  if (heldAs(m) === undefined) m.acknowledged = !m.stands
}

/** A moment, the model before it, and chance. */
interface Turn {
  atMs: number
  model: Model
  random: Random
}
interface Row {
  /** What a seat would write. */
  told(turn: Turn): Told
  /** What the machine must make of it; `void`: nothing. */
  does(model: Model, told: Told, atMs: number): 'void' | undefined
}
/** The payload of a row's own kind. */
const payloadOf = (told: Told): Record<string, unknown> => ({ ...told[1] })
const either = (random: Random, right: number | undefined, wrong: number): number =>
  right !== undefined && random.next() < 0.7 ? right : wrong

const rows: Readonly<Record<string, Row>> = {
  reoccurred: {
    told: ({ atMs }) => ['alarm.reoccurred', { sourceAtMs: atMs }],
    does(m) {
      const isNew = !m.stands || m.latched !== undefined
      m.stands = true
      m.latched = undefined
      if (isNew && heldAs(m) === undefined) m.acknowledged = false
      return undefined
    },
  },
  returned: {
    told: ({ atMs }) => ['alarm.returned', { sourceAtMs: atMs }],
    does(m) {
      m.stands = false
      m.latched = undefined
      return undefined
    },
  },
  latched: {
    told: ({ atMs }) => ['alarm.latched', { sourceAtMs: atMs }],
    does(m, _told, atMs) {
      if (!m.stands) return 'void'
      m.latched = atMs
      return undefined
    },
  },
  reset: {
    told: ({ atMs, model, random }) => ['alarm.reset', { sinceMs: either(random, model.latched, atMs - 1) }],
    does(m, told) {
      if (m.latched !== payloadOf(told)['sinceMs']) return 'void'
      m.latched = undefined
      m.stands = false
      return undefined
    },
  },
  acknowledged: {
    told: ({ random }) => ['alarm.acknowledged', {}, { by: random.next() < 0.5 ? li : wu }],
    does(m) {
      m.acknowledged = true
      return undefined
    },
  },
  shelved: {
    told: ({ atMs, model, random }) => [
      'alarm.shelved',
      {
        untilMs: atMs + 1_000 * (random.whole(0, 9) - 1),
        reason: 'works',
        ...(random.next() < 0.4 && { seenUntilMs: either(random, model.shelf, atMs) }),
      },
    ],
    does(m, told, atMs) {
      const { untilMs, seenUntilMs } = payloadOf(told)
      if (m.isLifeSafety || isOver(m) || Number(untilMs) <= atMs) return 'void'
      if (m.shelf === undefined ? seenUntilMs !== undefined : seenUntilMs !== m.shelf && Number(untilMs) >= m.shelf)
        return 'void'
      m.shelf = Number(untilMs)
      return undefined
    },
  },
  unshelved: {
    told: ({ atMs, model, random }) => [
      'alarm.unshelved',
      { cause: random.next() < 0.5 ? 'time' : 'person', untilMs: either(random, model.shelf, atMs) },
    ],
    does(m, told) {
      const { cause, untilMs } = payloadOf(told)
      if (m.shelf === undefined || (cause === 'time' && untilMs !== m.shelf)) return 'void'
      m.shelf = undefined
      letGo(m)
      return undefined
    },
  },
  suppressed: {
    told: ({ atMs }) => ['alarm.suppressed', { sinceMs: atMs, reason: { zh: '检修', en: 'Works' } }],
    does(m, _told, atMs) {
      if (m.isLifeSafety || isOver(m) || m.suppressed !== undefined) return 'void'
      m.suppressed = atMs
      return undefined
    },
  },
  unsuppressed: {
    told: ({ atMs, model, random }) => ['alarm.unsuppressed', { sinceMs: either(random, model.suppressed, atMs) }],
    does(m, told) {
      if (m.suppressed !== payloadOf(told)['sinceMs']) return 'void'
      m.suppressed = undefined
      letGo(m)
      return undefined
    },
  },
  takenOutOfService: {
    told: ({ random }) => {
      const second = [undefined, li, wu][random.whole(0, 2)]
      const outOfServiceId = random.next() < 0.5 ? 'd1' : 'd1#smoke'
      return ['alarm.takenOutOfService', { outOfServiceId, by: li, reason: 'works', ...(second && { second }) }]
    },
    does(m, told) {
      const { outOfServiceId, second } = payloadOf(told)
      if ((m.isLifeSafety && second !== wu) || isOver(m) || m.outOfService === outOfServiceId) return 'void'
      m.outOfService = String(outOfServiceId)
      return undefined
    },
  },
  returnedToService: {
    told: ({ random }) => ['alarm.returnedToService', { outOfServiceId: random.next() < 0.5 ? 'd1' : 'd1#smoke' }],
    does(m, told) {
      if (m.outOfService !== payloadOf(told)['outOfServiceId']) return 'void'
      m.outOfService = undefined
      letGo(m)
      return undefined
    },
  },
  commented: {
    told: () => ['alarm.commented', { text: '已通知' }],
    does: () => undefined,
  },
}

interface Walk {
  mismatches: string[]
  pairs: Set<string>
  broken: string[]
}

/** One alarm through so many events; `table` is what it is held against. */
function walk(random: Random, steps: number, table: typeof rows, found: Walk): void {
  const isLifeSafety = random.next() < 0.3
  const model: Model = { isLifeSafety, stands: true, acknowledged: false }
  const names = Object.keys(table)
  const raised: Told = [
    'alarm.raised',
    {
      deviceId: DeviceId.parse('d1'),
      definitionId: 'smoke',
      priority: 'urgent',
      isLifeSafety,
      sourceAtMs: 1_000,
      arrivedAtMs: 1_000,
    },
  ]
  let state = fold(undefined, raised, 1_000).state
  for (let step = 0; step < steps && state; step++) {
    const atMs = 2_000 + step * 1_000
    const name = names[random.whole(0, names.length - 1)]!
    const row = table[name]!
    const before = nameOf(model)
    const told = row.told({ atMs, model, random })
    const expected = row.does(model, told, atMs)
    const folded = fold(state, told, atMs)
    found.pairs.add(`${before} ${name}`)
    const isVoid = folded.voidReason !== undefined
    if (folded.state?.state !== nameOf(model) || isVoid !== (expected === 'void'))
      return void found.mismatches.push(`${before} ${name}: ${folded.state?.state} ${folded.voidReason ?? ''}`)
    state = folded.state
    if (isLifeSafety && (state.shelved ?? state.suppressed)) found.broken.push(`I5 ${name}`)
    if (isVoid && before !== state.state) found.broken.push(`I4 ${before} ${name}`)
  }
}

function fold(state: Alarm | undefined, told: Told, atMs: number) {
  const [kind, payload, more] = told
  const [entry] = entriesOf('alarm-1', [[kind, payload, { ...more, atMs }] as Told])
  if (!entry || !isKnownEntry(entry)) throw new Error(`not an entry: ${kind}`)
  return foldAlarm(state, entry)
}

function walkAll(seed: number, sequences: number, table: typeof rows): Walk {
  const found: Walk = { mismatches: [], pairs: new Set(), broken: [] }
  const random = createRandom(seed, 'alarm machine')
  for (let i = 0; i < sequences; i++) walk(random, 16, table, found)
  return found
}

it('A1 alarm-machine: whatever happens in whatever order, an alarm is where a second model, written as a table, says it is', () => {
  const seed = 20_261_123
  const sequences = isNightly ? 200_000 : 10_000
  const { mismatches, pairs, broken } = walkAll(seed, sequences, rows)
  const all = AlarmStateName.options.length * Object.keys(rows).length
  report({
    name: 'A1 alarm-machine',
    seed,
    figures: { sequences, pairs: pairs.size, ofPairs: all, mismatches: mismatches.length, broken: broken.length },
    bar: '0 mismatches, every pair of state and event, I4 and I5 hold',
    pass: mismatches.length === 0 && pairs.size === all && broken.length === 0,
  })
  expect([...new Set(mismatches)]).toEqual([])
  expect(broken).toEqual([])
  expect(pairs.size).toBe(all)
})

it('A1 twin: a table in which life safety can be shelved is told from the machine', () => {
  const shelved: Row = { ...rows['shelved']!, does: (m, told, atMs) => rows['shelved']!.does(laxOf(m), told, atMs) }
  expect(walkAll(1, 500, { ...rows, shelved }).mismatches.length).toBeGreaterThan(0)
})

/** The same model, but for what makes it safe. */
const laxOf = (model: Model): Model =>
  new Proxy(model, { get: (of, key) => (key === 'isLifeSafety' ? false : Reflect.get(of, key)) })
