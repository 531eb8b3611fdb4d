import mqtt, { type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Alarm, type Client, type Command, IdempotencyKey } from '../../domain/contract'
import { createTestInstallation, type TestInstallation, until } from '../../tests/support/installation'
import { hasMosquitto, type Mosquitto, startMosquitto } from '../../tests/support/mosquitto'
import { smallDistrict } from '../../tests/support/smallDistrict'

let broker: Mosquitto
let site: MqttClient
let seats: TestInstallation
let drivers: string[]
let watch: ReturnType<typeof setInterval>
const names = ['service', 'desk-1', 'desk-2'] as const

let keys = 0
const key = () => IdempotencyKey.parse(`key-${Date.now()}-${keys++}`)
const drivingSeats = () =>
  names.filter((name) => {
    try {
      return seats.core(name).seatState().isDriving
    } catch {
      return false
    }
  })
const role = (name: string) => seats.core(name).seatState().role
const smoke = (density: number) =>
  site.publishAsync(
    '/sys/SMOKE/YG-T2-1806/thing/event/property/post',
    JSON.stringify({ id: `${Math.random()}`, version: '1.0', time: Date.now(), params: { smoke_density: density } }),
    { qos: 1 },
  )
const followAlarms = (client: Client): Map<string, Alarm> => {
  const alarms = new Map<string, Alarm>()
  client.on('alarm.changed', {}, (event) => {
    if (event.isSnapshot) alarms.clear()
    for (const alarm of event.upserts) alarms.set(alarm.id, alarm)
    for (const id of event.removes) alarms.delete(id)
  })
  return alarms
}
const fires = (alarms: Map<string, Alarm>) => [...alarms.values()].filter(({ definitionId }) => definitionId === 'fire')
const signedIn = async (name: string, who = 'zhoumin'): Promise<Client> => {
  const client = seats.open(name)
  let isIn = false
  const end = Date.now() + 20_000
  while (!isIn) {
    isIn = await client.call('session.signIn', { name: who, password: 'Chenghu-2026' }).then(
      () => true,
      (error: unknown) => {
        if (Date.now() > end) throw error
        return false
      },
    )
  }
  return client
}
const allFollow = () =>
  until(
    () =>
      role('desk-1') === 'following' &&
      role('desk-2') === 'following' &&
      drivingSeats().join() === 'service' &&
      names.every(
        (name) =>
          seats
            .core(name)
            .seatState()
            .peers.filter(({ state }) => state === 'up').length === 2,
      ),
    'two consoles that follow the service, and each sees both others',
  )

beforeEach(async (context) => {
  context.skip(!hasMosquitto, 'no Mosquitto on this machine')
  broker = await startMosquitto()
  seats = await createTestInstallation({ broker: broker.url, district: smallDistrict, consoles: ['desk-1', 'desk-2'] })
  drivers = []
  watch = setInterval(() => {
    const now = drivingSeats().join('+')
    if (drivers.at(-1) !== now) drivers.push(now)
  }, 5)
  for (const name of names) await seats.start(name)
  site = await mqtt.connectAsync(broker.url)
})
afterEach(async () => {
  clearInterval(watch)
  await site?.endAsync(true)
  await seats?.dispose()
  await broker?.stop()
})

