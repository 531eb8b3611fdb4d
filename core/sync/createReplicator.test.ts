import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refused } from '../../domain/contract'
import type { SyncFrame } from '../../domain/contract/sync'
import { createReplicator, type Replicator } from './createReplicator'
import type { AttachedLink } from './LinkFeature'
import { createTestEntries, settle, type TestEntries, testLink } from './testJournal'

interface Seat {
  journal: TestEntries
  replicator: Replicator
  faults: unknown[]
  clock: { nowMs: number }
}

function seat(name: string, journal = createTestEntries(name)): Seat {
  const faults: unknown[] = []
  const clock = { nowMs: 1_000_000 }
  const replicator = createReplicator({
    journal,
    seatId: journal.seatId,
    now: () => clock.nowMs,
    onProgress: () => undefined,
    onAbsorbed: () => undefined,
    onFault: (error) => faults.push(error),
  })
  return { journal, replicator, faults, clock }
}

/** @param carry what the network does with a frame; passes it on by calling the function */
function join(a: Seat, b: Seat, carry: (frame: SyncFrame, pass: () => void) => void = (_, pass) => pass()) {
  const ends: { a?: AttachedLink; b?: AttachedLink } = {}
  const sent: SyncFrame[] = []
  const end = (to: 'a' | 'b') => (frame: SyncFrame) => {
    sent.push(frame)
    carry(frame, () => queueMicrotask(() => ends[to]?.receive(frame)))
  }
  const [atA, atB] = [testLink(b.journal.seatId, end('b')), testLink(a.journal.seatId, end('a'))]
  ends.a = a.replicator.attach(atA)
  ends.b = b.replicator.attach(atB)
  return {
    sent,
    atA,
    atB,
    a: ends.a,
    b: ends.b,
    cut() {
      const { a: one, b: other } = ends
      delete ends.a
      delete ends.b
      one?.detach()
      other?.detach()
    },
  }
}

const allOf = ({ journal }: Seat) =>
  journal
    .heads()
    .map(({ origin, seq }) => `${origin} ${seq} ${journal.chain(origin).at(-1)?.hash}`)
    .toSorted((x, y) => (x < y ? -1 : 1))

