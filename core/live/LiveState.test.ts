import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { qualityCodes, type SampleBatch } from '../../domain/contract'
import { LiveState } from './LiveState'
import { createTicker } from './Ticker'

/** A ticker moved by hand: one call of `tick` is a thirtieth of a second. */
function handTicker() {
  let run: (() => void) | undefined
  const ticker = createTicker((callback) => {
    run = callback
    return () => (run = undefined)
  })
  return {
    ticker,
    tick: (times = 1) => Array.from({ length: times }).forEach(() => run?.()),
    isRunning: () => run !== undefined,
  }
}

const rows = (batch: SampleBatch) =>
  Array.from(batch.points, (point, i) => [point, batch.values[i], batch.timesMs[i], batch.qualities[i]])

describe('LiveState', () => {
  // req: R-4.1.1.2-10
  it('keeps the latest value, source time and quality of a point', () => {
    const live = new LiveState(handTicker().ticker, 3)
    expect(live.quality(1)).toBe(qualityCodes.never)
    expect(live.set(1, 21.5, 1000, qualityCodes.good)).toBe(true)
    expect([live.value(1), live.timeMs(1), live.quality(1)]).toEqual([21.5, 1000, qualityCodes.good])
  })

  it('does not let late data overwrite a newer value', () => {
    const live = new LiveState(handTicker().ticker, 1)
    live.set(0, 2, 2000, 0)
    expect(live.set(0, 1, 1000, 0)).toBe(false)
    expect([live.value(0), live.timeMs(0)]).toEqual([2, 2000])
  })

  it('takes nothing for a point that the registry does not have', () => {
    const live = new LiveState(handTicker().ticker, 2)
    expect(live.set(2, 1, 1000, 0)).toBe(false)
    live.grow(3)
    expect(live.set(2, 1, 1000, 0)).toBe(true)
    expect(live.pointCount).toBe(3)
  })

  it('takes what comes after a clock that ran ahead was set right', () => {
    const nowMs = 1_000_000
    const live = new LiveState(handTicker().ticker, 1, () => nowMs)
    live.set(0, 1, nowMs + 86_400_000, qualityCodes.good)
    expect(live.set(0, 2, nowMs, qualityCodes.good)).toBe(true)
    expect(live.set(0, 3, nowMs - 1, qualityCodes.good)).toBe(false)
    expect([live.value(0), live.timeMs(0)]).toEqual([2, nowMs])
  })

  it('hands a new subscriber what is known of its points, then only what changed, latest only', () => {
    const { ticker, tick } = handTicker()
    const live = new LiveState(ticker, 5)
    live.set(1, 10, 1000, 0)
    live.set(2, 20, 1000, 0)
    const batches: SampleBatch[] = []
    live.subscribe({ points: Uint32Array.of(1, 3), rateHz: 30 }, (batch) => batches.push(batch))
    tick()
    live.set(3, 30, 1100, 0)
    live.set(3, 31, 1200, 1)
    live.set(2, 21, 1200, 0)
    tick()
    tick()
    expect(batches.map(rows)).toEqual([[[1, 10, 1000, 0]], [[3, 31, 1200, 1]]])
  })

  it('flushes each subscriber at its own rate', () => {
    const { ticker, tick } = handTicker()
    const live = new LiveState(ticker, 1)
    const flushes = { fast: 0, slow: 0 }
    live.subscribe({ points: 'all', rateHz: 30 }, () => flushes.fast++)
    live.subscribe({ points: 'all', rateHz: 1 }, () => flushes.slow++)
    for (let i = 0; i < 60; i++) {
      live.set(0, i, i, 0)
      tick()
    }
    expect(flushes).toEqual({ fast: 60, slow: 2 })
  })

  it('keeps the changes of a subscriber that is not ready and hands over the latest once it is', () => {
    const { ticker, tick } = handTicker()
    const live = new LiveState(ticker, 2)
    let isReady = true
    const batches: SampleBatch[] = []
    live.subscribe({ points: 'all', rateHz: 30, isReady: () => isReady }, (batch) => batches.push(batch))
    tick()
    isReady = false
    for (let i = 1; i <= 5; i++) {
      live.set(0, i, i, 0)
      tick()
    }
    expect(batches).toEqual([])
    isReady = true
    tick()
    expect(batches.map(rows)).toEqual([[[0, 5, 5, 0]]])
  })

  it('tells subscribers to everything about points that come later', () => {
    const { ticker, tick } = handTicker()
    const live = new LiveState(ticker, 1)
    const batches: SampleBatch[] = []
    live.subscribe({ points: 'all', rateHz: 30 }, (batch) => batches.push(batch))
    tick()
    for (let count = 2; count <= 40; count++) live.grow(count)
    live.set(39, 7, 1000, 0)
    tick()
    expect(batches.map(rows)).toEqual([[[39, 7, 1000, 0]]])
  })

  it('stops the timer when the last subscriber leaves', () => {
    const { ticker, isRunning } = handTicker()
    const live = new LiveState(ticker, 1)
    const stops = [1, 2].map(() => live.subscribe({ points: 'all', rateHz: 1 }, () => undefined))
    expect(isRunning()).toBe(true)
    stops.forEach((stop) => stop())
    expect(isRunning()).toBe(false)
  })

  it('brings every one of many subscribers to the same end state, whatever they watch and whenever they come and go (property)', () => {
    const step = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          do: fc.constant('set' as const),
          point: fc.nat(19),
          value: fc.nat(99),
          timeMs: fc.nat(50),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('tick' as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('join' as const), points: fc.option(fc.uniqueArray(fc.nat(19))) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(50) }) },
    )
    fc.assert(
      fc.property(fc.array(step, { minLength: 40, maxLength: 200 }), (steps) => {
        const { ticker, tick } = handTicker()
        const live = new LiveState(ticker, 20)
        const seats: { points: 'all' | Uint32Array<ArrayBuffer>; seen: Map<number, number>; stop: () => void }[] = []
        const join = (points: 'all' | Uint32Array<ArrayBuffer>) => {
          const seen = new Map<number, number>()
          const stop = live.subscribe({ points, rateHz: 30 }, (batch) => {
            expect(new Set(batch.points).size).toBe(batch.points.length)
            batch.points.forEach((point, i) => seen.set(point, batch.values[i]!))
          })
          seats.push({ points, seen, stop })
        }
        // More than one plane of subscribers.
        for (let i = 0; i < 40; i++) join('all')
        for (const one of steps) {
          if (one.do === 'set') live.set(one.point, one.value, one.timeMs, 0)
          else if (one.do === 'tick') tick()
          else if (one.do === 'join') join(one.points ? Uint32Array.from(one.points) : 'all')
          else seats.splice(one.which % seats.length, 1).forEach((seat) => seat.stop())
        }
        tick()
        for (const seat of seats) {
          const points =
            seat.points === 'all' ? Array.from({ length: 20 }, (_, point) => point) : Array.from(seat.points)
          const known = points.filter((point) => live.quality(point) !== qualityCodes.never)
          expect([...seat.seen].sort(([a], [b]) => a - b)).toEqual(
            known.sort((a, b) => a - b).map((point) => [point, live.value(point)]),
          )
        }
      }),
      { seed: 20_261_123, numRuns: 30 },
    )
  })
})
