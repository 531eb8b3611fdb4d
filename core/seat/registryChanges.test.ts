import mqtt, { type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Alarm,
  type Client,
  type DeviceTable,
  type DeviceType,
  type HistorySeries,
  IdempotencyKey,
} from '../../domain/contract'
import { createTestInstallation, type TestInstallation } from '../../tests/support/installation'
import { hasMosquitto, type Mosquitto, startMosquitto } from '../../tests/support/mosquitto'
import { smallDistrict } from '../../tests/support/smallDistrict'

/** Looks until it is so. */
async function until(look: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

let broker: Mosquitto
let site: MqttClient
let seats: TestInstallation
let desk: Client
let engineer: Client
let keys = 0
const key = () => IdempotencyKey.parse(`registry-key-${keys++}`)

const post = (type: string, device: string, params: object, timeMs = Date.now()) =>
  site.publishAsync(
    `/sys/${type}/${device}/thing/event/property/post`,
    JSON.stringify({ id: `${Math.random()}`, version: '1.0', time: timeMs, params }),
    { qos: 1 },
  )

/** A window that follows every value, and reads the table anew whenever the registry says that it changed. */
function watch(client: Client) {
  const values = new Map<number, number>()
  const seen: { table: DeviceTable | undefined; types: Map<string, DeviceType> } = {
    table: undefined,
    types: new Map(),
  }
  client.on('samples.changed', { rateHz: 10 }, ({ points, values: told }) =>
    points.forEach((point, at) => values.set(point, told[at] ?? Number.NaN)),
  )
  client.on('registry.changed', {}, () => {
    void client.call('registry.devices', {}).then((table) => (seen.table = table))
    void client
      .call('registry.deviceTypes', {})
      .then(({ deviceTypes }) => (seen.types = new Map(deviceTypes.map((type) => [type.id, type]))))
  })
  return {
    value(deviceId: string, property: string): number | undefined {
      const { table, types } = seen
      const index = table?.ids.indexOf(deviceId as DeviceTable['ids'][number]) ?? -1
      const type = types.get(table?.typeIds[table.types[index] ?? -1] ?? '')
      const place = type?.properties.findIndex(({ id }) => id === property) ?? -1
      return index < 0 || place < 0 ? undefined : values.get((table?.firstPoints[index] ?? 0) + place)
    },
    seen,
  }
}

const signedIn = async (name: string, who: string): Promise<Client> => {
  const client = seats.open(name)
  await until(
    () =>
      client.call('session.signIn', { name: who, password: 'Chenghu-2026' }).then(
        () => true,
        () => false,
      ),
    `${who} at ${name}`,
  )
  return client
}

/** All windows of a seat are the same person's: another one takes the engineer's place. */
const as = (who: string) => engineer.call('session.signIn', { name: who, password: 'Chenghu-2026' })

const smokeType = async (client: Client): Promise<DeviceType> => {
  const { deviceTypes } = await client.call('registry.deviceTypes', {})
  const found = deviceTypes.find(({ id }) => id === 'SMOKE')
  if (!found) throw new Error('no type')
  return found
}

beforeAll(async () => {
  if (!hasMosquitto) return
  broker = await startMosquitto()
  seats = await createTestInstallation({ broker: broker.url, district: smallDistrict, consoles: ['desk-1'] })
  await seats.start('service')
  await seats.start('desk-1')
  site = await mqtt.connectAsync(broker.url)
  engineer = await signedIn('service', 'hejing')
  desk = await signedIn('desk-1', 'zhoumin')
}, 60_000)
afterAll(async () => {
  if (!hasMosquitto) return
  await site.endAsync(true)
  await seats.dispose()
  await broker.stop()
})

describe.skipIf(!hasMosquitto)('the registry, changed while service and desk run', () => {
  // req: R-4.1.1-02 R-4.1.1.1-08
  it('takes a property and an alarm of a new version of a type from the site to history, to alarms and to a window of another seat, and the old ones go on', async () => {
    const picture = watch(desk)
    const alarms = new Map<string, Alarm>()
    desk.on('alarm.changed', {}, ({ upserts }) => upserts.forEach((alarm) => alarms.set(alarm.id, alarm)))
    await post('SMOKE', 'YG-T2-1806', { smoke_density: 1.5, battery: 80 })
    await until(() => picture.value('YG-T2-1806', 'smoke_density') === 1.5, 'the first value')

    const before = await smokeType(engineer)
    const temperature = {
      id: 'temperature',
      name: { zh: '温度', en: 'Temperature' },
      type: 'number' as const,
      unit: '℃',
      access: 'read' as const,
      reportPeriodMs: 10_000,
    }
    const hot = {
      ...before.alarms[0]!,
      id: 'hot',
      name: { zh: '高温', en: 'Hot' },
      condition: { kind: 'above' as const, property: 'temperature', limit: 60, deadband: 2 },
    }
    const [density, battery] = before.properties
    const next = {
      ...before,
      version: before.version + 1,
      // In front of the others, so that every number moves.
      properties: [temperature, density!, battery!],
      alarms: [...before.alarms, hot],
    }
    const preview = await engineer.call('registry.previewDeviceType', { type: next })
    expect(preview).toMatchObject({ problems: [], goesOn: true, changes: { properties: { added: ['temperature'] } } })
    await engineer.call('registry.saveDeviceType', { key: key(), type: next })

    await until(() => picture.seen.types.get('SMOKE')?.version === next.version, 'the new version at the desk')
    // What was heard before is known under the new number, too.
    await until(() => picture.value('YG-T2-1806', 'smoke_density') === 1.5, 'the value from before')
    await post('SMOKE', 'YG-T2-1806', { smoke_density: 1.6, temperature: 75 })
    await until(() => picture.value('YG-T2-1806', 'temperature') === 75, 'the new property at the desk')
    await until(() => picture.value('YG-T2-1806', 'smoke_density') === 1.6, 'the old property at the desk')
    await until(() => [...alarms.values()].some(({ definitionId }) => definitionId === 'hot'), 'the new alarm')

    const history = (property: string) =>
      engineer.call('history.read', {
        deviceId: smallDistrict.devices[0]!.id,
        property,
        fromMs: Date.now() - 600_000,
        toMs: Date.now() + 60_000,
        maxPoints: 100,
      })
    const valuesOf = (series: HistorySeries) => [...series.average]
    await until(async () => valuesOf(await history('temperature')).includes(75), 'the new property in history')
    await until(async () => {
      const values = valuesOf(await history('smoke_density'))
      return values.includes(1.5) && values.includes(1.6)
    }, 'one history of the old property, over the change')
  }, 60_000)

  // req: R-4.1.1.2-05
  it('lets in what a new device says, keeps out what a retired one says, and leaves the others alone', async () => {
    const picture = watch(desk)
    const device = {
      id: smallDistrict.devices[0]!.id,
      typeId: smallDistrict.devices[0]!.typeId,
      name: { zh: '新感烟', en: 'New smoke detector' },
      place: { lngLat: [113.945, 22.535] as [number, number], buildingId: 'T2' as never, floor: 3 },
      tags: ['新装'],
    }
    await expect(engineer.call('registry.addDevice', { key: key(), device })).rejects.toMatchObject({
      code: 'alreadyExists',
    })
    const added = { ...device, id: 'YG-NEW' as typeof device.id }
    await expect(
      engineer.call('registry.addDevice', { key: key(), device: { ...added, place: { ...added.place, floor: 99 } } }),
    ).rejects.toMatchObject({
      code: 'badRequest',
      details: { problems: [{ field: 'floor', code: 'floorOutsideBuilding' }] },
    })
    await engineer.call('registry.addDevice', { key: key(), device: added })
    const twin = { ...added, id: 'yg-new' as typeof device.id }
    await expect(engineer.call('registry.addDevice', { key: key(), device: twin })).rejects.toMatchObject({
      code: 'badRequest',
      details: { problems: [{ field: 'id', code: 'duplicateId' }] },
    })
    await post('SMOKE', 'YG-NEW', { smoke_density: 0.7 })
    await until(() => picture.value('YG-NEW', 'smoke_density') === 0.7, 'the new device at the desk')
    const found = await desk.call('registry.find', { filter: { text: 'xinganyan 新装' }, offset: 0, limit: 10 })
    expect(found.devices.map(({ id }) => id)).toEqual(['YG-NEW'])

    const { refusedMessages } = seats.core('service').seatState()
    await engineer.call('registry.retireDevice', { key: key(), deviceId: added.id, reason: '拆除' })
    await post('SMOKE', 'YG-NEW', { smoke_density: 0.9 })
    await until(() => seats.core('service').seatState().refusedMessages > refusedMessages, 'the refusal')
    expect(picture.value('YG-NEW', 'smoke_density')).toBe(0.7)
    await post('SMOKE', 'YG-T2-1806', { smoke_density: 0.8 })
    await until(() => picture.value('YG-T2-1806', 'smoke_density') === 0.8, 'the other device')
    await engineer.call('registry.restoreDevice', { key: key(), deviceId: added.id })
    await post('SMOKE', 'YG-NEW', { smoke_density: 1.1 })
    await until(() => picture.value('YG-NEW', 'smoke_density') === 1.1, 'the device that came back')
  }, 60_000)

  // req: R-4.1.1.2-11
  it('lets the members of an organisation change and command its own devices and what was granted to them, and no others', async () => {
    const { account } = await engineer.call('session.read', {})
    await as('xitong')
    const name = { zh: '机电', en: 'Plant' }
    const { id } = await engineer.call('organisation.save', {
      key: key(),
      fields: { name, memberIds: [account!.id] },
    })
    await as('hejing')
    const { deviceId, typeId } = { deviceId: smallDistrict.devices[0]!.id, typeId: smallDistrict.devices[0]!.typeId }
    const change = (firmware: string) =>
      engineer.call('registry.changeDevice', { key: key(), deviceId, patch: { firmware } })
    const command = () => engineer.call('command.issue', { key: key(), deviceId, service: 'mute', input: {} })
    // What they may not see is not there.
    await expect(change('1')).rejects.toMatchObject({ code: 'notFound' })
    await expect(command()).rejects.toMatchObject({ code: 'notFound' })
    await expect(engineer.call('grant.save', { key: key(), fields: {} as never })).rejects.toMatchObject({
      code: 'notAllowed',
    })
    const grant = { to: { kind: 'organisation' as const, id }, over: { typeIds: [typeId] }, may: ['manage' as const] }
    await as('anquan')
    const granted = await engineer.call('grant.save', { key: key(), fields: grant })
    await as('hejing')
    await change('1')
    await command()
    await as('anquan')
    await engineer.call('grant.remove', { key: key(), id: granted.id })
    await as('hejing')
    await expect(change('2')).rejects.toMatchObject({ code: 'notFound' })
    await as('xitong')
    await engineer.call('registry.editDevices', { key: key(), deviceIds: [deviceId], patch: { organisationId: id } })
    await as('hejing')
    await change('2')
    await expect(engineer.call('organisation.remove', { key: key(), id })).rejects.toMatchObject({
      code: 'illegalState',
    })
    await as('xitong')
    await engineer.call('organisation.save', { key: key(), id, fields: { name } })
    await as('hejing')
  }, 60_000)

  // req: R-4.1.1.2-04
  it('keeps the key of another system out of every answer and of the journal', async () => {
    const told: unknown[] = []
    engineer.on('thirdPartySystem.changed', {}, (event) => told.push(event))
    const fields = { name: { zh: '停车平台', en: 'Parking' }, host: '10.0.0.8', port: 8443 }
    const { id } = await engineer.call('thirdPartySystem.save', { key: key(), fields })
    await engineer.call('thirdPartySystem.setKey', { key: key(), id, secret: 'never-to-be-seen-1' })
    await until(() => JSON.stringify(told).includes('"keySet"'), 'the system with its key')
    const entries: unknown[] = []
    await as('chenlijun')
    engineer.on('journal.appended', { afterPosition: 0 }, (event) => entries.push(event))
    await until(() => JSON.stringify(entries).includes('thirdPartySystem.keySet'), 'the entry')
    await as('hejing')
    expect(JSON.stringify([told, entries])).not.toContain('never-to-be-seen')
  }, 60_000)

  // req: R-4.1.1.2-12
  it('imports a file of devices as it was looked at, and not when the registry has changed since', async () => {
    const content = new TextEncoder().encode(
      `id,typeId,nameZh,lng,lat,floor,buildingId,tags\n${Array.from({ length: 450 }, (_, at) => `IMP-${at},SMOKE,批量感烟 ${at},113.945,22.535,2,T2,批量`).join('\n')}\nYG-T2-1806,,,,,,,批量\n`,
    )
    const file = { format: 'csv' as const, fileName: '感烟.csv', content }
    const stale = await engineer.call('registry.previewImport', file)
    expect(stale).toMatchObject({ adds: 450, changes: 1, problemCount: 0 })
    await engineer.call('registry.changeDevice', {
      key: key(),
      deviceId: smallDistrict.devices[0]!.id,
      patch: { firmware: '9.9' },
    })
    await expect(engineer.call('registry.applyImport', { key: key(), importId: stale.importId })).rejects.toMatchObject(
      {
        code: 'worldMoved',
      },
    )
    const wrong = await engineer.call('registry.previewImport', {
      ...file,
      content: new TextEncoder().encode('id,typeId,nameZh,lng,lat\nA,SMOKE,甲,113.9,22.5\nB,SMOKE,乙,1139,22.5\n'),
    })
    expect(wrong.problems).toEqual([{ row: 3, field: 'lng', code: 'outOfRange', detail: '1139' }])
    await expect(engineer.call('registry.applyImport', { key: key(), importId: wrong.importId })).rejects.toMatchObject(
      {
        code: 'badRequest',
      },
    )
    const { importId } = await engineer.call('registry.previewImport', file)
    await engineer.call('registry.applyImport', { key: key(), importId })
    const found = (client: Client) => client.call('registry.find', { filter: { tags: ['批量'] }, offset: 0, limit: 1 })
    await until(async () => (await found(desk)).total === 451, 'all of them at the desk')
    expect((await engineer.call('registry.find', { filter: { text: 'A 甲' }, offset: 0, limit: 1 })).total).toBe(0)
  }, 60_000)
})
