import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import mqtt, { type MqttClient } from 'mqtt'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../../domain/channel/createClient'
import {
  type Alarm,
  type Client,
  type ClientFrame,
  type Command,
  type CoreFrame,
  IdempotencyKey,
  type Incident,
  type Message,
  type PersonState,
  type PlanRun,
  Refused,
  type Task,
  type Transport,
} from '../../domain/contract'
import { metresFromCentre, smallDistrict } from '../../tests/support/smallDistrict'
import { createCore } from './createCore'
import type { Core } from './CoreOptions'

let dataDir: string
let core: Core
let site: MqttClient
const clients: (() => void)[] = []
let keys = 0
const key = () => IdempotencyKey.parse(`key-${Date.now()}-${keys++}`)

const start = async () => {
  core = await createCore({
    dataDir,
    seatName: 'test',
    version: '0.0.0',
    isDemo: true,
    districtFile: join(dataDir, 'district.json'),
    broker: { kind: 'embedded', port: 0, username: 'site', password: 'secret' },
    log: pino({ level: 'silent' }),
  })
}

/** A window of the seat: a real channel to the core. */
function openWindow(isSeatShared = true): Client {
  const { port1, port2 } = new MessageChannel()
  const side = <Out, In>(port: typeof port1): Transport<Out, In> => ({
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  })
  core.connect(side<CoreFrame, unknown>(port1), { isSeatShared })
  const client = createClient({
    connect: async () => side<ClientFrame, CoreFrame>(port2),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: () => 0.5,
  })
  clients.push(() => client.close())
  return client
}

/** Follows a collection feed. */
function follow<T extends { id: string }>(
  client: Client,
  name:
    | 'alarm.changed'
    | 'incident.changed'
    | 'planRun.changed'
    | 'task.changed'
    | 'command.changed'
    | 'message.changed'
    | 'people.changed',
): Map<string, T> {
  const items = new Map<string, T>()
  client.on(name, {}, (event) => {
    if (event.isSnapshot) items.clear()
    for (const item of event.upserts) items.set(item.id, item as unknown as T)
    for (const id of event.removes) items.delete(id)
  })
  return items
}

