import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt, { type MqttClient } from 'mqtt'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AlarmId, type Client, type DeviceTable, IdempotencyKey, unseenType } from '../../domain/contract'
import { openWindow } from '../../tests/support/openWindow'
import { smallDistrict } from '../../tests/support/smallDistrict'
import type { Core } from './CoreOptions'
import { createCore } from './createCore'

const smoke = smallDistrict.devices.find(({ typeId }) => typeId === 'SMOKE')!
const lift = smallDistrict.devices.find(({ typeId }) => typeId === 'LIFT')!
const district = {
  ...smallDistrict,
  devices: smallDistrict.devices.map((device) =>
    device.typeId === 'LIFT' ? { ...device, organisationId: 'lifts' } : { ...device, groupIds: ['house'] },
  ),
  organisations: [
    { id: 'contractors', name: { zh: '外委', en: 'Contractors' } },
    { id: 'lifts', name: { zh: '电梯', en: 'Lifts' }, parentId: 'contractors', memberNames: ['luowei'] },
  ],
  groups: [
    { id: 'all', name: { zh: '全部', en: 'All' } },
    { id: 'house', name: { zh: '楼内', en: 'House' }, parentId: 'all' },
  ],
}

let dataDir: string
let core: Core
let site: MqttClient
let client: Client
/** Administrators at seats of their own. */
let system: Client
let safety: Client
const closes: (() => void)[] = []
let keys = 0
const key = () => IdempotencyKey.parse(`sight-key-${keys++}`)
const signIn = (at: Client, name: string) => at.call('session.signIn', { name, password: 'Chenghu-2026' })
const as = (name: string) => signIn(client, name)
const open = (isSeatShared?: boolean): Client => {
  const opened = openWindow(core, isSeatShared)
  closes.push(opened.close)
  return opened.client
}
const devices = () => client.call('registry.devices', {})
const shownOf = (table: DeviceTable) => table.ids.filter((_, row) => table.types[row] !== unseenType)
const liftIds = district.devices.flatMap(({ id, typeId }) => (typeId === 'LIFT' ? [id] : []))

const until = async (look: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const end = Date.now() + 15_000
  while (!(await look())) {
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

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'chengtai-sight-'))
  const districtFile = join(dataDir, 'district.json')
  await writeFile(districtFile, JSON.stringify(district))
  core = await createCore({
    dataDir,
    seatName: 'test',
    version: '0.0.0',
    isDemo: true,
    districtFile,
    broker: { kind: 'embedded', port: 0, username: 'site', password: 'secret' },
    log: pino({ level: 'silent' }),
  })
  site = await mqtt.connectAsync(core.brokerUrl ?? '', { username: 'site', password: 'secret' })
  client = open()
  system = open(false)
  safety = open(false)
  await signIn(system, 'xitong')
  await signIn(safety, 'anquan')
})
afterAll(async () => {
  await site.endAsync(true)
  for (const close of closes) close()
  await core.stop()
  await rm(dataDir, { recursive: true, force: true })
})