describe('replication between seats', () => {
  it('brings both sides level, and keeps them level while both write', async () => {
    const [a, b] = [seat('a'), seat('b')]
    a.journal.write(1_234)
    b.journal.write(7)
    join(a, b)
    await settle()
    expect(a.replicator.difference(b.journal.seatId)).toEqual({ behind: 0, ahead: 0 })
    a.journal.write(3)
    b.journal.write(2)
    await settle()
    expect(allOf(a)).toEqual(allOf(b))
    expect(b.journal.chain(a.journal.seatId)).toHaveLength(1_237)
  })

  it('passes on what it has of a third seat, and asks only one peer for it', async () => {
    const [a, b, c, d] = [seat('a'), seat('b'), seat('c'), seat('d')]
    a.journal.write(900)
    join(a, b)
    join(a, c)
    await settle()
    const links = [join(b, d), join(c, d)]
    await settle()
    expect(allOf(d)).toEqual(allOf(a))
    const carried = links.flatMap(({ sent }) => sent).flatMap((frame) => (frame.t === 'entries' ? frame.entries : []))
    expect(carried).toHaveLength(900)
  })

  it('has one request under way, of bounded size, and goes on only when it is committed', async () => {
    const [a, b] = [seat('a'), seat('b')]
    a.journal.write(2_000)
    const held: (() => void)[] = []
    const { sent } = join(a, b, (frame, pass) => (frame.t === 'entries' ? void held.push(pass) : pass()))
    await settle()
    expect(sent.filter(({ t }) => t === 'pull')).toHaveLength(1)
    held.pop()?.()
    await settle()
    expect(sent.filter(({ t }) => t === 'pull')).toHaveLength(2)
    for (const frame of sent)
      if (frame.t === 'entries') {
        expect(frame.entries.length).toBeLessThanOrEqual(500)
        expect(JSON.stringify(frame.entries).length).toBeLessThanOrEqual(300_000)
      }
  })

  it('goes on after a link that broke in the middle of a range', async () => {
    const [a, b] = [seat('a'), seat('b')]
    a.journal.write(1_500)
    let ranges = 0
    const link = join(a, b, (frame, pass) => {
      if (frame.t === 'entries' && ++ranges === 2) link.cut()
      else pass()
    })
    await settle()
    expect(b.journal.chain(a.journal.seatId)).toHaveLength(500)
    expect(b.replicator.difference(a.journal.seatId)).toBeUndefined()
    join(a, b)
    await settle()
    expect(allOf(b)).toEqual(allOf(a))
  })

  it('tells commits in quick succession together', async () => {
    const [a, b] = [seat('a'), seat('b')]
    const { sent } = join(a, b)
    await settle()
    const before = sent.filter(({ t }) => t === 'heads').length
    for (let i = 0; i < 50; i++) a.journal.write(1)
    await settle()
    expect(b.journal.chain(a.journal.seatId)).toHaveLength(50)
    expect(sent.filter(({ t }) => t === 'heads').length - before).toBeLessThan(10)
  })

  it('asks again for what could not be stored, and skips nothing', async () => {
    const [a, b] = [seat('a'), seat('b')]
    a.journal.write(10)
    b.journal.failure = new Refused('storageDegraded', 'disk full')
    join(a, b)
    await settle()
    expect(b.faults).toHaveLength(1)
    b.journal.failure = undefined
    b.replicator.tick()
    await settle()
    expect(allOf(b)).toEqual(allOf(a))
  })

  it('asks again for an answer that never came', async () => {
    const [a, b] = [seat('a'), seat('b')]
    a.journal.write(10)
    let lost = 0
    join(a, b, (frame, pass) => (frame.t === 'entries' && lost++ === 0 ? undefined : pass()))
    await settle()
    for (let i = 0; i < 3; i++) b.replicator.tick()
    await settle()
    expect(allOf(b)).toEqual(allOf(a))
  })

  it('goes to another peer when the one that was asked is silent', async () => {
    const [a, b, c] = [seat('a'), seat('b'), seat('c')]
    a.journal.write(10)
    join(a, b)
    await settle()
    join(a, c, (frame, pass) => (frame.t === 'entries' ? undefined : pass()))
    await settle()
    join(b, c)
    await settle()
    expect(c.journal.chain(a.journal.seatId)).toHaveLength(0)
    for (let i = 0; i < 3; i++) c.replicator.tick()
    await settle()
    expect(allOf(c)).toEqual(allOf(a))
  })

  it('refuses a peer whose copy of a chain is another one, whether it has more, less or as much of it', async () => {
    for (const [here, there] of [
      [5, 5],
      [5, 3],
      [3, 5],
    ] as const) {
      const [a, b] = [seat('a'), seat('b')]
      const [one, other] = [createTestEntries('c'), createTestEntries('c')]
      one.write(here, 'I-1')
      other.write(there, 'I-2')
      await a.journal.absorb(one.chain(one.seatId))
      await b.journal.absorb(other.chain(one.seatId))
      const { atA, atB } = join(a, b)
      await settle()
      expect([...atA.refusals, ...atB.refusals]).toContain('forked')
      expect(a.journal.chain(one.seatId)).toHaveLength(here)
    }
  })

  it('takes its own entries back when its file was cut', async () => {
    const [a, b] = [seat('a'), seat('b')]
    a.journal.write(40)
    join(a, b).cut()
    const link = join(a, b)
    await settle()
    link.cut()
    a.journal.cut(a.journal.seatId, 25)
    join(a, b)
    await settle()
    expect(allOf(a)).toEqual(allOf(b))
    expect(a.journal.chain(a.journal.seatId)).toHaveLength(40)
  })

  it('refuses answers with entries that it did not ask for', async () => {
    const [a, b, c] = [seat('a'), seat('b'), createTestEntries('c')]
    a.journal.write(2)
    c.write(1)
    const link = join(a, b, (frame, pass) => (frame.t === 'entries' ? undefined : pass()))
    await settle()
    const pull = link.sent.find((frame) => frame.t === 'pull')
    link.b.receive({ t: 'entries', id: pull?.t === 'pull' ? pull.id : 0, entries: [...c.chain(c.seatId)] })
    await settle()
    expect(link.atB.refusals).toEqual(['malformed'])
    expect(b.journal.absorbs).toBe(0)
  })

  it('knows which own entries a peer lacks, and by what subjects', async () => {
    const [a, b] = [seat('a'), seat('b')]
    a.journal.write(3, 'I-1')
    const link = join(a, b)
    await settle()
    expect(a.replicator.pendingFor(b.journal.seatId)).toEqual({ entries: 0, subjects: [] })
    link.cut()
    a.journal.write(2, 'I-2')
    a.journal.write(1, 'I-3')
    expect(a.replicator.pendingFor(b.journal.seatId)).toEqual({
      entries: 3,
      fromSeq: 4,
      subjects: ['incident I-3', 'incident I-2'],
    })
  })

  it('names pending subjects of a former run too', async () => {
    const journal = createTestEntries('a')
    journal.write(3, 'I-9')
    const a = seat('a', journal)
    await settle()
    expect(a.replicator.pendingFor(createTestEntries('b').seatId)).toEqual({
      entries: 3,
      fromSeq: 1,
      subjects: ['incident I-9'],
    })
  })
})