const until = async <T>(look: () => T | undefined | false, what: string, withinMs = 10_000): Promise<T> => {
  const end = Date.now() + withinMs
  for (;;) {
    const found = look()
    if (found) return found
    if (Date.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const post = (type: string, device: string, params: object) =>
  site.publishAsync(
    `/sys/${type}/${device}/thing/event/property/post`,
    JSON.stringify({ id: `${Math.random()}`, version: '1.0', time: Date.now(), params }),
    { qos: 1 },
  )
const receipt = (handset: string, params: object) =>
  site.publishAsync(
    `/sys/HANDSET/${handset}/thing/event/receipt/post`,
    JSON.stringify({ id: `${Math.random()}`, time: Date.now(), params }),
    { qos: 1 },
  )

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-core-'))
  await writeFile(join(dataDir, 'district.json'), JSON.stringify(smallDistrict))
  await start()
  site = await mqtt.connectAsync(core.brokerUrl ?? '', { username: 'site', password: 'secret' })
})
afterEach(async () => {
  await site.endAsync(true)
  for (const close of clients.splice(0)) close()
  await core.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const staffOnline = async (client: Client) => {
  const people = follow<PersonState>(client, 'people.changed')
  for (const [handset, east] of [
    ['H1', 50],
    ['H2', 150],
    ['H3', -100],
  ] as const) {
    const [lng, lat] = metresFromCentre(east, -30)
    await post('HANDSET', handset, { lng, lat, battery: 80 })
  }
  await until(() => [...people.values()].filter((p) => p.duty === 'free' && p.lngLat).length === 3, 'three free people')
}

describe('the main job, through the channel and over MQTT', () => {
  // req: R-5-06
  it('goes from smoke to a closed story, each step an entry', async () => {
    const client = openWindow()
    const asked: { topic: string; payload: { id: string; params: Record<string, string> } }[] = []
    site.on('message', (topic, payload) => {
      const command: { id: string; params: Record<string, string> } = JSON.parse(payload.toString())
      asked.push({ topic, payload: command })
      const [, , type, device, , , service] = topic.split('/')
      // Lifts answer at once; handsets answer with receipts, below.
      if (type === 'LIFT')
        site.publish(
          `/sys/LIFT/${device}/thing/service/${service}_reply`,
          JSON.stringify({ id: command.id, code: 200, data: {} }),
          { qos: 1 },
        )
    })
    await site.subscribeAsync('/sys/+/+/thing/service/+', { qos: 1 })
    await client.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
    await staffOnline(client)
    const [alarms, incidents, runs, tasks, commands, messages] = [
      follow<Alarm>(client, 'alarm.changed'),
      follow<Incident>(client, 'incident.changed'),
      follow<PlanRun>(client, 'planRun.changed'),
      follow<Task>(client, 'task.changed'),
      follow<Command>(client, 'command.changed'),
      follow<Message>(client, 'message.changed'),
    ]

    await post('SMOKE', 'YG-T2-1806', { smoke_density: 5.8 })
    const alarm = await until(() => [...alarms.values()].find((a) => a.definitionId === 'fire'), 'the alarm')
    expect(alarm).toMatchObject({
      deviceId: 'YG-T2-1806',
      priority: 'urgent',
      isLifeSafety: true,
      state: 'unacknowledged',
      value: 5.8,
      limit: 3.5,
    })

    const proposal = await client.call('dispatch.propose', { alarmId: alarm.id })
    expect(proposal).toMatchObject({
      incidentType: 'fire',
      grade: 'major',
      planId: 'fire',
      title: { zh: '小城中心 T2 · 18F 感烟火警', en: 'Smoke alarm, Small Centre T2 · 18F' },
    })
    expect(proposal.candidates.map((c) => [c.personId, c.isChosen])).toEqual([
      ['P1', true],
      ['P2', true],
    ])
    expect(proposal.commands.map((c) => c.deviceId)).toEqual(['DT-T2-2', 'DT-T2-1'])

    const click = {
      key: key(),
      alarmId: alarm.id,
      grade: proposal.grade,
      planId: proposal.planId ?? '',
      personIds: ['P1', 'P2'],
      basis: proposal.basis,
    }
    const { incidentId, sendAtMs } = await client.call('dispatch.start', click)
    // The same click told twice is one click.
    expect(await client.call('dispatch.start', click)).toMatchObject({ incidentId })
    await until(() => [...tasks.values()].length === 2, 'two tasks')
    expect([...tasks.values()].map((t) => t.state)).toEqual(['held', 'held'])
    expect(alarms.get(alarm.id)?.state).toBe('acknowledged')
    expect(asked).toEqual([])

    await until(() => asked.filter((a) => a.topic.endsWith('/task')).length === 2, 'tasks on the handsets')
    expect(Date.now()).toBeGreaterThanOrEqual(sendAtMs)
    await until(() => [...commands.values()].filter((c) => c.state === 'answered').length === 2, 'both lifts answered')

    for (const task of tasks.values()) {
      const handset = task.personId === 'P1' ? 'H1' : 'H2'
      for (const state of ['delivered', 'accepted', 'arrived', 'done'])
        await receipt(handset, { subject: 'task', id: task.id, state })
    }
    const planRunId = incidents.get(incidentId)?.planRunId ?? ''
    await client.call('planStep.complete', { planRunId, stepId: 'confirm' })
    const message = await until(
      () => [...messages.values()].find((m) => m.state === 'sent'),
      'the message to the manager',
    )
    await receipt('H3', { subject: 'message', id: message.id, state: 'delivered' })
    await until(() => runs.get(planRunId)?.state === 'finished', 'the plan carried out')
    expect(runs.get(planRunId)?.steps.map((s) => s.state)).toEqual(['done', 'done', 'done', 'done'])

    await post('SMOKE', 'YG-T2-1806', { smoke_density: 0.2 })
    await until(() => alarms.get(alarm.id)?.state === 'returned', 'the alarm returned')
    await client.call('incident.close', { incidentId, result: '明火扑灭，移交', basis: 0 })
    await until(() => incidents.get(incidentId)?.state === 'closed', 'the closed incident')

    const story = await client.call('incident.export', { incidentId })
    const kinds = story.entries.map((e) => e.kind)
    for (const kind of [
      'alarm.raised',
      'alarm.acknowledged',
      'incident.opened',
      'planRun.started',
      'task.assigned',
      'task.sent',
      'task.done',
      'command.answered',
      'message.delivered',
      'planRun.finished',
      'alarm.returned',
      'incident.closed',
    ])
      expect(kinds).toContain(kind)
    expect(story.entries.filter((e) => e.voidReason !== undefined)).toEqual([])
    expect(story.entries.find((e) => e.kind === 'incident.opened')?.actor).toMatchObject({
      kind: 'account',
      name: '周敏',
    })
    expect(story.tasks.map((t) => t.state)).toEqual(['done', 'done'])
  }, 60_000)

  it('undoes the click within its five seconds, and nothing has left', async () => {
    const client = openWindow()
    const heard: string[] = []
    site.on('message', (topic) => heard.push(topic))
    await site.subscribeAsync('/sys/+/+/thing/service/+')
    await client.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
    await staffOnline(client)
    const alarms = follow<Alarm>(client, 'alarm.changed')
    const tasks = follow<Task>(client, 'task.changed')
    await post('SMOKE', 'YG-T2-1806', { smoke_density: 5.8 })
    const alarm = await until(() => [...alarms.values()].find((a) => a.definitionId === 'fire'), 'the alarm')
    const { incidentId, sendAtMs } = await client.call('dispatch.start', {
      key: key(),
      alarmId: alarm.id,
      grade: 'major',
      planId: 'fire',
      personIds: ['P1'],
      basis: 0,
    })
    await client.call('dispatch.undo', { incidentId })
    await until(
      () => [...tasks.values()].every((t) => t.state === 'withdrawn') && tasks.size === 1,
      'the task withdrawn',
    )
    await new Promise((resolve) => setTimeout(resolve, sendAtMs - Date.now() + 1_000))
    expect(heard).toEqual([])
    expect(alarms.get(alarm.id)?.incidentId).toBeUndefined()
    await expect(client.call('dispatch.undo', { incidentId })).rejects.toMatchObject({ code: 'illegalState' })
  }, 30_000)
})

describe('a seat', () => {
  // req: R-4.1.3.2-01 R-4.1.3.2-04
  it('answers nobody who has not signed in, and a role only what it may', async () => {
    const stranger = openWindow(false)
    await expect(stranger.call('registry.geometry', {})).rejects.toMatchObject({ code: 'notSignedIn' })
    await expect(stranger.call('session.signIn', { name: 'zhoumin', password: 'wrong' })).rejects.toMatchObject({
      code: 'wrongCredentials',
    })
    await stranger.call('session.signIn', { name: 'liuguodong', password: 'Chenghu-2026' })
    expect((await stranger.call('registry.geometry', {})).name.zh).toBe('小城区')
    await expect(stranger.call('alarm.acknowledge', { key: key(), ids: ['A'], basis: 0 })).rejects.toBeInstanceOf(
      Refused,
    )
  })

  it('shares one sign-in among the windows of a console, and none with a browser', async () => {
    const [first, second, browser] = [openWindow(), openWindow(), openWindow(false)]
    await first.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
    expect((await second.call('session.read', {})).account?.displayName).toBe('周敏')
    expect((await browser.call('session.read', {})).account).toBeUndefined()
  })

  it('lets the closed mode be left by who may, or by whoever signs in for it, and writes it down', async () => {
    const console = openWindow()
    const leave = (name?: string) =>
      console.call('seat.leaveKiosk', name === undefined ? {} : { by: { name, password: 'Chenghu-2026' } })
    await expect(leave()).rejects.toMatchObject({ code: 'notSignedIn' })
    await console.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
    await expect(leave()).rejects.toMatchObject({ code: 'notAllowed' })
    await expect(leave('liuguodong')).rejects.toMatchObject({ code: 'notAllowed' })
    await leave('hejing')
    expect((await console.call('session.read', {})).account?.displayName).toBe('周敏')
    const auditor = openWindow(false)
    await auditor.call('session.signIn', { name: 'chenlijun', password: 'Chenghu-2026' })
    const entries: { kind: string; actor: { name?: string | undefined } }[] = []
    auditor.on('journal.appended', { afterPosition: 0 }, (event) => void entries.push(...event.entries))
    const left = await until(() => entries.find(({ kind }) => kind === 'seat.kioskLeft'), 'the entry')
    expect(left.actor.name).toBe('何静')
    expect(entries.filter(({ kind }) => kind === 'session.signedOut')).toHaveLength(2)
  })

  it('finds alarms, incidents and its identity again after a stop', async () => {
    const client = openWindow()
    await client.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
    const alarms = follow<Alarm>(client, 'alarm.changed')
    await post('SMOKE', 'YG-T2-1806', { smoke_density: 5.8 })
    const alarm = await until(() => [...alarms.values()].find((a) => a.definitionId === 'fire'), 'the alarm')
    const { seatId } = core.seatState()
    await site.endAsync(true)
    await core.stop()
    await start()
    expect(core.seatState().seatId).toBe(seatId)
    const again = openWindow()
    await again.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
    const after = follow<Alarm>(again, 'alarm.changed')
    expect(await until(() => after.get(alarm.id), 'the alarm after the restart')).toMatchObject({
      state: 'unacknowledged',
      value: 5.8,
    })
    const series = await again.call('history.read', {
      deviceId: 'YG-T2-1806',
      property: 'smoke_density',
      fromMs: Date.now() - 60_000,
      toMs: Date.now() + 1_000,
      maxPoints: 100,
    })
    expect([...series.average]).toContain(5.8)
    site = await mqtt.connectAsync(core.brokerUrl ?? '', { username: 'site', password: 'secret' })
  }, 30_000)
})
