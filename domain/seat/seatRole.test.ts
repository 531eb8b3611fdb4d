import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SeatRole } from '../contract/state'
import { nextRole, type RoleEvent, roleLimits, type RoleState, startRole } from './seatRole'

type Told = [type: RoleEvent['type'], atS: number]

const following: RoleState = { ...startRole(true, 0), role: 'following' }

const play = (told: readonly Told[], start = following) => {
  let state = start
  const changes: string[] = []
  for (const [type, atS] of told) {
    const next = nextRole(state, { type, atMs: atS * 1_000 })
    state = next.state
    if (next.change) changes.push(`${atS} ${next.change.to} ${next.change.reason}`)
  }
  return { state, changes }
}
const ticks = (fromS: number, toS: number): Told[] =>
  Array.from({ length: toS - fromS + 1 }, (_, i) => ['tick', fromS + i])

const alone = (atS: number): RoleState => ({
  role: 'alone',
  sinceMs: atS * 1_000,
  heardAtMs: 0,
  upSinceMs: undefined,
})
const merging = (atS: number): RoleState => ({ ...alone(atS), role: 'merging', heardAtMs: atS * 1_000, upSinceMs: 0 })

describe('the role of a seat', () => {
  it.each<[string, Told[], string[]]>([
    ['follows while the service is heard', [['serviceLinkUp', 1], ...ticks(2, 6), ['serviceHeard', 6]], []],
    [
      'suspects after 6 s of silence and is alone after 12 s',
      [['serviceLinkUp', 1], ...ticks(2, 14)],
      ['7 suspecting serviceSilent', '13 alone serviceSilent'],
    ],
    [
      'suspects at once when the link breaks, and is alone 12 s after the service was last heard',
      [['serviceLinkUp', 1], ['serviceHeard', 5], ['serviceLinkDown', 6], ...ticks(7, 18)],
      ['6 suspecting linkDown', '17 alone serviceSilent'],
    ],
    [
      'follows again at once when the service is heard in time',
      [['serviceLinkUp', 1], ...ticks(2, 10), ['serviceHeard', 11], ...ticks(11, 16)],
      ['7 suspecting serviceSilent', '11 following serviceBack'],
    ],
    [
      'gives the service time to be heard after this machine slept',
      [
        ['serviceLinkUp', 1],
        ['tick', 3_600],
        ['tick', 3_601],
        ['serviceHeard', 3_602],
      ],
      ['3600 suspecting serviceSilent', '3602 following serviceBack'],
    ],
    [
      'begins its silences anew when the clock goes back',
      [['serviceLinkUp', 1_000], ['tick', 10], ...ticks(11, 22)],
      ['16 suspecting serviceSilent', '22 alone serviceSilent'],
    ],
  ])('%s', (_, told, changes) => {
    expect(play(told).changes).toEqual(changes)
  })

  it.each<[string, Told[], string[]]>([
    ['follows as soon as the service is heard', [['serviceLinkUp', 1]], ['1 following serviceBack']],
    ['is alone when it never is', ticks(1, 13), ['12 alone serviceSilent']],
  ])('at the start %s', (_, told, changes) => {
    expect(play(told, startRole(true, 0)).changes).toEqual(changes)
  })

  it('goes from alone back only through merging, once the service has been steady', () => {
    expect(
      play(
        [
          ['serviceLinkUp', 30],
          ['serviceHeard', 31],
          ['tick', 32],
          ['serviceHeard', 33],
          ['mergeDone', 35],
        ],
        alone(20),
      ).changes,
    ).toEqual(['33 merging serviceBack', '35 following merged'])
  })

  it('stays alone while the link flaps', () => {
    const flapping = Array.from({ length: 20 }, (_, i): Told[] => [
      ['serviceLinkUp', 30 + i * 3],
      ['serviceHeard', 31 + i * 3],
      ['serviceLinkDown', 32 + i * 3],
    ]).flat()
    expect(play(flapping, alone(20)).changes).toEqual([])
  })

  it.each<[string, Told[], string[]]>([
    ['the link breaks', [['serviceLinkDown', 31]], ['31 alone linkDown']],
    ['the service falls silent', ticks(31, 36), ['36 alone serviceSilent']],
    [
      'the merge fails, and tries again when the link has proved itself anew',
      [
        ['mergeFailed', 31],
        ['serviceHeard', 32],
        ['serviceHeard', 34],
      ],
      ['31 alone mergeFailed', '34 merging serviceBack'],
    ],
  ])('is alone again when, while merging, %s', (_, told, changes) => {
    expect(play(told, merging(30)).changes).toEqual(changes)
  })

  it('of a seat without a service is leader, whatever happens', () => {
    const all: Told[] = [
      ['tick', 100],
      ['serviceLinkDown', 101],
      ['serviceHeard', 102],
      ['mergeFailed', 103],
    ]
    expect(play(all, startRole(false, 0))).toEqual({ state: startRole(false, 0), changes: [] })
  })
})

describe('whatever happens, the role of a seat that follows', () => {
  const types: RoleEvent['type'][] = [
    'tick',
    'serviceHeard',
    'serviceLinkUp',
    'serviceLinkDown',
    'mergeDone',
    'mergeFailed',
  ]
  const history = fc.array(
    fc.record({ type: fc.constantFrom(...types), stepMs: fc.integer({ min: -5_000, max: 9_000 }) }),
    { maxLength: 60 },
  )
  const allowed: Record<SeatRole, SeatRole[]> = {
    leader: [],
    following: ['suspecting'],
    suspecting: ['following', 'alone'],
    alone: ['merging'],
    merging: ['following', 'alone'],
  }

  it('takes only the ways of the diagram, and a change says where it leads', () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = startRole(true, 1_000_000)
        let atMs = 1_000_000
        for (const { type, stepMs } of events) {
          atMs += stepMs
          const { state: after, change } = nextRole(state, { type, atMs })
          if (after.role === state.role) expect(change).toBeUndefined()
          else {
            expect(allowed[state.role]).toContain(after.role)
            expect(change).toMatchObject({ from: state.role, to: after.role })
            expect(after.sinceMs).toBe(atMs)
          }
          state = after
        }
      }),
      { seed: 20_261_122, numRuns: 500 },
    )
  })

  it('is alone within the limit once the service is silent, and merging once it is steady again', () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = startRole(true, 1_000_000)
        let atMs = 1_000_000
        const step = (type: RoleEvent['type'], stepMs: number) => {
          atMs += stepMs
          state = nextRole(state, { type, atMs }).state
        }
        for (const { type, stepMs } of events) step(type, stepMs)
        step('serviceLinkDown', 0)
        for (let passedMs = 0; passedMs <= roleLimits.aloneAfterMs + 1_000; passedMs += 500) step('tick', 500)
        expect(state.role).toBe('alone')
        step('serviceLinkUp', 0)
        for (let passedMs = 0; passedMs <= roleLimits.steadyMs; passedMs += 500) step('serviceHeard', 500)
        expect(state.role).toBe('merging')
      }),
      { seed: 20_261_122, numRuns: 500 },
    )
  })
})
