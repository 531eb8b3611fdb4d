import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasMosquitto, startMosquitto } from '../../../tests/support/mosquitto'
import { hasPostgres, startPostgres } from '../../../tests/support/postgres'
import type { ForwardItem } from '../../../domain/forwarding/ForwardItem'
import type { ForwardTarget } from '../../../domain/contract'
import { li, route, startForwarding } from '../testForwarding'
import { openTarget } from './openTarget'

let folder: string
const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-targets-'))
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  await rm(folder, { recursive: true })
})

const perRound = 200
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

/**
 * A target that is killed while it takes, and a seat that is started anew while the target is away.
 *
 * @param isForgetful the twin that keeps nothing on disk
 * @returns ids of all that was acknowledged to the devices
 */
async function through(
  target: ForwardTarget,
  { kill, start }: { kill(): Promise<void>; start(): Promise<void> },
  isForgetful = false,
): Promise<string[]> {
  const first = await startForwarding(folder)
  const { id } = await first.forwarding.save({ route: route(target) }, li)
  const backlog = (forwarding: typeof first.forwarding) => forwarding.states().find((one) => one.id === id)?.backlog
  const told: string[] = []
  const tell = async (seat: typeof first, round: number) => {
    await seat.tell(round, ...Array.from({ length: perRound }, (_, i) => i))
    for (let i = 0; i < perRound; i++) told.push(`m-${round}/power/${1_000 * (round + 1) + i}`)
  }
  await tell(first, 0)
  await until(() => expect(backlog(first.forwarding)).toBe(0))
  await tell(first, 1)
  await kill()
  await tell(first, 2)
  await first.end()
  if (isForgetful)
    for (const part of ['', '-wal', '-shm']) await rm(join(folder, `forwarding.db${part}`), { force: true })
  const second = await startForwarding(folder)
  await tell(second, 3)
  await start()
  await until(() => expect(backlog(second.forwarding)).toBe(0))
  await second.end()
  return told
}

describe.runIf(hasPostgres)('a route into a real PostgreSQL', () => {
  it('loses nothing and doubles nothing when the server is killed and the seat is started anew; without its queue it would lose', async () => {
    const server = await startPostgres()
    closing.push(() => server.stop())
    const target = (table: string): ForwardTarget => ({
      kind: 'database',
      host: '127.0.0.1',
      port: server.port,
      database: 'postgres',
      table,
      isTls: false,
      username: server.user,
    })
    const arrived = async (table: string) => {
      const client = new Client({ host: '127.0.0.1', port: server.port, user: server.user, database: 'postgres' })
      await client.connect()
      const { rows } = await client.query<{ id: string; body: unknown }>(`SELECT id, body FROM ${table}`)
      await client.end()
      return rows
    }
    const told = await through(target('kept'), server)
    const rows = await arrived('kept')
    expect(rows.map(({ id }) => id).sort()).toEqual([...told].sort())
    expect(rows.find(({ id }) => id === 'm-0/power/1005')?.body).toEqual({
      id: 'm-0/power/1005',
      kind: 'sample',
      atMs: 1_005,
      deviceId: 'm-0',
      property: 'power',
      value: 5,
    })
    await rm(folder, { recursive: true })
    folder = await mkdtemp(join(tmpdir(), 'chengtai-targets-'))
    const toldToTwin = await through(target('forgotten'), server, true)
    expect((await arrived('forgotten')).length).toBeLessThan(toldToTwin.length)
  }, 90_000)
})

describe.runIf(hasMosquitto)('a route into a real Mosquitto', () => {
  it('loses nothing and keeps the order of each device when the broker is killed and the seat is started anew', async () => {
    const broker = await startMosquitto({ isPersistent: true })
    closing.push(() => broker.stop())
    const heard: { id: string; topic: string }[] = []
    const listen = async () => {
      const client = await connectAsync(broker.url, {
        clientId: 'platform',
        clean: false,
        protocolVersion: 5,
        properties: { sessionExpiryInterval: 3_600 },
        reconnectPeriod: 50,
      })
      client.on('message', (topic, payload) => {
        const { id }: { id: string } = JSON.parse(payload.toString())
        heard.push({ id, topic })
      })
      await client.subscribeAsync('out/#', { qos: 1 })
      closing.push(() => client.endAsync(true))
    }
    await listen()
    const told = await through({ kind: 'mqtt', url: broker.url, topic: 'out/{deviceId}/{property}', qos: 1 }, broker)
    await until(() => expect(new Set(heard.map(({ id }) => id))).toEqual(new Set(told)))
    expect(heard[0]?.topic).toBe('out/m-0/power')
    for (const device of [0, 1, 2, 3]) {
      const first = [...new Set(heard.map(({ id }) => id).filter((id) => id.startsWith(`m-${device}/`)))]
      expect(first).toEqual(told.filter((id) => id.startsWith(`m-${device}/`)))
    }
  }, 60_000)
})

describe('a route into Kafka', () => {
  it('opens with a well-formed request of the protocol, and says that nobody is there when nothing answers', async () => {
    const heard: Buffer[] = []
    const server = createServer((socket) => {
      socket.on('data', (piece) => {
        heard.push(piece)
        socket.destroy()
      })
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const target = openTarget(
      {
        id: 'r',
        fields: ['value'],
        target: { kind: 'kafka', brokers: [`127.0.0.1:${address.port}`], topic: 't', isTls: false },
      },
      undefined,
      { folder, seatId: 's', now: Date.now },
    )
    const items: ForwardItem[] = [{ id: 'a', kind: 'sample', atMs: 1, value: 5 }]
    await expect(target.send(items)).rejects.toMatchObject({ name: 'TargetError' })
    await target.close()
    const [request] = heard
    if (!request) throw new Error('nothing was sent')
    // Length of the rest, then which call it is: 18 asks for the versions.
    expect(request.readInt32BE(0)).toBe(request.length - 4)
    expect(request.readInt16BE(4)).toBe(18)
    expect(request.toString('utf8')).toContain('chengtai-s-r')
  }, 30_000)
})
