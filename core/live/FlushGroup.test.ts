import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { ChangeTracker } from './ChangeTracker'
import { FlushGroup, type FlushSource, type Points } from './FlushGroup'
import { createTicker } from './Ticker'

const size = 12
const [slow, fast] = [10, 30]

/** A tracker that forgets what a watcher is owed from before it came. */
class ForgetfulTracker extends ChangeTracker {
  override watch(rows: Points) {
    return super.watch(rows)
  }
}

/** Points with a count of how often each was set, and what windows are told of it. */
function setUp(changes: ChangeTracker) {
  let run: (() => void) | undefined
  const ticker = createTicker((callback) => {
    run = callback
    return () => (run = undefined)
  })
  const counts = new Float64Array(size)
  let reads = 0
  const source: FlushSource = {
    changes,
    ticker,
    read(points) {
      reads += 1
      return {
        points,
        values: Float64Array.from(points, (point) => counts[point]!),
        timesMs: new Float64Array(points.length),
        qualities: new Uint8Array(points.length),
      }
    },
    heardOf: (points) =>
      (points === 'all' ? Uint32Array.from(counts, (_, point) => point) : points).filter((point) => counts[point]! > 0),
  }
  return {
    source,
    tick: () => run?.(),
    isTicking: () => run !== undefined,
    reads: () => reads,
    set(point: number) {
      counts[point]! += 1
      changes.mark(point)
    },
    values: (points: Iterable<number>) => new Map([...points].map((point) => [point, counts[point]!])),
  }
}

type Step =
  | { do: 'set'; point: number }
  | { do: 'tick' }
  | { do: 'join'; isReady: boolean }
  | { do: 'leave' | 'turn'; which: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ do: fc.constant('set' as const), point: fc.nat(size - 1) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('tick' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), isReady: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'turn' as const), which: fc.nat(9) }) },
)

/** A window, the list that it would keep if it were alone, and what has been told to it. */
class SeatBeside {
  isReady: boolean
  isGreeted = false
  readonly owed = new Set<number>()
  told: Map<number, number>[] = []
  stop: () => void = () => {}

  constructor(isReady: boolean) {
    this.isReady = isReady
  }
}

/** Runs steps against one group, and compares each batch of each window with its own list. */
function holdBeside(steps: readonly Step[], points: Points, rateHz: number, changes: ChangeTracker): void {
  const site = setUp(changes)
  const watched = points === 'all' ? Array.from({ length: size }, (_, point) => point) : [...points]
  const heard = new Set<number>()
  let seats: SeatBeside[] = []
  const group = new FlushGroup(site.source, points, rateHz, () => undefined)
  const join = (isReady: boolean) => {
    const seat = new SeatBeside(isReady)
    seat.stop = group.join(
      ({ points: told, values }) => {
        expect(seat.isReady).toBe(true)
        expect(new Set(told).size).toBe(told.length)
        const batch = new Map(Array.from(told, (point, at) => [point, values[at]!]))
        const owed = seat.isGreeted ? seat.owed : watched.filter((point) => heard.has(point))
        expect(sorted(batch)).toEqual(sorted(site.values(owed)))
        seat.isGreeted = true
        seat.owed.clear()
        seat.told.push(batch)
      },
      () => seat.isReady,
    )
    seats.push(seat)
  }
  join(true)
  const period = Math.round(fast / rateHz)
  for (const one of steps) {
    if (one.do === 'set') {
      site.set(one.point)
      heard.add(one.point)
      if (watched.includes(one.point)) for (const seat of seats) seat.owed.add(one.point)
    } else if (one.do === 'tick') {
      site.tick()
      // Whoever is there at its first tick knows all from then on, even when there was nothing to know.
      for (const seat of seats) if (seat.isReady && !watched.some((point) => heard.has(point))) greet(seat)
    } else if (one.do === 'join') join(one.isReady)
    else if (one.do === 'leave' && seats.length > 1) {
      const [gone] = seats.splice(one.which % seats.length, 1)
      gone?.stop()
    } else if (one.do === 'turn') {
      const seat = seats[one.which % seats.length]
      if (seat) seat.isReady = !seat.isReady
    }
  }
  for (const seat of seats) seat.isReady = true
  for (let ticks = 0; ticks < period * 2; ticks++) site.tick()
  for (const seat of seats) expect([...seat.owed], 'nothing is owed once all is quiet').toEqual([])
  for (const seat of seats) seat.stop()
  seats = []
  expect(site.isTicking()).toBe(false)
}

function greet(seat: SeatBeside): void {
  seat.isGreeted = true
  seat.owed.clear()
}

const sorted = (batch: ReadonlyMap<number, number>) => [...batch].sort(([a], [b]) => a - b)

const sequences = fc.tuple(
  fc.array(step, { minLength: 20, maxLength: 120 }),
  fc.constantFrom<Points>('all', Uint32Array.of(3, 1, 7)),
  fc.constantFrom(slow, fast),
)
const runWith = (makeTracker: () => ChangeTracker) =>
  fc.check(
    fc.property(sequences, ([steps, points, rateHz]) => holdBeside(steps, points, rateHz, makeTracker())),
    { seed: 20_261_123, numRuns: 150 },
  )

it('gives each window exactly what a list of its own would, whoever comes, goes or takes nothing (property)', () => {
  const { failed, errorInstance, counterexample } = runWith(() => new ChangeTracker(size))
  expect(failed, `${String(errorInstance)} ${JSON.stringify(counterexample)}`).toBe(false)
})

it('is caught when it forgets what a window missed that was not ready (broken twin)', () => {
  expect(runWith(() => new ForgetfulTracker(size)).failed).toBe(true)
})

it('reads and hands over one batch for all windows that keep up', () => {
  const site = setUp(new ChangeTracker(size))
  const group = new FlushGroup(site.source, 'all', fast, () => undefined)
  const batches: object[][] = [[], [], [], []]
  for (const told of batches) group.join((batch) => told.push(batch), undefined)
  site.tick()
  site.set(2)
  site.tick()
  site.set(2)
  site.set(5)
  site.tick()
  expect(site.reads()).toBe(2)
  for (const told of batches) expect(told.map((batch, at) => batch === batches[0]?.[at])).toEqual([true, true])
})

it('tells a window that comes between two flushes of the others at once', () => {
  const site = setUp(new ChangeTracker(size))
  const group = new FlushGroup(site.source, 'all', 0.1, () => undefined)
  group.join(
    () => undefined,
    () => true,
  )
  site.set(4)
  site.tick()
  site.set(6)
  const told: number[][] = []
  group.join(
    ({ points }) => told.push([...points]),
    () => true,
  )
  site.tick()
  expect(told).toEqual([[4, 6]])
})
