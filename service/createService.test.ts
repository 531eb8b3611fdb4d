import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { connectWebSocket } from '../core/channel/connectWebSocket'
import { serveChannel } from '../core/channel/serveChannel'
import { createSessionHolder } from '../core/channel/SessionHolder'
import { stubHandlers } from '../core/channel/stubHandlers'
import { createClient } from '../domain/channel/createClient'
import { AccountId, Refused, SeatState } from '../domain/contract'
import { connectPeer, type PeerTransport } from '../core/sync/webSocketPeer'
import { createService } from './createService'
import type { Service } from './createService'
import { writeCertificate } from '../tests/support/writeCertificate'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const after = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof Refused ? error.code : error),
  )
const log = pino({ level: 'silent' })
const openTo = (url: string) => {
  const client = createClient({
    connect: () => connectWebSocket({ url: `${url.replace('http', 'ws')}/channel` }),
    after,
    random: () => 0,
  })
  cleanups.push(() => client.close())
  return client
}

const goodState = SeatState.parse({
  seatId: 's',
  role: 'leader',
  roleSinceMs: 0,
  isDriving: true,
  isMinority: false,
  peers: [],
  timeZone: 'Asia/Shanghai',
  isDemo: false,
  links: [],
  samplesPerS: 0,
  journalPosition: 0,
  pendingEntries: 0,
  pendingSubjects: [],
  openConflicts: 0,
  openGaps: 0,
  backup: { state: 'none' },
  refusedMessages: 0,
  devices: { total: 0, online: 0, abnormal: 0, offline: 0, unknown: 0 },
  storage: { state: 'good', databaseBytes: 0 },
  nowMs: 0,
})

async function start(
  more: {
    state?: Partial<SeatState>
    tls?: { cert: string; key: string }
    signIns?: () => void
    seats?: (link: PeerTransport) => void
  } = {},
): Promise<Service> {
  const rendererDir = mkdtempSync(join(tmpdir(), 'chengtai-renderer-'))
  cleanups.push(() => rmSync(rendererDir, { recursive: true }))
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>城台</title>')
  mkdirSync(join(rendererDir, 'assets'))
  writeFileSync(join(rendererDir, 'assets/a.js'), '1')
  const service = await createService({
    core: {
      connect(transport) {
        const session = createSessionHolder()
        const handlers = stubHandlers({
          call: {
            'session.signIn': async ({ name }) => {
              more.signIns?.()
              session.set({
                id: AccountId.parse('a'),
                name,
                displayName: name,
                role: 'manager',
                isDisabled: false,
                isDemo: false,
                mustChangePassword: false,
                passwordChangedAtMs: 0,
              })
              return { needsFirstAdministrator: false, isDemo: false, demoAccounts: [], rights: [...session.rights()] }
            },
          },
        })
        serveChannel(transport, { handlers, session, log })
      },
      acceptSeat: (transport) => more.seats?.(transport),
      ask: async () => ({ status: 200, body: {} }),
      seatState: () => ({ ...goodState, ...more.state }),
      metrics: () => ({ chengtai_samples_total: 12, chengtai_journal_position: 3.5, chengtai_lag: Number.NaN }),
    },
    host: '127.0.0.1',
    port: 0,
    rendererDir,
    log,
    now: Date.now,
    ...(more.tls && { tls: more.tls }),
  })
  cleanups.push(() => service.stop())
  return service
}

it('says that it is well, and why it is not', async () => {
  const good = await fetch(`${(await start()).url}/health`)
  expect([good.status, await good.json()]).toStrictEqual([
    200,
    { live: true, role: 'leader', isDriving: true, ready: true, reasons: [] },
  ])
  const link = {
    id: 'site',
    protocol: 'mqtt',
    address: 'x',
    state: 'down',
    sinceMs: 0,
    reason: 'refused',
    messages: 0,
    refused: 0,
  } as const
  const linkDown = await fetch(`${(await start({ state: { links: [link] } })).url}/health`)
  expect([linkDown.status, await linkDown.json()]).toStrictEqual([
    200,
    { live: true, role: 'leader', isDriving: true, ready: true, reasons: ['link site is down: refused'] },
  ])
  const degraded = await fetch(
    `${(await start({ state: { storage: { state: 'degraded', databaseBytes: 0, reason: 'disk full' } } })).url}/health`,
  )
  expect([degraded.status, await degraded.json()]).toMatchObject([
    503,
    { ready: false, reasons: ['storage is degraded: disk full'] },
  ])
})

it('tells of seats that are away, and whether it drives', async () => {
  const peer = {
    name: 'desk-1',
    kind: 'console',
    state: 'refused',
    sinceMs: 0,
    reason: 'wrongSecret',
    behind: 0,
  } as const
  const answer = await fetch(`${(await start({ state: { peers: [peer], isDriving: false } })).url}/health`)
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { isDriving: false, reasons: ['console desk-1 is refused: wrongSecret', 'this seat does not drive the site'] },
  ])
})

