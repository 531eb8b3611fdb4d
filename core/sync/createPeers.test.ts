import { beforeEach, describe, expect, it } from 'vitest'
import { SeatId } from '../../domain/contract'
import type { SyncFrame } from '../../domain/contract/sync'
import { createTestClock, type TestClock } from '../iot/testClock'
import type { Peers, PeersOptions, PeerTarget } from './createPeers'
import type { LinkFeature } from './LinkFeature'
import { settle } from './testJournal'
import { followingStatus, testPeers, testPipe, type TestPipe } from './testPeers'

let clock: TestClock
let pipes: TestPipe[]
let seats: Map<string, ReturnType<typeof testPeers>>
let unreachable: Set<string>

beforeEach(() => {
  clock = createTestClock(1_000_000)
  pipes = []
  seats = new Map()
  unreachable = new Set()
})

const to = (name: string): PeerTarget => ({
  name: `ws://${name}`,
  kind: 'console',
  async connect() {
    const seat = seats.get(name)
    if (!seat || unreachable.has(name)) throw new Error(`${name} does not answer`)
    const pipe = testPipe()
    pipes.push(pipe)
    seat.accept(pipe.ends[1])
    return pipe.ends[0]
  },
})

function seat(name: string, dials: string[] = [], options: Partial<Omit<PeersOptions, 'self'>> = {}) {
  const peers = testPeers(name, { now: clock.now, schedule: clock.schedule, targets: dials.map(to), ...options })
  seats.set(name, peers)
  return peers
}

/** Time passes in small steps, so that what is sent arrives between them. */
async function pass(ms: number) {
  await settle()
  for (let done = 0; done < ms; done += 500) {
    clock.advance(Math.min(500, ms - done))
    await settle()
  }
}

const stateOf = (peers: Peers) => peers.states().map(({ name, state }) => `${name} ${state}`)
const openPipes = () => pipes.filter((pipe) => !pipe.isClosed).length

