import { describe, expect, it } from 'vitest'
import { panesOf } from '../layouts'
import { planWindows } from './planWindows'

const display = (id: number, x: number, y = 0) => ({ id, bounds: { x, y, width: 1920, height: 1080 } })

describe('windows over the displays of a desk', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])('open one on each of %i displays, numbered in reading order', (count) => {
    const displays = Array.from({ length: count }, (_, at) => display(100 + at, at * 1920))
    const plans = planWindows(displays)
    expect([...plans.keys()]).toEqual(displays.map(({ id }) => id))
    expect([...plans.values()].map((plan) => plan.display.number)).toEqual(displays.map((_, at) => at + 1))
    expect([...plans.values()].every((plan) => plan.display.count === count)).toBe(true)
  })

  it.each([1, 2, 3, 4, 6])('show map, alarms and dispatch somewhere on %i displays', (count) => {
    const plans = planWindows(Array.from({ length: count }, (_, at) => display(at, at * 1920)))
    const shown = [...plans.values()].flatMap((plan) => panesOf(plan.layout.panes))
    expect(shown).toEqual(expect.arrayContaining(['map', 'alarms', 'dispatch']))
  })

  it('follow where a display stands, not the order in which the system names it', () => {
    const left = display(7, 0)
    const right = display(3, 1920)
    expect(planWindows([right, left]).get(7)).toEqual(planWindows([left, right]).get(7))
    expect(planWindows([right, left]).get(7)?.display.number).toBe(1)
  })

  it('keep the plan of a display whose neighbours did not change, so that its window need not be made again', () => {
    const desk = [display(1, 0), display(2, 1920)]
    expect(planWindows(desk)).toEqual(planWindows(structuredClone(desk)))
  })

  it('open none without a display', () => expect(planWindows([]).size).toBe(0))
})
