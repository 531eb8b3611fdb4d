import { afterEach, describe, expect, it } from 'vitest'
import { draft } from '../journal/testJournal'
import { openTestSeat, type TestSeat, type TestSeatOptions, until } from './testSeat'
import { connectPeer, type PeerTransport } from './webSocketPeer'

let seats: TestSeat[] = []
afterEach(async () => {
  for (const seat of seats) await seat.dispose()
  seats = []
})

async function open(name: string, options?: TestSeatOptions): Promise<TestSeat> {
  const seat = await openTestSeat(name, options)
  seats.push(seat)
  return seat
}

/** Incidents with some tens of notes each, as they are in life. */
async function write(seat: TestSeat, count: number) {
  const { journal, seatId } = seat
  for (let done = 0; done < count; done += 50) {
    const incident = `I-${seatId}-${journal.view.position}-${done}`
    const notes = Array.from({ length: Math.min(50, count - done) }, (_, i) => draft.noted(incident, `note ${i}`))
    await journal.write(() => [draft.opened(incident, `A-${incident}`), ...notes.slice(1)])
  }
}

const headsOf = ({ journal }: TestSeat) => journal.heads().map(({ origin, seq, hash }) => `${origin} ${seq} ${hash}`)
const areLevel = (...all: TestSeat[]) => {
  const [first, ...others] = all.map((seat) => headsOf(seat).join('\n'))
  return first !== '' && others.every((heads) => heads === first)
}
const incidentsOf = ({ journal }: TestSeat) =>
  [...journal.view.list('incident')].map((incident) => JSON.stringify(incident)).toSorted((a, b) => (a < b ? -1 : 1))

describe('seats with journals on disk, over WebSockets', { timeout: 120_000 }, () => {
  it('two become level, go on being level, and fold the same', async () => {
    const a = await open('a')
    await write(a, 700)
    const b = await open('b', { dials: [a.url] })
    await write(b, 20)
    await until('level', () => areLevel(a, b))
    await write(a, 3)
    await write(b, 3)
    await until('level again', () => areLevel(a, b))
    expect(incidentsOf(a)).toEqual(incidentsOf(b))
    expect(incidentsOf(a)).toHaveLength(17)
    expect(await b.journal.verify()).toMatchObject({ isSound: true })
    expect([...a.faults, ...b.faults]).toEqual([])
  })

  it('three become level though two of them never see each other', async () => {
    const service = await open('s')
    const [a, b] = [await open('a', { dials: [service.url] }), await open('b', { dials: [service.url] })]
    await Promise.all([write(a, 300), write(b, 400), write(service, 200)])
    await until('level', () => areLevel(service, a, b))
    expect(incidentsOf(a)).toEqual(incidentsOf(b))
    await until('nothing pending', () => a.replicator.pendingFor(service.seatId).entries === 0)
    expect((await a.journal.anchors()).map(({ witness }) => witness)).toContain('s')
  })

  it('goes on where it was after links that broke in the middle of a batch', async () => {
    const a = await open('a')
    await write(a, 3_000)
    let cuts = 0
    const connect = async (url: string): Promise<PeerTransport> => {
      const transport = await connectPeer({ url })
      return {
        ...transport,
        onFrame: (listener) =>
          transport.onFrame((frame) => {
            const isEntries = typeof frame === 'object' && frame !== null && 't' in frame && frame.t === 'entries'
            if (isEntries && cuts++ % 2 === 0) return transport.close()
            listener(frame)
          }),
      }
    }
    const b = await open('b', { dials: [a.url], connect })
    await until('level', () => areLevel(a, b))
    expect(cuts).toBeGreaterThan(3)
    expect(await b.journal.verify()).toMatchObject({ isSound: true })
    expect(b.faults).toEqual([])
  })

  it('10,000 entries come over, half of them each way', async () => {
    let meet = () => undefined as void
    const met = new Promise<void>((resolve) => (meet = resolve))
    const a = await open('a')
    const b = await open('b', { dials: [a.url], connect: async (url) => met.then(() => connectPeer({ url })) })
    await Promise.all([write(a, 5_000), write(b, 5_000)])
    const startMs = performance.now()
    meet()
    await until('level', () => areLevel(a, b))
    process.stdout.write(`10,000 entries merged in ${Math.round(performance.now() - startMs)} ms\n`)
    expect(incidentsOf(a)).toEqual(incidentsOf(b))
  })

  it('with another secret nothing comes over, and both say so', async () => {
    const a = await open('a')
    await write(a, 1)
    const b = await open('b', { dials: [a.url], secret: new Uint8Array(32).fill(99) })
    await until('refused', () => b.peers.states()[0]?.state === 'refused')
    expect(b.peers.states()[0]?.reason).toContain('wrongSecret')
    expect(b.journal.heads()).toEqual([])
    expect(a.peers.states()).toEqual([])
    expect(a.ends[0]?.code).toBe('wrongSecret')
  })
})
