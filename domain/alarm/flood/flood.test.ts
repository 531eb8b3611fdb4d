import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Alarm, type AlarmDefinition, AlarmId, DeviceId } from '../../contract'
import { stateOf } from '../holds'
import { CauseFinder, earlyMs } from './CauseFinder'
import { foldAlarms } from './foldAlarms'
import { compareRaised, Together, togetherMs } from './Together'
import type { TwinGraph } from './TwinGraph'

const definition = (id: string, more: Partial<AlarmDefinition> = {}): AlarmDefinition => ({
  id,
  name: { zh: id, en: id },
  priority: 'important',
  isLifeSafety: false,
  condition: { kind: 'equals', property: 'state', value: 1 },
  onDelayMs: 0,
  offDelayMs: 0,
  incidentType: 'equipment',
  response: [],
  ...more,
})
const definitions = [
  definition('powerLost', { takesDown: ['power'] }),
  definition('pumpStopped', { takesDown: ['water'], fallsWith: ['power'] }),
  definition('airStopped', { takesDown: ['air'], fallsWith: ['power'] }),
  definition('lowPressure', { fallsWith: ['water'] }),
  definition('stuffy', { fallsWith: ['air'] }),
  definition('offline', { priority: 'commloss', condition: { kind: 'offline' } }),
  definition('gatewayLost', { priority: 'commloss', condition: { kind: 'offline' }, takesDown: ['network'] }),
  definition('smoke', { isLifeSafety: true, fallsWith: ['power'] }),
  definition('door'),
]
/** Devices `b1-x` stand in building `b1`; `g1/x` is behind gateway `g1`. */
const graph: TwinGraph = {
  gatewayOf: (id) => (id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : undefined),
  buildingOf: (id) => /^b\d/.exec(id)?.[0],
  definitionOf: ({ definitionId }) => definitions.find(({ id }) => id === definitionId),
}
let serial = 0
const alarm = (deviceId: string, definitionId: string, raisedAtMs: number, more: Partial<Alarm> = {}): Alarm => {
  const about = graph.definitionOf({ deviceId: DeviceId.parse(deviceId), definitionId })
  const made: Alarm = {
    id: AlarmId.parse(`A-${String((serial += 1)).padStart(5, '0')}`),
    deviceId: DeviceId.parse(deviceId),
    definitionId,
    priority: about?.priority ?? 'minor',
    isLifeSafety: about?.isLifeSafety ?? false,
    state: 'unacknowledged',
    raisedAtMs,
    arrivedAtMs: raisedAtMs,
    lastOccurredAtMs: raisedAtMs,
    occurrences: 1,
    alsoAcknowledged: [],
    ...more,
  }
  return { ...made, state: stateOf(made) }
}
const by = { kind: 'account', id: 'A-1' } as const

describe('the cause of an alarm', () => {
  it('is followed to its end: a room is stuffy because the air handler stopped because the power is lost', () => {
    const power = alarm('b1-board', 'powerLost', 1_000_000)
    const air = alarm('b1-ahu', 'airStopped', 1_000_500)
    const room = alarm('b1-room', 'stuffy', 1_060_000)
    const { folds, law } = foldAlarms([room, air, power], graph)
    expect(folds.get(room.id)).toEqual({ by: 'power', underId: power.id })
    expect(folds.get(air.id)).toEqual({ by: 'power', underId: power.id })
    expect(folds.has(power.id)).toBe(false)
    expect(law).toEqual({ raw: 3, shown: 1, folded: 2, shelved: 0, suppressed: 0, outOfService: 0 })
  })

  it('runs along gateways, however many', () => {
    const gateway = alarm('g1', 'gatewayLost', 1_000_000)
    const behind = [alarm('g1/a', 'offline', 1_000_000), alarm('g1/sub/b', 'offline', 1_100_000)]
    const elsewhere = alarm('g2/a', 'offline', 1_000_000)
    const { folds } = foldAlarms([gateway, ...behind, elsewhere], graph)
    expect(behind.map(({ id }) => folds.get(id))).toEqual(behind.map(() => ({ by: 'network', underId: gateway.id })))
    expect(folds.has(elsewhere.id)).toBe(false)
  })

  it('is none in another building, long before it, or after it was gone', () => {
    const power = alarm('b1-board', 'powerLost', 1_000_000, { returnedAtMs: 1_500_000 })
    for (const other of [
      alarm('b2-ahu', 'airStopped', 1_000_000),
      alarm('b1-ahu', 'airStopped', 1_000_000 - earlyMs - 1),
      alarm('b1-ahu', 'airStopped', 1_500_001),
      alarm('b1-door', 'door', 1_200_000),
    ]) {
      const finder = new CauseFinder(graph)
      finder.take(power.id, power)
      expect(finder.causeOf(other)).toBe(undefined)
    }
  })

  it('folds nothing under what nobody sees: a cause that is put aside', () => {
    const power = alarm('b1-board', 'powerLost', 1_000_000, {
      shelved: { by, atMs: 1, untilMs: 9_000_000, reason: 'works' },
    })
    const air = alarm('b1-ahu', 'airStopped', 1_000_500)
    expect(foldAlarms([power, air], graph)).toMatchObject({ law: { raw: 2, shown: 1, folded: 0, shelved: 1 } })
  })

  // I5
  it('is not asked of life safety that nobody has taken', () => {
    const power = alarm('b1-board', 'powerLost', 1_000_000)
    const smoke = alarm('b1-s', 'smoke', 1_000_500)
    expect(foldAlarms([power, smoke], graph).law).toMatchObject({ shown: 2, folded: 0 })
    const taken = alarm('b1-s', 'smoke', 1_000_500, { acknowledged: { by, atMs: 1_000_600 } })
    expect(foldAlarms([power, taken], graph).law).toMatchObject({ shown: 1, folded: 1 })
  })

  it('takes no part in a circle', () => {
    const circle: TwinGraph = {
      ...graph,
      definitionOf: () => definition('both', { takesDown: ['power', 'water'], fallsWith: ['power', 'water'] }),
    }
    const alarms = [
      alarm('b1-a', 'door', 1_000_000),
      alarm('b1-b', 'door', 1_000_000),
      alarm('b1-c', 'door', 1_000_001),
    ]
    const { folds, law } = foldAlarms(alarms, circle)
    for (const { underId } of folds.values()) expect(folds.has(underId)).toBe(false)
    expect(law.shown).toBeGreaterThan(0)
  })
})

