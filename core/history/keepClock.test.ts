import { describe, expect, it } from 'vitest'
import { createKeepClock } from './keepClock'
import { dayMs, hourMs } from './levels'

describe('the clock by which history is thrown away', () => {
  const startMs = Date.UTC(2026, 2, 1)
  const begin = (newestBeforeMs?: number) => {
    const clock = { nowMs: startMs }
    return { clock, keep: createKeepClock(() => clock.nowMs, dayMs, newestBeforeMs) }
  }

  it('goes with the clock', () => {
    const { clock, keep } = begin(startMs - 1.5 * dayMs)
    expect(keep.nowMs).toBe(startMs)
    clock.nowMs += 20 * hourMs
    expect([keep.look(), keep.nowMs]).toEqual([undefined, clock.nowMs])
  })

  it('stands still after a jump ahead, tells it once, and goes on a day later', () => {
    const { clock, keep } = begin()
    clock.nowMs += 400 * dayMs
    expect([keep.look(), keep.nowMs]).toEqual([400 * dayMs, startMs])
    clock.nowMs += 23 * hourMs
    expect([keep.look(), keep.nowMs]).toEqual([undefined, startMs])
    clock.nowMs += hourMs
    expect([keep.look(), keep.nowMs]).toEqual([undefined, clock.nowMs])
  })

  it('goes back with the clock, and believes it at once when it is set right', () => {
    const { clock, keep } = begin()
    clock.nowMs -= 50 * dayMs
    expect([keep.look(), keep.nowMs]).toEqual([undefined, startMs - 50 * dayMs])
    clock.nowMs = startMs + 400 * dayMs
    keep.look()
    clock.nowMs = startMs + hourMs
    expect([keep.look(), keep.nowMs]).toEqual([undefined, startMs + hourMs])
  })

  it('does not believe a start long after all that was told, until it has gone on for a day', () => {
    const { clock, keep } = begin(startMs - 70 * dayMs)
    expect(keep.nowMs).toBe(startMs - 70 * dayMs)
    expect(keep.look()).toBe(70 * dayMs)
    expect(keep.look()).toBeUndefined()
    clock.nowMs += dayMs
    expect([keep.look(), keep.nowMs]).toEqual([undefined, clock.nowMs])
  })
})
