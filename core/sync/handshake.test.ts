import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DistrictId, SeatId } from '../../domain/contract'
import type { Hello, ProtocolRange, SyncFrame } from '../../domain/contract/sync'
import { createTestClock } from '../iot/testClock'
import { type HandshakeEnd, type SelfDescription, startHandshake } from './handshake'
import { readOrMakeSecret, readSecret } from './secretFile'

const secret = new Uint8Array(32).fill(7)
const describeSeat = (name: string, districtId?: string): SelfDescription => ({
  seatId: SeatId.parse(name),
  name,
  kind: 'console',
  rank: 1,
  release: '1.0.0',
  status: { role: 'alone', isDriving: false, isMerging: false },
  ...(districtId && { districtId: DistrictId.parse(districtId) }),
})

interface Side {
  self?: SelfDescription
  secret?: Uint8Array
  protocols?: ProtocolRange
}

/** Two handshakes with each other; `change` stands between them. */
function shake(
  dialler: Side,
  acceptor: Side,
  change: (frame: SyncFrame, by: 'dialler' | 'acceptor') => unknown = (f) => f,
) {
  const clock = createTestClock(0)
  let chance = 0
  const outcome: Record<'dialler' | 'acceptor', { agreed?: { hello: Hello; protocol: number }; end?: HandshakeEnd }> = {
    dialler: {},
    acceptor: {},
  }
  const queue: { to: 'dialler' | 'acceptor'; frame: unknown }[] = []
  const begin = (name: 'dialler' | 'acceptor', side: Side) => {
    const to = name === 'dialler' ? 'acceptor' : 'dialler'
    return startHandshake({
      self: side.self ?? describeSeat(name),
      isDialler: name === 'dialler',
      secret: side.secret ?? secret,
      ...(side.protocols && { protocols: side.protocols }),
      randomBytes: (length) => new Uint8Array(length).fill(++chance),
      schedule: clock.schedule,
      send: (frame) => void queue.push({ to, frame: change(frame, name) }),
      onAgreed: (hello, protocol) => (outcome[name].agreed = { hello, protocol }),
      onEnded: (end) => (outcome[name].end = end),
    })
  }
  const ends = { dialler: begin('dialler', dialler), acceptor: begin('acceptor', acceptor) }
  for (let next = queue.shift(); next; next = queue.shift()) ends[next.to].receive(next.frame)
  return { ...outcome, ends, clock }
}

