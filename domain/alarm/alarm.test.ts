import { describe, expect, it } from 'vitest'
import { comparatorHolds, compileCondition } from './comparator'
import { type Phase, phaseAfter, phaseOn, phases } from './delay'
import { chatterRestMs, chatterWindowMs, type Episode, type Finding, isHolding, stepEpisode } from './episode'
import { isOverdue } from './isOverdue'

describe('comparator', () => {
  const says = (condition: Parameters<typeof compileCondition>[0], values: number[]) => {
    const { code, limit, releaseLimit } = compileCondition(condition)!
    let isHeld = false
    return values.map((value) => (isHeld = comparatorHolds(code, value, limit, releaseLimit, isHeld)))
  }

  it('holds above a limit until the value is back by the deadband', () => {
    const values = [60, 60.1, 58, 55.1, 55, 58, 61]
    expect(says({ kind: 'above', property: 'p', limit: 60, deadband: 5 }, values)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      true,
    ])
  })

  it('holds below a limit until the value is back by the deadband', () => {
    expect(says({ kind: 'below', property: 'p', limit: 5, deadband: 1 }, [5, 4.9, 5.9, 6, 5.5])).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
  })

  it('holds while a state equals its number', () => {
    expect(says({ kind: 'equals', property: 'p', value: 2 }, [1, 2, 2, 3, 0])).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
  })

  it('has nothing to compare for events and silence', () => {
    expect(compileCondition({ kind: 'event', event: 'e' })).toBeUndefined()
    expect(compileCondition({ kind: 'offline' })).toBeUndefined()
  })
})

describe('delay', () => {
  const names = Object.keys(phases) as (keyof typeof phases)[]
  const table: [
    from: keyof typeof phases,
    holds: boolean,
    delayed: keyof typeof phases,
    atOnce: keyof typeof phases,
  ][] = [
    ['normal', true, 'rising', 'standing'],
    ['normal', false, 'normal', 'normal'],
    ['rising', true, 'rising', 'rising'],
    ['rising', false, 'normal', 'normal'],
    ['standing', true, 'standing', 'standing'],
    ['standing', false, 'falling', 'normal'],
    ['falling', true, 'standing', 'standing'],
    ['falling', false, 'falling', 'falling'],
  ]
  it.each(table)(
    'from %s, when the condition holds is %s: %s with a delay, %s without',
    (from, holds, delayed, atOnce) => {
      expect(names[phaseOn(phases[from], holds, 100, 100)]).toBe(delayed)
      expect(names[phaseOn(phases[from], holds, 0, 0)]).toBe(atOnce)
    },
  )

  it.each([
    [phases.rising, 99, phases.rising],
    [phases.rising, 100, phases.standing],
    [phases.falling, 199, phases.falling],
    [phases.falling, 200, phases.normal],
    [phases.standing, 9_999, phases.standing],
    [phases.normal, 9_999, phases.normal],
  ] as [Phase, number, Phase][])('phase %i is after %i ms phase %i', (from, passedMs, to) => {
    expect(phaseAfter(from, 1_000, 1_000 + passedMs, 100, 200)).toBe(to)
  })
})

describe('isOverdue', () => {
  it.each([
    ['earlier than the last', 900, 1_000, 1_000, true],
    ['the same time', 1_000, 1_000, 1_000, false],
    ['later', 1_100, 1_000, 1_000, false],
    ['earlier than a last from a clock that ran ahead and was set right', 900, 60_000, 1_000, false],
  ])('judges %s', (_, atMs, lastMs, nowMs, overdue) => {
    expect(isOverdue(atMs, lastMs, nowMs)).toBe(overdue)
  })
})

