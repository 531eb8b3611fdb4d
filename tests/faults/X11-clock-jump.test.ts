import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knex from 'knex'
import mqtt from 'mqtt'
import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import { entryOf } from '../../core/journal/rows'
import { createCore } from '../../core/seat/createCore'
import type { SeatNetwork } from '../../core/seat/CoreOptions'
import { type Alarm, type Client, IdempotencyKey, type Task } from '../../domain/contract'
import type { StoredEntry } from '../../domain/journal/entry'
import { defaultScope } from '../../domain/seat/scope'
import { firstBreach } from '../invariants/Breach'
import { findBentChain, findHole } from '../invariants/chains'
import { findPulledClock, type TimedEntry } from '../invariants/clocks'
import { findDoubled } from '../invariants/once'
import { findIllegalStep } from '../invariants/transitions'
import { freePort } from '../support/freePort'
import { testHeartbeat, testLimits, until } from '../support/installation'
import { hasMosquitto, startMosquitto } from '../support/mosquitto'
import { openWindow } from '../support/openWindow'
import { smallDistrict } from '../support/smallDistrict'
import { createFakeClock, fakeClockLibrary } from './kit/fakeClock'
import type { SeatProgramOptions } from './kit/seatProgram'
import { bundleProgram, startProgram } from './kit/startProgram'
import { report, skipIf } from './report'

const hourMs = 3_600_000
const to2038Ms = () => Date.parse('2038-01-20T00:00:00Z') - Date.now()
const jumps = [hourMs, -hourMs, 24 * hourMs, -24 * hourMs, to2038Ms(), 0]
const undoMs = 5_000
/** Above this a difference of clocks is shown in red. */
const flaggedMs = 60_000

const cleanups: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})
let keys = 0
const key = () => IdempotencyKey.parse(`x11-${keys++}`)

function follow<T extends { id: string }>(
  client: Client,
  name: 'alarm.changed' | 'task.changed',
  into: Map<string, T>,
) {
  client.on(name, {}, ({ upserts }) => {
    for (const item of upserts) into.set(item.id, item as unknown as T)
  })
  return into
}

/** What lies in the file of a seat that was stopped. */
async function read(dataDir: string): Promise<{ entries: StoredEntry[]; states: unknown[] }> {
  const db = knex({
    client: 'sqlite3',
    connection: { filename: join(dataDir, 'duty.db') },
    useNullAsDefault: true,
  })
  try {
    const rows: unknown[] = await db('entry').orderBy('position')
    const states: unknown[] = await db('subject_state').select('kind', 'id', 'state').orderBy(['kind', 'id'])
    return { entries: rows.map(entryOf), states }
  } finally {
    await db.destroy()
  }
}

