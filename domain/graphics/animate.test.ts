import { describe, expect, it } from 'vitest'
import { Animation } from '../contract'
import { animate, type Seen, shareOf } from './animate'

const source = { deviceId: 'p1', propertyId: 'state' }
const on = { from: 1, to: 1 }
const of = (...list: object[]) => list.map((each) => Animation.parse({ source, ...each }))
const sure = (value: number): Seen => ({ value, trust: 'sure' })
const at = (value: number, trust: Seen['trust'] = 'sure') => ({ value, trust })

describe('live values and what they do to an element', () => {
  it.each([
    [
      'inks each part by the first that is on',
      of(
        { effect: 'ink', part: 'line', ink: 'closed', when: on },
        { effect: 'ink', part: 'line', ink: 'open', when: {} },
        { effect: 'ink', part: 'fill', ink: 'water', when: {} },
      ),
      1,
      { line: 'closed', fill: 'water' },
    ],
    [
      'goes on to the next when the first is off',
      of(
        { effect: 'ink', part: 'line', ink: 'closed', when: on },
        { effect: 'ink', part: 'line', ink: 'open', when: { to: 0 } },
      ),
      0,
      { line: 'open' },
    ],
    ['hides', of({ effect: 'hide', when: { from: 5 } }), 5, { isHidden: true }],
    ['blinks', of({ effect: 'blink', when: { from: 5 } }), 9, { isBlinking: true }],
    ['spins', of({ effect: 'spin', secondsATurn: 2, when: on }), 1, { secondsATurn: 2 }],
    ['flows back', of({ effect: 'flow', isBackward: true, when: on }), 1, { flow: 'backward' }],
    [
      'moves by the share of the way',
      of({ effect: 'move', dx: 0, dy: -80, low: 1, high: 5, when: on }),
      2,
      { dx: 0, dy: -20 },
    ],
    [
      'turns, and not beyond the end',
      of({ effect: 'turn', lowDeg: 0, highDeg: 90, low: 0, high: 100 }),
      250,
      { turnDeg: 90 },
    ],
    [
      'does nothing outside its range',
      of({ effect: 'hide', when: { from: 5 } }, { effect: 'spin', secondsATurn: 2, when: on }),
      0,
      {},
    ],
  ])('%s', (_what, animations, value, expected) => {
    expect(animate(animations, () => sure(value))).toEqual({ dx: 0, dy: 0, turnDeg: 0, isBlind: false, ...expected })
  })

  it('set nothing off when they are old or bad: what moved stays where it was, and is drawn as not seen', () => {
    const animations = of(
      { effect: 'spin', secondsATurn: 2, when: on },
      { effect: 'move', dx: 10, dy: 0, low: 0, high: 1 },
    )
    expect(animate(animations, () => at(1, 'old'))).toEqual({ dx: 10, dy: 0, turnDeg: 0, isBlind: true })
    expect(animate(animations, () => at(1, 'none'))).toEqual({ dx: 0, dy: 0, turnDeg: 0, isBlind: true })
    expect(animate(animations, () => undefined)).toEqual({ dx: 0, dy: 0, turnDeg: 0, isBlind: false })
  })

  it('lie within the scale, whatever they are', () => {
    const scale = { low: 0, high: 10 }
    expect([-5, 0, 5, 20, Number.NaN].map((value) => shareOf(value, scale))).toEqual([0, 0, 0.5, 1, 0])
    expect(shareOf(5, { low: 3, high: 3 })).toBe(0)
  })
})