const someAlarm = fc
  .record({
    device: fc.constantFrom('b1-a', 'b1-b', 'b1-board', 'b2-a', 'b2-ahu', 'g1', 'g1/a', 'g1/sub/b', 'outdoors'),
    definitionId: fc.constantFrom(...definitions.map(({ id }) => id), 'unknown'),
    raisedAtMs: fc.integer({ min: 1, max: 20 }).map((minute) => minute * 30_000),
    returnedAfterMs: fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }),
    isTaken: fc.boolean(),
    aside: fc.constantFrom('no', 'no', 'no', 'shelved', 'suppressed', 'outOfService'),
    isInIncident: fc.constantFrom(false, false, true),
  })
  .map(({ device, definitionId, raisedAtMs, returnedAfterMs, isTaken, aside, isInIncident }) =>
    alarm(device, definitionId, raisedAtMs, {
      ...(returnedAfterMs !== undefined && { returnedAtMs: raisedAtMs + returnedAfterMs }),
      ...(isTaken && { acknowledged: { by, atMs: raisedAtMs } }),
      ...(aside === 'shelved' && { shelved: { by, atMs: 1, untilMs: 2, reason: 'works' as const } }),
      ...(aside === 'suppressed' && { suppressed: { sinceMs: 1, reason: { zh: '停机', en: 'Stopped' } } }),
      ...(aside === 'outOfService' && { outOfService: { id: device, by, atMs: 1, reason: 'works' as const } }),
      ...(isInIncident && { incidentId: 'I-1' as Alarm['incidentId'] & string }),
    }),
  )
  .filter(({ state }) => state !== 'returned')

it('raw = shown + folded + shelved + suppressed + out of service, and nothing is folded out of sight (500 floods)', () => {
  fc.assert(
    fc.property(fc.array(someAlarm, { maxLength: 40 }), (alarms) => {
      const { folds, law } = foldAlarms(alarms, graph)
      expect(law.raw).toBe(alarms.length)
      expect(law.raw).toBe(law.shown + law.folded + law.shelved + law.suppressed + law.outOfService)
      const byId = new Map<string, Alarm>(alarms.map((each) => [each.id, each]))
      for (const [id, { underId }] of folds) {
        const folded = byId.get(id)
        const under = byId.get(underId)
        // Under one that is in the list itself, and is not folded further.
        expect(under && ['shelved', 'suppressed', 'outOfService'].includes(under.state)).toBe(false)
        expect(folds.has(underId) && folds.get(underId)?.by !== 'building').toBe(false)
        expect(folded?.isLifeSafety && folded.state !== 'acknowledged').toBe(false)
      }
      const again = foldAlarms([...alarms].reverse(), graph)
      expect(again.law).toEqual(law)
      // Equal maps have equal entries, in whatever order.
      expect(again.folds).toEqual(folds)
    }),
    { numRuns: 500, seed: 20_261_123 },
  )
})

it('what came together is told alike however it came and went, change by change (300 histories)', () => {
  const change = fc.record({ n: fc.integer({ min: 0, max: 25 }), minute: fc.integer({ min: 0, max: 12 }) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const together = new Together()
      const there = new Map<number, { id: string; raisedAtMs: number }>()
      /** First of the run of each that is not alone, as the list shows it. */
      const shown = new Map<string, string | undefined>()
      for (const { n, minute } of changes) {
        const moved = new Set<string>()
        const known = there.get(n)
        if (known) {
          together.remove(known, moved)
          there.delete(n)
          shown.delete(known.id)
        } else {
          const made = { id: `a${n}`, raisedAtMs: minute * 40_000 }
          there.set(n, made)
          together.add(made, moved)
          moved.add(made.id)
        }
        for (const id of moved) {
          const run = together.runOf(id)
          if (run) shown.set(id, run.size > 1 ? run.key : undefined)
        }
        const sorted = [...there.values()].sort(compareRaised)
        const runs: (typeof sorted)[] = []
        for (const each of sorted) {
          const last = runs.at(-1)?.at(-1)
          if (last && each.raisedAtMs - last.raisedAtMs <= togetherMs) runs.at(-1)?.push(each)
          else runs.push([each])
        }
        for (const run of runs) {
          const keys = new Set(run.map(({ id }) => shown.get(id)))
          expect(keys.size).toBe(1)
          expect([...keys][0] === undefined).toBe(run.length === 1)
          expect(together.runOf(run[0]!.id)).toMatchObject({ firstId: run[0]!.id, size: run.length })
        }
        const named = runs.flatMap((run) => (run.length > 1 ? [shown.get(run[0]!.id)] : []))
        expect(new Set(named).size).toBe(named.length)
        expect(together.size).toBe(there.size)
      }
    }),
    { numRuns: 300, seed: 3 },
  )
})