describe('episode', () => {
  let nowMs = 0
  const play = (steps: [nowMs: number, finding: Finding, isAcknowledged?: boolean][], start?: Episode) => {
    let episode = start
    const told: string[] = []
    for (const [at, finding, isAcknowledged = false] of steps) {
      nowMs = at
      const step = stepEpisode(episode, finding, { isAcknowledged, nowMs, newAlarmId: (atMs) => `A${atMs}` })
      episode = step.episode
      for (const entry of step.entries) {
        told.push(`${entry.kind}@${entry.moment.atMs}${entry.kind === 'reoccurred' ? `×${entry.count}` : ''}`)
      }
    }
    return { episode, told }
  }
  const occurred = (atMs: number): Finding => ({ kind: 'occurred', moment: { atMs } })
  const gone = (atMs: number): Finding => ({ kind: 'gone', moment: { atMs } })
  const windowEnded: Finding = { kind: 'windowEnded' }

  it('is raised once, returns, and waits for its acknowledgement', () => {
    const { episode, told } = play([
      [10, occurred(10)],
      [20, gone(20)],
    ])
    expect(told).toEqual(['raised@10', 'returned@20'])
    expect(episode).toMatchObject({ alarmId: 'A10', returnedAtMs: 20 })
  })

  it('is over when it returns acknowledged, and the next occurrence is another alarm', () => {
    const { episode, told } = play([
      [10, occurred(10)],
      [20, gone(20), true],
      [30, occurred(30)],
    ])
    expect(told).toEqual(['raised@10', 'returned@20', 'raised@30'])
    expect(episode?.alarmId).toBe('A30')
  })

  it('reoccurs as long as nobody has acknowledged', () => {
    const { episode, told } = play([
      [10, occurred(10)],
      [20, gone(20)],
      [30, occurred(30)],
    ])
    expect(told).toEqual(['raised@10', 'returned@20', 'reoccurred@30×1'])
    expect(episode?.alarmId).toBe('A10')
    expect(episode?.returnedAtMs).toBeUndefined()
  })

  it('writes one reoccurrence in 10 s, counts all, and stays standing while it chatters', () => {
    const { told } = play([
      [0, occurred(0)],
      [100, gone(100)],
      [200, occurred(200)],
      [300, gone(300)],
      [400, occurred(400)],
      [500, gone(500)],
      [600, occurred(600)],
      [700, gone(700)],
      [200 + chatterWindowMs, windowEnded],
      [200 + 2 * chatterWindowMs, windowEnded],
    ])
    expect(told).toEqual(['raised@0', 'returned@100', 'reoccurred@200×1', 'reoccurred@600×2', 'returned@700'])
  })

  it('holds back a return only until the window has passed quietly', () => {
    const { episode } = play([
      [0, occurred(0)],
      [100, gone(100)],
      [200, occurred(200)],
      [300, gone(300)],
    ])
    expect(isHolding(episode!)).toBe(true)
    expect(chatterRestMs(episode!, 300)).toBe(chatterWindowMs - 100)
    expect(play([[200 + chatterWindowMs, windowEnded]], episode).told).toEqual(['returned@300'])
  })

  it('does not hold anything back after our clock was set back', () => {
    const { told } = play([
      [10_000, occurred(1)],
      [10_010, gone(2)],
      [10_020, occurred(3)],
      [500, gone(4)],
    ])
    expect(told).toEqual(['raised@1', 'returned@2', 'reoccurred@3×1', 'returned@4'])
  })

  it('counts an occurrence that is told twice once', () => {
    const { told } = play([
      [10, occurred(10)],
      [11, occurred(10)],
      [20, occurred(20)],
      [21, occurred(20)],
    ])
    expect(told).toEqual(['raised@10', 'reoccurred@20×1'])
  })

  it('takes an occurrence in the millisecond of a return as one that came after it', () => {
    const { episode, told } = play([
      [10, occurred(10)],
      [20, gone(20)],
      [20, occurred(20)],
    ])
    expect(told).toEqual(['raised@10', 'returned@20', 'reoccurred@21×1'])
    expect(episode?.returnedAtMs).toBeUndefined()
  })

  it('keeps an alarm whose clearing overtook it on the way', () => {
    const { episode, told } = play([[20, { kind: 'passed', moment: { atMs: 10 }, goneAtMs: 15 }]])
    expect(told).toEqual(['raised@10', 'returned@15'])
    expect(episode?.returnedAtMs).toBe(15)
  })

  it('keeps the order of source times when an occurrence and its clearing come after an older return', () => {
    const passed = (atMs: number, goneAtMs: number): Finding => ({ kind: 'passed', moment: { atMs }, goneAtMs })
    const start: [number, Finding][] = [
      [1, occurred(1)],
      [2, gone(2)],
    ]
    expect(play([...start, [9, passed(3, 4)], [9 + chatterWindowMs, windowEnded]]).told.slice(2)).toEqual([
      'reoccurred@3×1',
      'returned@4',
    ])
    const between = play([
      [1, occurred(1)],
      [5, gone(5)],
      [9, passed(3, 5)],
    ])
    expect(between.told.slice(2)).toEqual(['reoccurred@3×1'])
    expect(between.episode?.returnedAtMs).toBe(5)
  })

  it('writes times in order for a source whose clock was set back', () => {
    expect(
      play([
        [10, occurred(5_000)],
        [20, gone(20)],
      ]).told,
    ).toEqual(['raised@5000', 'returned@5000'])
    expect(
      play([
        [10, occurred(5_000)],
        [20, gone(5_000)],
        [30, occurred(30)],
      ]).told,
    ).toEqual(['raised@5000', 'returned@5000', 'reoccurred@5001×1'])
  })

  it('writes everything held back when a person ends it', () => {
    const { episode, told } = play([
      [0, occurred(0)],
      [10, occurred(10)],
      [20, occurred(20)],
      [30, { kind: 'ended', moment: { atMs: 30 } }, true],
    ])
    expect(told).toEqual(['raised@0', 'reoccurred@10×1', 'reoccurred@20×1', 'returned@30'])
    expect(episode).toBeUndefined()
  })

  it('makes nothing of a return without an alarm', () => {
    expect(
      play([
        [10, gone(10)],
        [11, windowEnded],
      ]),
    ).toEqual({ episode: undefined, told: [] })
  })
})