// req: R-4.1.1.2-11
describe('what the member of an organisation sees', () => {
  it('is its own devices and nothing of others: no name, place, value, state, alarm, command or history', async () => {
    await as('zhoumin')
    expect(shownOf(await devices())).toHaveLength(district.devices.length)
    const values = new Set<number>()
    const states = new Map<number, number>()
    const alarms = new Map<string, string>()
    client.on('samples.changed', { rateHz: 10 }, ({ points }) => points.forEach((point) => values.add(point)))
    client.on('devices.stateChanged', { rateHz: 10 }, (told) =>
      told.devices.forEach((row, at) => states.set(row, told.states[at] ?? 0)),
    )
    client.on('alarm.changed', {}, ({ isSnapshot, upserts, removes }) => {
      if (isSnapshot) alarms.clear()
      for (const { id, deviceId } of upserts) alarms.set(id, deviceId)
      for (const id of removes) alarms.delete(id)
    })
    await post('SMOKE', smoke.id, { smoke_density: 5 })
    await until(() => [...alarms.values()].includes(smoke.id), 'the alarm at the desk')
    const [alarmId = ''] = [...alarms].find(([, deviceId]) => deviceId === smoke.id) ?? []
    const table = await devices()
    const smokeRow = table.ids.indexOf(smoke.id)
    const smokePoint = table.firstPoints[smokeRow] ?? -1
    await until(() => values.has(smokePoint) && states.get(smokeRow) !== 0, 'value and state at the desk')

    await as('luowei')
    await until(() => ![...alarms.values()].includes(smoke.id), 'the alarm gone')
    await until(() => states.get(smokeRow) === 0, 'the state unknown')
    values.clear()
    await post('SMOKE', smoke.id, { smoke_density: 6 })
    await post('LIFT', lift.id, { current_floor: 3 })
    const liftPoint = table.firstPoints[table.ids.indexOf(lift.id)] ?? -1
    await until(() => values.has(liftPoint), 'the value of the own device')
    expect(values.has(smokePoint)).toBe(false)

    const narrowed = await devices()
    expect(shownOf(narrowed)).toEqual(liftIds)
    expect(JSON.stringify([narrowed.ids, narrowed.namesZh, narrowed.namesEn])).not.toContain(smoke.id)
    expect([narrowed.lngLats[smokeRow * 2], narrowed.buildings[smokeRow]]).toEqual([0, -1])
    expect((await client.call('registry.deviceLabels', {})).groups.values).toEqual([])
    const { hits } = await client.call('registry.search', { text: smoke.name.zh, limit: 9 })
    expect(hits.filter(({ kind }) => kind === 'device')).toEqual([])
    const found = await client.call('registry.find', { filter: {}, offset: 0, limit: 50 })
    expect(found.devices.map(({ id }) => id)).toEqual(liftIds)
    const csv = await client.call('registry.export', { filter: {}, format: 'csv', language: 'en' })
    expect(new TextDecoder().decode(csv.content)).not.toContain(smoke.id)
    expect((await client.call('alarm.history', { limit: 50 })).alarms).toEqual([])
    const span = { fromMs: 0, toMs: Date.now(), maxPoints: 10 }
    for (const asked of [
      () => client.call('registry.device', { deviceId: smoke.id }),
      () => client.call('history.read', { deviceId: smoke.id, property: 'smoke_density', ...span }),
      () => client.call('alarm.acknowledge', { key: key(), ids: [AlarmId.parse(alarmId)], basis: 0 }),
      () => client.call('dispatch.propose', { alarmId: AlarmId.parse(alarmId) }),
      () => client.call('command.issue', { key: key(), deviceId: smoke.id, service: 'mute', input: {} }),
      () => client.call('registry.changeDevice', { key: key(), deviceId: smoke.id, patch: { firmware: '1' } }),
    ])
      await expect(asked()).rejects.toMatchObject({ code: 'notFound' })
    await client.call('registry.changeDevice', { key: key(), deviceId: lift.id, patch: { firmware: '1' } })
  }, 60_000)

  it('grows by what is granted, a group with those below it, and ends with the grant', async () => {
    const fields = { to: { kind: 'organisation' as const, id: 'lifts' }, over: { groupIds: ['all'] } }
    const { id } = await safety.call('grant.save', { key: key(), fields: { ...fields, may: ['view'] } })
    // The entry is taken in after the answer.
    await until(async () => shownOf(await devices()).length === district.devices.length, 'all of them')
    expect((await client.call('registry.device', { deviceId: smoke.id })).name).toEqual(smoke.name)
    const mute = () => client.call('command.issue', { key: key(), deviceId: smoke.id, service: 'mute', input: {} })
    await expect(mute()).rejects.toMatchObject({ code: 'notAllowed' })
    await safety.call('grant.save', { key: key(), id, fields: { ...fields, may: ['command'] } })
    await mute()
    const { run } = await devices()
    await safety.call('grant.remove', { key: key(), id })
    await until(async () => shownOf(await devices()).length === liftIds.length, 'what was granted gone')
    // A window that had seen more reads the whole table anew.
    expect(await client.call('registry.changes', { run, since: 0 })).toEqual({})
  }, 60_000)

  it('follows a device that is given to another organisation while the window is open', async () => {
    const told: string[] = []
    const stop = client.on('registry.changed', {}, ({ run }) => told.push(run))
    const { run } = await devices()
    await until(() => told.includes(run), 'the table as it is seen')
    await system.call('registry.editDevices', {
      key: key(),
      deviceIds: [lift.id],
      patch: { organisationId: 'contractors' },
    })
    await until(() => told.at(-1) !== run, 'another table')
    expect(shownOf(await devices())).toEqual(liftIds.filter((id) => id !== lift.id))
    stop()
  }, 60_000)
})
