import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AccountId, type FeedEvent, Refused, SeatId } from '../../domain/contract'
import { createClient } from '../../domain/channel/createClient'
import { messagePorts, webSockets } from './channelPairs'
import { createForwarder } from './createForwarder'
import type { Forwarder } from './createForwarder'
import { serveChannel } from './serveChannel'
import { createSessionHolder } from './SessionHolder'
import { stubHandlers } from './stubHandlers'

const after = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof Refused ? error.code : error),
  )

let service: Awaited<ReturnType<typeof webSockets.start>>
let windows: Awaited<ReturnType<typeof messagePorts.start>>
let forwarder: Forwarder
let dropService = () => {}
const stopped = vi.fn<() => void>()
let snapshots = 0

beforeEach(async () => {
  stopped.mockClear()
  snapshots = 0
  service = await webSockets.start((core) => {
    dropService = () => core.close()
    const session = createSessionHolder()
    serveChannel(core, {
      session,
      log: { warn: () => {}, error: () => {} },
      handlers: stubHandlers({
        call: {
          'session.signIn': async ({ name }) => {
            session.set({
              id: AccountId.parse('a'),
              name,
              displayName: name,
              role: 'dispatcher',
              isDisabled: false,
              isDemo: false,
              mustChangePassword: false,
              passwordChangedAtMs: 0,
            })
            return { needsFirstAdministrator: false, isDemo: false, demoAccounts: [], rights: [...session.rights()] }
          },
          'refusal.list': async ({ limit }) => ({ total: limit, byReason: {}, refusals: [] }),
          'registry.people': () => new Promise(() => {}),
        },
        feed: {
          'seat.changed': (_filter, sink) => {
            sink.push(seat)
            return () => {}
          },
          'task.changed': (_filter, sink) => {
            sink.push({ isSnapshot: true, position: ++snapshots, upserts: [], removes: [] })
            return stopped
          },
        },
      }),
    })
  })
  forwarder = createForwarder({
    connect: service.connect,
    after,
    random: () => 0,
    retellSeat: (event) => ({ retold: event }),
  })
  windows = await messagePorts.start((core) => forwarder.serve(core))
  await vi.waitUntil(() => forwarder.isUp)
})
afterEach(async () => {
  forwarder.stop()
  await windows.stop()
  await service.stop()
})
/** What a service tells of itself. */
const seat: FeedEvent<'seat.changed'> = {
  seatId: SeatId.parse('service'),
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
}
const openWindow = () => createClient({ connect: windows.connect, after, random: () => 0 })

it('gives each window its own answers over one connection, and one session to the seat', async () => {
  const [one, two] = [openWindow(), openWindow()]
  await one.call('session.signIn', { name: 'li', password: 'x' })
  const limits = [1, 2, 3, 4, 5]
  const answers = await Promise.all(
    limits.flatMap((limit) => [one.call('refusal.list', { limit }), two.call('refusal.list', { limit: limit + 100 })]),
  )
  expect(answers.map(({ total }) => total)).toStrictEqual(limits.flatMap((limit) => [limit, limit + 100]))
  one.close()
  two.close()
})

it('stops the feeds of a window that is gone, and of no other', async () => {
  const [one, two] = [openWindow(), openWindow()]
  await one.call('session.signIn', { name: 'li', password: 'x' })
  one.on('task.changed', {}, () => {})
  two.on('task.changed', {}, () => {})
  await vi.waitUntil(() => snapshots === 2)
  one.close()
  await vi.waitUntil(() => stopped.mock.calls.length > 0)
  await two.call('session.read', {})
  expect(stopped).toHaveBeenCalledTimes(1)
  two.close()
})

it('tells windows of the seat in its own words: what follows is not the service', async () => {
  const window = openWindow()
  const heard: unknown[] = []
  window.on('seat.changed', {}, (event) => heard.push(event))
  await vi.waitUntil(() => heard.length > 0)
  expect(heard[0]).toHaveProperty('retold')
  window.close()
})

it('refuses at once while the service is out of reach, and brings feeds back when it returns', async () => {
  const window = openWindow()
  const ends: string[] = []
  await window.call('session.signIn', { name: 'li', password: 'x' })
  window.on(
    'task.changed',
    {},
    () => {},
    (code) => ends.push(code),
  )
  await vi.waitUntil(() => snapshots === 1)
  const pending = codeOf(window.call('registry.people', {}))
  await window.call('session.read', {})
  dropService()
  expect(await pending).toBe('serviceUnreachable')
  expect(await codeOf(window.call('session.read', {}))).toBe('serviceUnreachable')
  // The new connection is nobody's yet: the feed comes back and is told so, which is what makes a window ask for the sign-in.
  await vi.waitUntil(() => ends.length === 1, { timeout: 5_000 })
  expect(ends).toStrictEqual(['notSignedIn'])
  expect(await codeOf(window.call('session.read', {}))).toBe('answered')
  window.close()
})