describe('a service and two consoles', () => {
  // req: R-6.4.3-02
  it('goes on without the service and is one again after it', async () => {
    await allFollow()
    const [first, second] = [await signedIn('desk-1'), await signedIn('desk-2')]
    const [atFirst, atSecond] = [followAlarms(first), followAlarms(second)]
    const asked: string[] = []
    site.on('message', (topic, payload) => {
      asked.push(topic)
      const { id }: { id: string } = JSON.parse(payload.toString())
      void site.publishAsync(`${topic}_reply`, JSON.stringify({ id, code: 200, data: {} }), { qos: 1 })
    })
    await site.subscribeAsync('/sys/SMOKE/+/thing/service/mute', { qos: 1 })

    // What the service drives, both know.
    await smoke(5.8)
    const alarm = await until(() => fires(atFirst)[0], 'the alarm at the first desk')
    await until(() => atSecond.has(alarm.id), 'the alarm at the second desk')
    await second.call('alarm.acknowledge', { key: key(), ids: [alarm.id], basis: 0 })
    await until(() => atFirst.get(alarm.id)?.state === 'acknowledged', 'what the second desk did, at the first')

    // The service goes while something happens on the site.
    await seats.stop('service')
    await smoke(0.2)
    await until(() => drivingSeats().join() === 'desk-1', 'the first desk drives')
    await until(() => role('desk-2') === 'alone', 'the second desk is alone too')
    expect(seats.core('desk-2').seatState().isDriving).toBe(false)
    expect(seats.core('desk-1').seatState().scope?.systems).toContain('fire')
    await until(() => atSecond.get(alarm.id)?.state === 'returned', 'what happened meanwhile')

    // Work goes on, at the seat that does not drive as well.
    await smoke(6.1)
    const again = await until(() => fires(atSecond).find(({ id }) => id !== alarm.id), 'a new alarm at the second desk')
    const { incidentId } = await second.call('dispatch.start', {
      key: key(),
      alarmId: again.id,
      grade: 'major',
      personIds: ['P1'],
      basis: 0,
    })
    const { commandId } = await second.call('command.issue', {
      key: key(),
      deviceId: 'YG-T2-1806',
      service: 'mute',
      input: {},
    })
    await until(() => asked.length === 1, 'the command at its device')
    const story = async () => (await first.call('incident.export', { incidentId })).incident
    await expect.poll(story, { timeout: 20_000 }).toMatchObject({ state: 'open' })

    // It comes back.
    await seats.start('service')
    await allFollow()
    for (const name of names)
      await until(
        () =>
          seats
            .core(name)
            .seatState()
            .peers.every(({ behind }) => behind === 0),
        `${name} lacks nothing`,
      )
    expect(seats.core('desk-1').seatState().lastMerge?.entries).toBeGreaterThan(0)
    expect(seats.core('desk-1').seatState().openConflicts).toBe(0)

    // Nobody sends again what was sent, and never were there two drivers.
    expect(asked).toHaveLength(1)
    expect(drivers.filter((now) => now.includes('+'))).toEqual([])
    expect(commandId).toMatch(/^C-/)
    for (const name of names) await seats.stop(name)
    const [service, one, two] = await Promise.all(names.map((name) => seats.read(name)))
    expect(one?.states).toEqual(service?.states)
    expect(two?.states).toEqual(service?.states)
    expect([service?.twice, one?.twice, two?.twice]).toEqual([0, 0, 0])
  }, 120_000)

  it('asks the smaller part of the consoles for break-glass before what may hurt, and keeps the reason', async () => {
    await allFollow()
    const client = await signedIn('desk-2', 'chenlijun')
    const recall = (breakGlass?: string) =>
      client.call('command.issue', {
        key: key(),
        deviceId: 'DT-T2-1',
        service: 'fire_recall',
        input: {},
        reason: '火警',
        ...(breakGlass !== undefined && { breakGlass }),
      })
    await expect(recall()).rejects.toMatchObject({ code: 'needsSecondPerson' })
    await seats.stop('service')
    await seats.stop('desk-1')
    await until(() => seats.core('desk-2').seatState().isDriving, 'the second desk drives')
    expect(seats.core('desk-2').seatState().isMinority).toBe(true)
    await expect(recall()).rejects.toMatchObject({ code: 'needsBreakGlass' })
    const commands = new Map<string, Command>()
    client.on('command.changed', {}, ({ upserts }) => upserts.forEach((command) => commands.set(command.id, command)))
    const { commandId } = await recall('只有我一人在岗')
    await until(() => commands.get(commandId)?.state === 'sent', 'the command on its way')
    expect(commands.get(commandId)?.breakGlass).toBe('只有我一人在岗')
  }, 60_000)
})