describe('anchors', () => {
  it('are recorded for what a peer attests, every 100 entries or 60 s and not oftener', async () => {
    const [a, b] = [seat('a'), seat('b')]
    a.journal.write(1)
    join(a, b)
    await settle()
    const attested = () => a.journal.kept.map(({ witness, origin, seq }) => [witness, origin, seq])
    expect(attested()).toEqual([['b', 'a', 1]])
    a.journal.write(50)
    await settle()
    expect(attested()).toHaveLength(1)
    a.clock.nowMs += 60_000
    a.replicator.tick()
    await settle()
    expect(attested()).toEqual([
      ['b', 'a', 1],
      ['b', 'a', 51],
    ])
    a.journal.write(100)
    await settle()
    expect(attested()).toHaveLength(3)
    a.clock.nowMs += 60_000
    a.replicator.tick()
    await settle()
    expect(attested()).toHaveLength(3)
  })
})

it('three seats end level whatever the network loses, doubles, delays or cuts (property)', async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), who: fc.nat(2), count: fc.nat(700) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), who: fc.nat(2) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('tick' as const), who: fc.nat(2) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.infiniteStream(fc.nat(9)), async (steps, chance) => {
      const seats = [seat('a'), seat('b'), seat('c')] as const
      const held: (() => void)[] = []
      let isBad = true
      const carry = (_: SyncFrame, pass: () => void) => {
        const fate = isBad ? chance.next().value : 9
        if (fate === 0) return
        if (fate === 1) held.push(pass)
        else pass()
        if (fate === 2) pass()
        if (fate === 3) held.splice(0).forEach((late) => late())
      }
      const pairs = [
        [0, 1],
        [1, 2],
        [0, 2],
      ] as const
      const links = pairs.map(([x, y]) => join(seats[x], seats[y], carry))
      for (const { do: what, ...rest } of steps) {
        const who = 'who' in rest ? rest.who : 0
        if (what === 'write' && 'count' in rest) seats[who]?.journal.write(rest.count)
        if (what === 'tick') seats[who]?.replicator.tick()
        if (what === 'settle') await settle()
        const pair = pairs[who]
        if (what === 'cut' && pair) {
          links[who]?.cut()
          links[who] = join(seats[pair[0]], seats[pair[1]], carry)
        }
      }
      isBad = false
      for (let i = 0; i < 20; i++) {
        seats.forEach(({ replicator }) => replicator.tick())
        await settle()
      }
      expect(allOf(seats[1])).toEqual(allOf(seats[0]))
      expect(allOf(seats[2])).toEqual(allOf(seats[0]))
      expect(links.flatMap(({ atA, atB }) => [...atA.refusals, ...atB.refusals])).toEqual([])
      expect(seats.map(({ replicator }) => replicator.difference(seats[1].journal.seatId)?.behind ?? 0)).toEqual([
        0, 0, 0,
      ])
    }),
    { seed: 20_261_122, numRuns: 60 },
  )
})