describe('peers', () => {
  it('dials a configured seat, again and again until it answers, and sees it', async () => {
    unreachable.add('b')
    const a = seat('a', ['b'])
    const b = seat('b')
    await pass(20_000)
    expect(a.states()).toEqual([
      expect.objectContaining({ name: 'ws://b', state: 'down', reason: 'b does not answer', behind: 0 }),
    ])
    unreachable.clear()
    await pass(5_000)
    expect(stateOf(a)).toEqual(['b up'])
    expect(stateOf(b)).toEqual(['a up'])
    expect(a.visible()).toEqual([expect.objectContaining({ seatId: 'b', role: 'following', isLeader: false, rank: 0 })])
  })

  it.each([
    ['a', 'b'],
    ['b', 'a'],
  ])('keeps one of two links, whichever side was first (%s)', async (first, second) => {
    seat(first, [second])
    await settle()
    seat(second, [first])
    await pass(10_000)
    expect([...seats.values()].map(stateOf)).toEqual([[`${second} up`], [`${first} up`]])
    expect(openPipes()).toBe(1)
  })

  it('keeps one of two links that were opened at the same moment', async () => {
    const attached: string[] = []
    const feature = (name: string): LinkFeature => ({
      attach: () => {
        attached.push(`${name}+`)
        return { receive: () => undefined, detach: () => void attached.push(`${name}-`) }
      },
    })
    unreachable = new Set(['a', 'b'])
    const a = seat('a', ['b'], { features: [feature('a')] })
    const b = seat('b', ['a'], { features: [feature('b')] })
    await settle()
    unreachable.clear()
    await pass(30_000)
    expect([stateOf(a), stateOf(b)]).toEqual([['b up'], ['a up']])
    for (const name of ['a', 'b']) {
      const ups = attached.filter((what) => what === `${name}+`).length
      expect(ups - attached.filter((what) => what === `${name}-`).length).toBe(1)
    }
  })

  it('finds a peer that fell silent, gives the link up and dials anew', async () => {
    const a = seat('a', ['b'])
    seat('b')
    await pass(1_000)
    pipes[0]?.freeze()
    unreachable.add('b')
    await pass(10_000)
    expect(a.states()).toEqual([expect.objectContaining({ name: 'b', state: 'down', reason: 'silent' })])
    expect(a.visible()).toEqual([])
    unreachable.clear()
    await pass(6_000)
    expect(stateOf(a)).toEqual(['b up'])
  })

  it('does not take a peer for silent because this machine slept', async () => {
    const a = seat('a', ['b'])
    seat('b')
    await pass(1_000)
    clock.jump(3_600_000)
    await pass(4_000)
    expect(stateOf(a)).toEqual(['b up'])
    expect(a.ends).toEqual([])
  })

  it('knows when it last heard of a seat', async () => {
    const a = seat('a', ['b'])
    seat('b')
    await pass(5_000)
    const heard = a.lastHeardMs(SeatId.parse('b')) ?? 0
    expect(clock.nowMs - heard).toBeLessThanOrEqual(2_000)
    pipes[0]?.freeze()
    await pass(5_000)
    expect(a.lastHeardMs(SeatId.parse('b'))).toBe(heard)
  })

  it('tells what it does now, and hears what others do', async () => {
    const a = seat('a', ['b'])
    const b = seat('b')
    await pass(1_000)
    let changes = 0
    b.onChanged(() => changes++)
    a.setStatus({ role: 'alone', isDriving: true, isMerging: false, fence: 3, coordinatorId: SeatId.parse('a') })
    await settle()
    expect(changes).toBe(1)
    expect(b.visible()).toEqual([expect.objectContaining({ seatId: 'a', role: 'alone', fence: 3, coordinatorId: 'a' })])
  })

  it('tells what it began to do while hands were being shaken', async () => {
    const a = seat('a', ['b'])
    const b = seat('b')
    a.setStatus({ ...followingStatus, role: 'leader' })
    await pass(500)
    expect(b.visible()).toEqual([expect.objectContaining({ seatId: 'a', isLeader: true })])
  })

  it('measures how far the other clock is off', async () => {
    const a = seat('a', ['b'])
    seat('b', [], { now: () => clock.nowMs + 90_000 })
    await pass(3_000)
    expect(a.states()[0]?.clockSkewMs).toBe(90_000)
  })

  it('says on both sides who refuses whom and why, and goes on trying', async () => {
    const a = seat('a', ['b'])
    const b = seat('b', [], { secret: new Uint8Array(32).fill(9) })
    await pass(8_000)
    expect(a.states()).toEqual([expect.objectContaining({ name: 'ws://b', state: 'refused', behind: 0 })])
    expect(a.states()[0]?.reason).toContain('wrongSecret')
    expect(b.ends[0]).toMatchObject({ code: 'wrongSecret' })
    expect(b.states()).toEqual([])
    expect(pipes.length).toBeGreaterThan(2)
  })

  it('leaves its own address in a shared list of consoles alone', async () => {
    const a = seat('a', ['a', 'b'])
    seat('b')
    await pass(30_000)
    expect(stateOf(a)).toEqual(['b up'])
    expect(pipes).toHaveLength(2)
  })

  it('does not talk to a seat whose chain is another one until a minute has passed', async () => {
    let refusals = 0
    const feature: LinkFeature = {
      attach(link) {
        refusals++
        queueMicrotask(() => link.refuse('forked', 'x 3 is another entry here'))
        return { receive: () => undefined, detach: () => undefined }
      },
    }
    const a = seat('a', ['b'], { features: [feature] })
    const b = seat('b')
    await pass(40_000)
    expect(refusals).toBe(1)
    expect(stateOf(a)).toEqual(['b refused'])
    expect(b.states()).toEqual([expect.objectContaining({ name: 'a', state: 'refused' })])
    await pass(40_000)
    expect(refusals).toBe(2)
  })

  it('ends the link at a frame that is none, and at a second hello', async () => {
    for (const frame of [undefined, { t: 'nonsense' }, { t: 'pull', id: 1, origin: 'a', afterSeq: 0, limit: 501 }]) {
      const a = seat('a', ['b'])
      const b = seat('b')
      await pass(1_000)
      const [end] = pipes.at(-1)?.ends ?? []
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a hostile peer sends what no type allows
      end?.send(frame as SyncFrame)
      await settle()
      expect(b.ends).toEqual([expect.objectContaining({ by: 'us', code: 'malformed' })])
      expect(a.ends[0]).toMatchObject({ by: 'them', code: 'malformed' })
      a.stop()
      b.stop()
    }
  })

  it('forgets the seat of before when another one answers at its address', async () => {
    const a = seat('a', ['b'])
    const b = seat('b')
    await pass(500)
    b.stop()
    const restored = testPeers('b2', { now: clock.now, schedule: clock.schedule })
    seats.set('b', restored)
    await pass(6_000)
    expect(stateOf(a)).toEqual(['b2 up'])
  })

  it('closes every link when it stops, and dials no more', async () => {
    const a = seat('a', ['b'])
    const b = seat('b')
    await pass(500)
    a.stop()
    await pass(20_000)
    expect(stateOf(b)).toEqual(['a down'])
    expect(pipes).toHaveLength(1)
  })

  it('wants a secret that cannot be guessed', () => {
    expect(() => seat('a', [], { secret: new Uint8Array(31) })).toThrow(RangeError)
  })
})
