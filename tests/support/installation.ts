import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knex from 'knex'
import pino from 'pino'
import { createCore } from '../../core/seat/createCore'
import type { Core, SeatNetwork } from '../../core/seat/CoreOptions'
import type { Client, DistrictDocument } from '../../domain/contract'
import { defaultScope } from '../../domain/seat/scope'
import { freePort } from './freePort'
import { openWindow } from './openWindow'

/** A service and its consoles, each a real core with its own folder, linked over real WebSockets on loopback. */
export interface TestInstallation {
  /** Starts the seat, or starts it again with its folder. */
  start(name: string): Promise<Core>
  stop(name: string): Promise<void>
  core(name: string): Core
  /** A window of the seat, over a real channel. */
  open(name: string): Client
  /** What lies in the journals of seats that were stopped: heads by origin, every folded state, notes, and entries that lie there twice. */
  read(name: string): Promise<{ heads: unknown[]; states: unknown[]; notes: number; twice: number }>
  dispose(): Promise<void>
}

/** Shorter than in life, long enough that a busy machine does not look like a lost link. */
export const testLimits = { suspectAfterMs: 1_500, aloneAfterMs: 3_000, steadyMs: 500, lookAroundMs: 8_000 }
export const testHeartbeat = { everyMs: 250, silentMs: 1_500 }

export interface TestInstallationSetup {
  broker: string
  district: DistrictDocument
  /** Names of the consoles, in the order of their rank. */
  consoles: readonly string[]
  /** Stands between the consoles and their service: given the service's port, tells the port to dial. */
  between?: (servicePort: number) => Promise<number>
  limits?: SeatNetwork['limits']
  heartbeat?: SeatNetwork['heartbeat']
}

const service = 'service'

export async function createTestInstallation(setup: TestInstallationSetup): Promise<TestInstallation> {
  const root = await mkdtemp(join(tmpdir(), 'chengtai-seats-'))
  const districtFile = join(root, 'district.json')
  await writeFile(districtFile, JSON.stringify(setup.district))
  const names = [service, ...setup.consoles]
  const ports = new Map<string, number>()
  for (const name of names) ports.set(name, await freePort())
  const servicePort = ports.get(service) ?? 0
  const dialled = (await setup.between?.(servicePort)) ?? servicePort
  const cores = new Map<string, Core>()
  const clients: (() => void)[] = []
  const addressOf = (name: string) => ({ url: `ws://127.0.0.1:${ports.get(name) ?? 0}` })

  const network = (name: string): SeatNetwork => ({
    kind: name === service ? 'service' : 'console',
    secret: new Uint8Array(32).fill(7),
    ...(name !== service && { service: { url: `ws://127.0.0.1:${dialled}` } }),
    peers: name === service ? [] : setup.consoles.filter((other) => other !== name).map(addressOf),
    listen: { host: '127.0.0.1', port: ports.get(name) ?? 0 },
    rank: setup.consoles.indexOf(name) + 1,
    scope: defaultScope,
    limits: { ...testLimits, ...setup.limits },
    heartbeat: setup.heartbeat ?? testHeartbeat,
  })

  const installation: TestInstallation = {
    async start(name) {
      const core = await createCore({
        dataDir: join(root, name),
        seatName: name,
        version: '0.0.0',
        isDemo: true,
        ...(name === service && { districtFile }),
        broker: { kind: 'external', url: setup.broker, username: '', password: '' },
        network: network(name),
        log: pino({ level: process.env['CHENGTAI_TEST_LOG'] ?? 'silent', name }),
      })
      cores.set(name, core)
      return core
    },
    async stop(name) {
      await cores.get(name)?.stop()
      cores.delete(name)
    },
    core(name) {
      const core = cores.get(name)
      if (!core) throw new Error(`${name} does not run`)
      return core
    },
    open(name) {
      const { client, close } = openWindow(installation.core(name))
      clients.push(close)
      return client
    },
    async read(name) {
      const db = knex({
        client: 'sqlite3',
        connection: { filename: join(root, name, 'duty.db') },
        useNullAsDefault: true,
      })
      try {
        const heads: unknown[] = await db('entry')
          .select('origin')
          .max('seq as seq')
          .groupBy('origin')
          .orderBy('origin')
        const states: unknown[] = await db('subject_state').select('kind', 'id', 'state').orderBy(['kind', 'id'])
        const [counted]: { entries: number; numbers: number; notes: number }[] = await db('entry').select(
          db.raw(
            "count(*) AS entries, count(DISTINCT origin || ' ' || seq) AS numbers, count(DISTINCT CASE kind WHEN 'incident.noted' THEN id END) AS notes",
          ),
        )
        const entries = counted?.entries ?? 0
        return { heads, states, notes: counted?.notes ?? 0, twice: entries - (counted?.numbers ?? 0) }
      } finally {
        await db.destroy()
      }
    },
    async dispose() {
      for (const close of clients.splice(0)) close()
      for (const name of names) await installation.stop(name)
      await rm(root, { recursive: true, force: true })
    },
  }
  return installation
}

/** Waits for something to be so, however long this machine takes. */
export async function until<T>(look: () => T | undefined | false, what: string, withinMs = 30_000): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const found = look()
    if (found) return found
    if (Date.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
