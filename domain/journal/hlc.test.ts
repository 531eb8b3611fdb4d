import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hlc } from './entry'
import { compareHlc, maxPullMs, nextHlc, receiveHlc } from './hlc'

const at = (ms: number, counter = 0): Hlc => ({ ms, counter })

describe('the hybrid logical clock', () => {
  it('follows the wall clock, and counts within a millisecond', () => {
    expect(nextHlc(at(1_000, 3), 1_001)).toEqual(at(1_001))
    expect(nextHlc(at(1_000, 3), 1_000)).toEqual(at(1_000, 4))
  })

  it('goes on when the wall clock goes back', () => {
    expect(nextHlc(at(1_000, 3), 10)).toEqual(at(1_000, 4))
  })

  it('takes the next millisecond when the counter is full', () => {
    expect(nextHlc(at(1_000, 0xffff), 1_000)).toEqual(at(1_001))
  })

  it('comes after what a peer wrote', () => {
    const clock = receiveHlc(at(1_000), at(5_000, 7), 1_000)
    expect(nextHlc(clock, 1_000)).toEqual(at(5_000, 8))
    expect(receiveHlc(at(9_000), at(5_000, 7), 1_000)).toEqual(at(9_000))
  })

  it('is pulled at most 60 s ahead of the wall clock by a peer whose clock is wrong (P11)', () => {
    expect(receiveHlc(at(1_000), at(1_000 + 86_400_000), 1_000)).toEqual(at(1_000 + maxPullMs))
  })

  it('never goes back, and no peer pulls it more than 60 s ahead, whatever the clocks do (I12)', () => {
    const step = fc.record({
      nowMs: fc.integer({ min: 0, max: 300_000 }),
      remote: fc.option(
        fc.record({ ms: fc.integer({ min: 0, max: 600_000 }), counter: fc.integer({ min: 0, max: 0xffff }) }),
      ),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let clock = at(0)
        for (const { nowMs, remote } of steps) {
          if (remote) {
            const pulled = receiveHlc(clock, remote, nowMs)
            expect(compareHlc(pulled, clock)).toBeGreaterThanOrEqual(0)
            if (compareHlc(pulled, clock) > 0) expect(compareHlc(pulled, at(nowMs + maxPullMs))).toBeLessThanOrEqual(0)
            clock = pulled
          }
          const next = nextHlc(clock, nowMs)
          expect(compareHlc(next, clock)).toBeGreaterThan(0)
          clock = next
        }
      }),
      { seed: 20_261_122 },
    )
  })
})
