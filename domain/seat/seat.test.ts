import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlotId, SeatId } from '../contract/primitives'
import type { Lease, SeatRole } from '../contract/state'
import { foldSubject } from '../folds/fold'
import { entriesOf, type Told } from '../folds/testEntries'
import { systemPacks } from '../packs'
import { commandRefusal } from './commandGate'
import { coordinatorOf } from './coordinator'
import { mayDrive, nextFence, shallTakeLease } from './lease'
import { isMinority } from './minority'
import { defaultScope, isInScope } from './scope'

const [a, b, c] = ['a', 'b', 'c'].map((id) => SeatId.parse(id)) as [SeatId, SeatId, SeatId]
const roles = fc.constantFrom<SeatRole>('leader', 'following', 'suspecting', 'alone', 'merging')
const seats = fc.uniqueArray(
  fc.record({
    seatId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f').map((id) => SeatId.parse(id)),
    rank: fc.integer({ min: 0, max: 3 }),
    role: roles,
  }),
  { selector: ({ seatId }) => seatId, minLength: 1 },
)

describe('the coordinator', () => {
  it.each<[string, [SeatId, number, SeatRole][], SeatId | undefined]>([
    [
      'the leader, whatever its rank',
      [
        [a, 1, 'alone'],
        [b, 9, 'leader'],
      ],
      b,
    ],
    [
      'the smaller rank of those alone',
      [
        [a, 2, 'alone'],
        [b, 1, 'alone'],
      ],
      b,
    ],
    [
      'the smaller id of one rank',
      [
        [b, 1, 'alone'],
        [a, 1, 'alone'],
      ],
      a,
    ],
    ['the seat itself when it sees nobody', [[c, 5, 'alone']], c],
    [
      'not a seat that still waits for the service',
      [
        [a, 1, 'suspecting'],
        [b, 2, 'alone'],
      ],
      b,
    ],
    [
      'nobody while one of them hears the leader',
      [
        [a, 1, 'alone'],
        [b, 2, 'following'],
      ],
      undefined,
    ],
    [
      'nobody while one of them merges with the leader',
      [
        [a, 1, 'alone'],
        [b, 2, 'merging'],
      ],
      undefined,
    ],
  ])('is %s', (_, group, expected) => {
    expect(coordinatorOf(group.map(([seatId, rank, role]) => ({ seatId, rank, role })))).toBe(expected)
  })

  it('is the same seat for all members of a group, in whatever order they see each other', () => {
    const group = seats.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    )
    fc.assert(
      fc.property(group, ([one, other]) => {
        const named = coordinatorOf(one)
        expect(coordinatorOf(other)).toBe(named)
        if (named !== undefined) expect(one.map(({ seatId }) => seatId)).toContain(named)
      }),
      { seed: 20_261_122 },
    )
  })
})

describe('a minority', () => {
  const three = [a, b, c].map((seatId, rank) => ({ seatId, rank }))
  it.each([
    ['one of three', [a], three, true],
    ['two of three', [b, c], three, false],
    ['the only console', [a], three.slice(0, 1), false],
    ['the half with the seat that goes first', [a], three.slice(0, 2), false],
    ['the half without it', [b], three.slice(0, 2), true],
    ['seats that nobody configured', [SeatId.parse('x'), SeatId.parse('y')], three, true],
  ])('%s', (_, visible, configured, expected) => {
    expect(isMinority(visible, configured)).toBe(expected)
  })

  it('is at least one of any two groups that do not see each other', () => {
    fc.assert(
      fc.property(seats, fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }), (configured, sides) => {
        const groups: SeatId[][] = [[], [], []]
        for (const [i, { seatId }] of configured.entries()) groups[sides[i]!]!.push(seatId)
        const majorities = groups.filter((group) => !isMinority(group, configured))
        expect(majorities.length).toBeLessThanOrEqual(1)
      }),
      { seed: 20_261_122 },
    )
  })
})