describe('the handshake', () => {
  it('ends in agreement when both know the secret, and each knows who the other is', () => {
    const { dialler, acceptor } = shake({ self: describeSeat('a', 'd') }, { self: describeSeat('b', 'd') })
    expect(dialler.agreed?.hello).toMatchObject({ seatId: 'b', name: 'b', kind: 'console', rank: 1 })
    expect(acceptor.agreed?.hello.seatId).toBe('a')
    expect([dialler.end, acceptor.end]).toEqual([undefined, undefined])
  })

  it.each<[string, ProtocolRange, number | string]>([
    ['N−1', { oldest: 3, newest: 4 }, 4],
    ['N', { oldest: 4, newest: 5 }, 5],
    ['N+1', { oldest: 5, newest: 6 }, 5],
    ['N−2', { oldest: 2, newest: 3 }, 'protocolTooOld'],
    ['N+2', { oldest: 6, newest: 7 }, 'protocolTooNew'],
  ])('with a peer of release %s', (_, protocols, expected) => {
    const { dialler, acceptor } = shake({ protocols: { oldest: 4, newest: 5 } }, { protocols })
    if (typeof expected === 'number')
      return expect([dialler.agreed?.protocol, acceptor.agreed?.protocol]).toEqual([expected, expected])
    expect(dialler.end).toMatchObject({ by: 'us', code: expected, message: expect.stringContaining('sync protocol') })
    expect(acceptor.agreed).toBeUndefined()
  })

  it('understands a far newer peer well enough to say that it is too new', () => {
    const { dialler } = shake({}, {}, (frame, by) =>
      by === 'acceptor' && frame.t === 'hello' ? { t: 'hello', oldest: 90, newest: 91, who: { id: 'b' } } : frame,
    )
    expect(dialler.end?.code).toBe('protocolTooNew')
  })

  it.each<[string, Side, Side]>([
    ['wrongSecret', {}, { secret: new Uint8Array(32).fill(8) }],
    ['otherDistrict', { self: describeSeat('a', 'd1') }, { self: describeSeat('b', 'd2') }],
    ['sameSeat', { self: describeSeat('a') }, { self: describeSeat('a') }],
  ])('is refused as %s, and both know it', (code, one, other) => {
    const { dialler, acceptor } = shake(one, other)
    expect([dialler.agreed, acceptor.agreed]).toEqual([undefined, undefined])
    expect([dialler.end?.code, acceptor.end?.code]).toEqual([code, code])
  })

  it('takes a seat without a district', () => {
    expect(shake({ self: describeSeat('a', 'd1') }, {}).dialler.agreed).toBeDefined()
  })

  // req: R-6.4-05
  it('refuses its own proof sent back to it', () => {
    let own: SyncFrame | undefined
    const { dialler } = shake({}, { secret: new Uint8Array(32) }, (frame, by) => {
      if (frame.t !== 'proof') return frame
      if (by === 'dialler') own = frame
      return by === 'acceptor' ? own : frame
    })
    expect(dialler.agreed).toBeUndefined()
    expect(dialler.end?.code).toMatch(/wrongSecret|malformed/)
  })

  it.each(['name', 'kind', 'rank', 'seatId', 'oldest', 'nonce'] as const)(
    'notices when %s was changed on the way',
    (field) => {
      const lies = { name: 'x', kind: 'service', rank: 0, seatId: 'x', oldest: 2, nonce: 'f'.repeat(64) }
      const protocols = { oldest: 1, newest: 2 }
      const { dialler, acceptor } = shake({ protocols }, { protocols }, (frame, by) =>
        by === 'acceptor' && frame.t === 'hello' ? { ...frame, [field]: lies[field] } : frame,
      )
      expect([dialler.agreed, acceptor.agreed]).toEqual([undefined, undefined])
    },
  )

  it('refuses a hello with a name that poses as a text, and nothing is thrown', () => {
    const { dialler } = shake({}, {}, (frame, by) =>
      by === 'acceptor' && frame.t === 'hello' ? { ...frame, name: { length: { toString: 1 } } } : frame,
    )
    expect(dialler.end).toMatchObject({ by: 'us', code: 'malformed' })
  })

  it('takes nothing else before', () => {
    const { ends, dialler } = shake({}, {}, (frame, by) =>
      by === 'acceptor' && frame.t === 'hello' ? { t: 'heads', id: 1, heads: [] } : frame,
    )
    expect(dialler.end).toMatchObject({ by: 'us', code: 'malformed' })
    ends.dialler.receive({ t: 'hello' })
  })

  it('gives up a peer that says nothing', () => {
    const { clock, dialler } = shake({}, {}, (frame, by) => (by === 'acceptor' ? undefined : frame))
    expect(dialler.end?.code).toBe('malformed')
    const silent = createTestClock(0)
    const ends: HandshakeEnd[] = []
    startHandshake({
      self: describeSeat('a'),
      isDialler: true,
      secret,
      randomBytes: (length) => new Uint8Array(length),
      schedule: silent.schedule,
      send: () => undefined,
      onAgreed: () => undefined,
      onEnded: (end) => ends.push(end),
    })
    silent.advance(5_000)
    clock.advance(5_000)
    expect(ends).toEqual([{ by: 'silence', message: 'it did not say who it is' }])
  })
})

describe('the secret', () => {
  it('is made once, for the owner only, and read again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chengtai-secret-'))
    try {
      const file = join(folder, 'secret')
      const [one, other] = await Promise.all([readOrMakeSecret(file), readOrMakeSecret(file)])
      expect(one.length).toBeGreaterThanOrEqual(32)
      expect(await readSecret(file)).toEqual(one)
      expect(one).toEqual(other)
      expect((await stat(file)).mode & 0o077).toBe(0)
      await writeFile(file, 'short')
      await expect(readOrMakeSecret(file)).rejects.toThrow('at least 32')
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