it('X11 clock-jump: a clock that jumps reorders nothing, fires no timer early or never, and moves no other seat', async (context) => {
  const library = fakeClockLibrary ?? ''
  skipIf(context, 'X11 clock-jump', library && hasMosquitto ? undefined : 'no libfaketime or no Mosquitto')
  const root = await mkdtemp(join(tmpdir(), 'chengtai-x11-'))
  cleanups.push(() => rm(root, { recursive: true, force: true }))
  const broker = await startMosquitto()
  cleanups.push(() => broker.stop())
  const districtFile = join(root, 'district.json')
  await writeFile(districtFile, JSON.stringify(smallDistrict))
  const port = await freePort()
  const network = (kind: SeatNetwork['kind'], own: number): Omit<SeatNetwork, 'secret'> => ({
    kind,
    peers: [],
    ...(kind === 'console' && { service: { url: `ws://127.0.0.1:${port}` } }),
    listen: { host: '127.0.0.1', port: own },
    rank: kind === 'console' ? 1 : 0,
    scope: defaultScope,
    limits: testLimits,
    heartbeat: testHeartbeat,
  })
  const secret = Buffer.alloc(32, 7)

  // The service, under a clock of its own.
  const clock = createFakeClock(library, join(root, 'clock'))
  const program = await bundleProgram(join(import.meta.dirname, 'kit/seatProgram.ts'))
  cleanups.push(() => program.remove())
  const options: SeatProgramOptions = {
    dataDir: join(root, 'service'),
    districtFile,
    brokerUrl: broker.url,
    network: network('service', port),
    secret: secret.toString('base64'),
  }
  const service = startProgram(program.file, {
    args: [JSON.stringify(options)],
    env: clock.env,
  })
  cleanups.push(() => service.kill())
  await service.waitForLine((line) => line === 'ready')

  // The console, under ours.
  const core = await createCore({
    dataDir: join(root, 'console'),
    seatName: 'desk',
    version: '0.0.0',
    isDemo: true,
    broker: { kind: 'external', url: broker.url, username: '', password: '' },
    network: { ...network('console', 0), secret },
    log: pino({ level: process.env['CHENGTAI_TEST_LOG'] ?? 'silent' }),
  })
  let isStopped = false
  cleanups.push(() => (isStopped ? undefined : core.stop()))
  const roles = new Set<string>()
  const skew = () => core.seatState().peers.find(({ kind }) => kind === 'service')?.clockSkewMs
  await until(() => core.seatState().role === 'following' && skew() !== undefined, 'a console that follows')
  const watch = setInterval(() => {
    const { role, isDriving } = core.seatState()
    roles.add(isDriving ? `${role} and driving` : role)
  }, 20)
  cleanups.push(() => clearInterval(watch))

  const { client, close } = openWindow(core)
  cleanups.push(close)
  await client.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
  const alarms = follow<Alarm>(client, 'alarm.changed', new Map())
  const tasks = follow<Task>(client, 'task.changed', new Map())
  const site = await mqtt.connectAsync(broker.url)
  cleanups.push(() => site.endAsync(true))
  let taskAtMs: number | undefined
  site.on('message', () => (taskAtMs ??= performance.now()))
  await site.subscribeAsync('/sys/HANDSET/+/thing/service/task', { qos: 1 })
  // Without a time of its own: what bears one is weighed by the clock of the seat that hears it.
  const smoke = (density: number) =>
    site.publishAsync(
      '/sys/SMOKE/YG-T2-1806/thing/event/property/post',
      JSON.stringify({ id: `${Math.random()}`, version: '1.0', params: { smoke_density: density } }),
      { qos: 1 },
    )
  const fires = () => [...alarms.values()].filter(({ definitionId }) => definitionId === 'fire')

  let worstTimerErrorMs = 0
  let firedEarly = 0
  let unflagged = 0
  for (const jumpMs of jumps) {
    // Raised under the clock as it was; the clock jumps while the order may still be undone.
    await smoke(5.8)
    const alarm = await until(() => fires().find(({ state }) => state === 'unacknowledged'), 'the alarm')
    const click = { key: key(), alarmId: alarm.id, grade: 'general' as const, personIds: ['P1'], basis: 0 }
    taskAtMs = undefined
    const clickedMs = performance.now()
    const { incidentId } = await client.call('dispatch.start', click)
    clock.set(jumpMs)
    await client.call('alarm.acknowledge', { key: key(), ids: [alarm.id], basis: 0 })
    await until(() => Math.abs((skew() ?? 0) - jumpMs) < 5_000, `a skew of ${jumpMs} ms that is told`)
    if (Math.abs(jumpMs) > flaggedMs && Math.abs(skew() ?? 0) <= flaggedMs) unflagged += 1
    const leftMs = await until(() => taskAtMs, 'the order at the handset')
    const errorMs = leftMs - clickedMs - undoMs
    if (errorMs < -200) firedEarly += 1
    worstTimerErrorMs = Math.max(worstTimerErrorMs, Math.round(Math.abs(errorMs)))
    await smoke(0.2)
    await until(() => alarms.get(alarm.id)?.state === 'returned', 'the alarm that returned')
    const task = await until(
      () => [...tasks.values()].find((one) => one.incidentId === incidentId && one.state === 'sent'),
      'the task that was sent',
    )
    await client.call('task.recall', { taskId: task.id, reason: 'X11' })
    await until(() => tasks.get(task.id)?.state === 'recalled', 'the task that was recalled')
  }

  await until(() => core.seatState().peers.every(({ behind }) => behind === 0), 'two seats that lack nothing')
  const pendingEnd = () => core.seatState().pendingEntries === 0
  await until(pendingEnd, 'nothing left to tell')
  clearInterval(watch)
  isStopped = true
  const consoleId = core.seatState().seatId
  await core.stop()
  service.write('stop\n')
  await service.ended
  const [atConsole, atService] = await Promise.all([read(join(root, 'console')), read(join(root, 'service'))])

  const shared = new Set(atService.entries.map(({ origin, seq }) => `${origin} ${seq}`))
  const missing = atConsole.entries.filter(({ origin, seq }) => !shared.has(`${origin} ${seq}`))
  const voided = atConsole.entries.filter(({ voidReason }) => voidReason !== undefined)
  const farthestMs = Math.max(...jumps)
  const timed = (entries: readonly StoredEntry[]): TimedEntry[] =>
    entries.map((entry) => ({
      entry,
      latestWallMs: Date.now() + (entry.origin === consoleId ? 0 : farthestMs),
    }))
  const breach = firstBreach(
    [atConsole, atService].flatMap(({ entries }) => [
      () => findHole(entries),
      () => findBentChain(entries),
      () => findDoubled(entries),
      () => findIllegalStep(entries),
      () => findPulledClock(timed(entries)),
    ]),
  )
  // The seat's own start and stop are its own.
  const isTold = (id: string) => ({ test: (row: unknown) => !JSON.stringify(row).includes(id) }).test
  const common = (states: readonly unknown[]) => states.filter(isTold('"kind":"seat"'))
  const flapped = [...roles].filter((role) => role !== 'following')

  report({
    name: 'X11 clock-jump',
    figures: {
      jumps: jumps.length,
      reordered: voided.length,
      worstTimerErrorMs,
      firedEarly,
      unflagged,
      roleChanges: flapped.length,
      missing: missing.filter(({ kind }) => !kind.startsWith('seat.')).length,
    },
    bar: '0 reordered, timers ± 1 s and never early, skew > 60 s told, no seat pulled > 60 s, roles stand; I6: no shelving yet',
    pass: !breach && voided.length === 0 && firedEarly === 0 && flapped.length === 0 && worstTimerErrorMs <= 1_000,
  })
  expect(breach).toBeUndefined()
  expect(voided.map(({ kind, voidReason, origin, subject }) => [kind, voidReason, origin, subject.id])).toEqual([])
  expect(flapped).toEqual([])
  expect([firedEarly, unflagged]).toEqual([0, 0])
  expect(missing.filter(({ kind }) => !kind.startsWith('seat.'))).toEqual([])
  expect(common(atConsole.states)).toEqual(common(atService.states))
})