describe('the lease', () => {
  const taken = (holder: SeatId, fence: number): Told => ['lease.taken', { holderId: holder, fence }]
  const released = (holder: SeatId, fence: number): Told => ['lease.released', { holderId: holder, fence }]
  const fold = (...told: Told[]) => {
    const { subject, voids } = foldSubject('lease', entriesOf('site', told))
    return { lease: subject?.state, voids: Object.fromEntries(voids) }
  }

  it.each<[string, Told[], object, Record<string, string>]>([
    ['goes to whoever takes it with a larger fence', [taken(a, 1), taken(b, 2)], { holderId: 'b', fence: 2 }, {}],
    [
      'stays with the larger fence, whatever the clocks said',
      [taken(b, 2), taken(a, 1)],
      { holderId: 'b' },
      { e1: 'isOver' },
    ],
    [
      'goes to the smaller id when two took the same fence',
      [taken(b, 2), taken(a, 2)],
      { holderId: 'a', fence: 2 },
      {},
    ],
    [
      'stays with the smaller id when two took the same fence',
      [taken(a, 2), taken(b, 2)],
      { holderId: 'a' },
      { e1: 'isOver' },
    ],
    ['is free when its holder gave it back', [taken(a, 1), released(a, 1)], { isReleased: true, fence: 1 }, {}],
    [
      'is not given back by a seat that lost it',
      [taken(a, 1), taken(b, 2), released(a, 1)],
      { holderId: 'b', isReleased: false },
      { e2: 'isOver' },
    ],
  ])('%s', (_, told, lease, voids) => {
    const folded = fold(...told)
    expect(folded.lease).toMatchObject(lease)
    expect(folded.voids).toEqual(voids)
  })

  it('that nobody took cannot be given back', () => {
    expect(fold(released(a, 1))).toEqual({ lease: undefined, voids: { e0: 'notCreated' } })
  })

  it('has a fence that grows with every taking and that no other seat takes', () => {
    let lease: Lease | undefined
    const fences = [a, b, a, c, b].map((seatId) => {
      const fence = nextFence(lease, seatId)
      expect(Number.isSafeInteger(fence)).toBe(true)
      expect(fence).toBeGreaterThan(lease?.fence ?? 0)
      expect(new Set([a, b, c].map((other) => nextFence(lease, other))).size).toBe(3)
      lease = fold(taken(seatId, fence)).lease
      return fence
    })
    expect(new Set(fences).size).toBe(5)
    expect(nextFence(fold(taken(a, 7), released(a, 7)).lease, b)).toBeGreaterThan(7)
  })

  const held = fold(taken(a, 1)).lease!
  const free = fold(taken(a, 1), released(a, 1)).lease
  const others = { ...held, holderId: b }
  it.each<[SeatRole, SeatId | undefined, string, Lease | undefined, string]>([
    ['leader', a, 'held by it', held, 'drives'],
    ['leader', a, 'held by another', others, 'takes it'],
    ['leader', a, 'untaken', undefined, 'takes it'],
    ['alone', a, 'held by it', held, 'drives'],
    ['alone', a, 'given back', free, 'takes it'],
    ['alone', a, 'held by another', others, 'takes it'],
    ['alone', b, 'held by it until the coordinator takes it', held, 'drives'],
    ['alone', b, 'held by the coordinator', others, 'rests'],
    ['alone', undefined, 'held by a leader that others hear', others, 'rests'],
    ['merging', b, 'held by it until the leader takes it', held, 'drives'],
    ['merging', b, 'taken by the leader', others, 'rests'],
    ['following', b, 'held by it', held, 'rests'],
    ['suspecting', a, 'held by it', held, 'rests'],
    ['suspecting', a, 'untaken', undefined, 'rests'],
  ])('%s, coordinator %s, lease %s', (role, coordinatorId, _, lease, expected) => {
    const standing = { self: a, role, coordinatorId, lease }
    const takes = shallTakeLease(standing) ? 'takes it' : 'rests'
    expect(mayDrive(standing) ? 'drives' : takes).toBe(expected)
  })
})

describe('the emergency scope', () => {
  const plots = [PlotId.parse('01-01')]
  it.each([
    ['everything when it names nothing', { systems: [], plots: [] }, 'energy.water_meter', undefined, true],
    ['a family by its key', { systems: ['fire'], plots: [] }, 'fire.hydrant_monitoring', undefined, true],
    ['a system by its key', { systems: ['fire.aed'], plots: [] }, 'fire.aed', undefined, true],
    ['no family that only begins alike', { systems: ['fire'], plots: [] }, 'firewall.x', undefined, false],
    ['no other system', { systems: ['fire.aed'], plots: [] }, 'fire.aed_cabinet', undefined, false],
    ['a plot it names', { systems: [], plots }, 'fire.aed', '01-01', true],
    ['no other plot', { systems: [], plots }, 'fire.aed', '01-02', false],
    ['what belongs to no plot', { systems: [], plots }, 'staff.handset', undefined, true],
  ])('covers %s', (_, scope, system, plotId, expected) => {
    expect(isInScope(scope, { system, plotId })).toBe(expected)
  })

  it('is fire, security, lifts and people unless something else is configured', () => {
    const covered = new Set(
      systemPacks.map(({ systemKey }) => systemKey).filter((system) => isInScope(defaultScope, { system })),
    )
    for (const key of defaultScope.systems)
      expect([...covered].some((system) => system === key || system.startsWith(`${key}.`))).toBe(true)
    expect(covered).toContain('security.elevator_intercom')
    expect(covered).not.toContain('energy.water_meter')
    expect(covered).not.toContain('access.door_access')
  })
})

describe('a command', () => {
  const asked = { role: 'alone', isMinority: true, isInScope: true, commandClass: 2, hasBreakGlass: false } as const
  it.each([
    ['may be given by a leader', { ...asked, role: 'leader', isInScope: false }, undefined],
    ['may be given by a follower: its leader judges', { ...asked, role: 'following', isInScope: false }, undefined],
    ['needs break-glass in a minority when it may hurt', asked, 'needsBreakGlass'],
    ['may be given in a minority with break-glass', { ...asked, hasBreakGlass: true }, undefined],
    ['may be given in a minority when it cannot hurt', { ...asked, commandClass: 1 }, undefined],
    ['may be given in the majority', { ...asked, isMinority: false, commandClass: 3 }, undefined],
    ['does not leave the scope of a seat alone', { ...asked, isInScope: false, hasBreakGlass: true }, 'outOfScope'],
    ['does not leave it while merging either', { ...asked, role: 'merging', isInScope: false }, 'outOfScope'],
  ] as const)('%s', (_, request, expected) => {
    expect(commandRefusal(request)).toBe(expected)
  })
})