it('lets seats in at a door of their own, beside windows', async () => {
  const seats: PeerTransport[] = []
  const { url } = await start({ seats: (link) => seats.push(link) })
  const link = await connectPeer({ url: `${url.replace('http', 'ws')}/sync` })
  cleanups.push(() => link.close())
  await vi.waitUntil(() => seats.length === 1)
  await expect(openTo(url).call('session.read', {})).resolves.toBeDefined()
})

it('gives its figures in the form of Prometheus', async () => {
  const answer = await fetch(`${(await start()).url}/metrics`)
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expect(await answer.text()).toBe(
    '# TYPE chengtai_samples_total counter\nchengtai_samples_total 12\n# TYPE chengtai_journal_position gauge\nchengtai_journal_position 3.5\n' +
      '# TYPE chengtai_lag gauge\nchengtai_lag NaN\n# TYPE chengtai_connections gauge\nchengtai_connections 0\n',
  )
})

it('serves the browser seat, and nothing beside it, under the strict policy', async () => {
  const { url } = await start()
  const page = await fetch(url)
  expect(await page.text()).toContain('城台')
  expect((await fetch(`${url}/assets/a.js`)).headers.get('content-type')).toContain('javascript')
  for (const path of ['/', '/health', '/nothing', '/assets/']) {
    const { headers } = await fetch(url + path)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/)
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
  }
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2f..%2fetc/passwd', '/assets/', '/nothing']) {
    expect((await fetch(url + path)).status).toBeGreaterThanOrEqual(400)
  }
})

it('gives every browser seat a session of its own over the channel', async () => {
  const { url } = await start()
  const [one, two] = [openTo(url), openTo(url)]
  await one.call('session.signIn', { name: 'li', password: 'x' })
  expect(await codeOf(one.call('registry.plans', {}))).toBe('answered')
  expect(await codeOf(two.call('registry.plans', {}))).toBe('notSignedIn')
})

it('opens the channel to its own pages and to consoles, not to pages of others', async () => {
  const { url } = await start()
  const address = `${url.replace('http', 'ws')}/channel`
  const open = async (headers: Record<string, string>, path = address) => {
    const socket = new WebSocket(path, { headers })
    cleanups.push(() => socket.terminate())
    return Promise.race([
      once(socket, 'open').then(() => 'open'),
      once(socket, 'error').then(([error]: unknown[]) => String(error)),
    ]).catch(String)
  }
  expect(await open({})).toBe('open')
  expect(await open({ origin: url })).toBe('open')
  for (const origin of ['http://evil.example', 'null', 'file://', url.replace(/\d+$/, '1')])
    expect(await open({ origin })).toContain('403')
  // A foreign name that points at this machine (DNS rebinding).
  expect(await open({ origin: 'http://evil.example', host: 'evil.example' })).toContain('403')
  expect(await open({}, `${url.replace('http', 'ws')}/elsewhere`)).toContain('404')
})

it('ends a connection that sends more than a client ever would, and no other', async () => {
  const { url } = await start()
  const good = openTo(url)
  await good.call('session.read', {})
  const bad = new WebSocket(`${url.replace('http', 'ws')}/channel`)
  await once(bad, 'open')
  bad.on('error', () => {})
  bad.send(Buffer.alloc(2 * 1024 * 1024))
  await once(bad, 'close')
  expect(await codeOf(good.call('session.read', {}))).toBe('answered')
})

it('lets an address try only so many passwords a minute', async () => {
  const signIns = vi.fn<() => void>()
  const { url } = await start({ signIns })
  const codes: unknown[] = []
  for (let client = 0; client < 6; client += 1) {
    const window = openTo(url)
    for (let attempt = 0; attempt < 5; attempt += 1)
      codes.push(await codeOf(window.call('session.signIn', { name: 'li', password: 'x' })))
  }
  expect(codes.filter((code) => code === 'tooManyRequests')).toHaveLength(10)
  expect(signIns).toHaveBeenCalledTimes(20)
})

it('speaks TLS where it is given a certificate', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'chengtai-tls-'))
  cleanups.push(() => rmSync(dir, { recursive: true }))
  const tls = writeCertificate(dir, 'IP:127.0.0.1')
  const { url } = await start({ tls })
  expect(url).toMatch(/^https:/)
  const channel = `${url.replace('https', 'wss')}/channel`
  await expect(connectWebSocket({ url: channel })).rejects.toThrow('WebSocket')
  const transport = await connectWebSocket({ url: channel, ca: tls.cert })
  transport.close()
})

it('stops while browsers hold connections open', async () => {
  const service = await start()
  const window = openTo(service.url)
  await window.call('session.read', {})
  const links: boolean[] = []
  window.onLink((isUp) => links.push(isUp))
  await fetch(`${service.url}/health`, { headers: { connection: 'keep-alive' } })
  await service.stop()
  await vi.waitUntil(() => links.includes(false))
  await expect(fetch(`${service.url}/health`)).rejects.toThrow('fetch failed')
})
