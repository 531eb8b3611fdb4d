import mqtt from 'mqtt'
import { expect, it } from 'vitest'
import { type Client, DistrictDocument, IdempotencyKey } from '../../domain/contract'
import { createTestInstallation, until } from '../support/installation'
import { hasMosquitto, startMosquitto } from '../support/mosquitto'
import { metresFromCentre, smallDistrict } from '../support/smallDistrict'
import { createProxy, type Proxy } from './kit/createProxy'
import { isNightly, report } from './report'

/** What an eight-hour shift on two seats writes; the programme's figure is 10,000. */
const entries = isNightly ? 100_000 : 10_000
/** Clashes of each planted kind. */
const planted = 20
/** One alarm each: opened at both seats; graded at both; and two incidents for one person. */
const alarmCount = planted * 4
const mergeBarMs = 60_000

const name = (text: string) => ({ zh: text, en: text })
const number = (n: number) => String(n).padStart(2, '0')
const smokes = Array.from({ length: alarmCount }, (_, n) => `YG-${number(n)}`)
const people = Array.from({ length: planted }, (_, n) => `Q${number(n)}`)
const district = DistrictDocument.parse({
  ...smallDistrict,
  devices: [
    ...smallDistrict.devices,
    ...smokes.map((id, n) => ({
      id,
      typeId: 'SMOKE',
      name: name(id),
      place: { lngLat: metresFromCentre(n, n), plotId: 'p1', buildingId: 'T2', floor: 1 + (n % 20) },
    })),
    ...people.map((id) => ({
      id: `H-${id}`,
      typeId: 'HANDSET',
      name: name(id),
      place: { lngLat: metresFromCentre(0, 0) },
    })),
  ],
  people: [
    ...smallDistrict.people,
    ...people.map((id) => ({
      ...smallDistrict.people[0],
      id,
      name: name(id),
      handsetId: `H-${id}`,
    })),
  ],
})

let keys = 0
const key = () => IdempotencyKey.parse(`b4-${Date.now()}-${keys++}`)

/** Many calls, some at a time, as several windows of a desk would make them. */
async function inTurns(count: number, call: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await call(next++)
  }
  await Promise.all(Array.from({ length: 100 }, worker))
}

async function signIn(client: Client): Promise<void> {
  for (let left = 200; ; left--) {
    try {
      await client.call('session.signIn', { name: 'zhoumin', password: 'Chenghu-2026' })
      return
    } catch (error) {
      if (left === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

it(
  'B4 alone-shift: two seats that were apart for a shift are one again, and every clash is listed',
  async (context) => {
    context.skip(!hasMosquitto, 'no Mosquitto on this machine')
    const broker = await startMosquitto()
    let proxy: Proxy | undefined
    const seats = await createTestInstallation({
      broker: broker.url,
      district,
      consoles: ['desk'],
      between: async (port) => (proxy = await createProxy({ port })).port,
      // Both seats share this process: what one does holds the other up.
      heartbeat: { everyMs: 500, silentMs: 4_000 },
      limits: { suspectAfterMs: 3_000, aloneAfterMs: 6_000 },
    })
    try {
      for (const seat of ['service', 'desk']) await seats.start(seat)
      const state = (seat: string) => seats.core(seat).seatState()
      const level = () => ['service', 'desk'].every((seat) => state(seat).peers.every(({ behind }) => behind === 0))
      const isFollowing = () => state('desk').role === 'following' && state('service').isDriving && level()
      await until(isFollowing, 'the desk follows', 60_000)
      const both = [seats.open('service'), seats.open('desk')] as const
      for (const client of both) await signIn(client)
      const [atService, atDesk] = both

      // Before they part: alarms, and the incidents that both know.
      const alarms = new Map<string, string>()
      atDesk.on('alarm.changed', {}, ({ upserts }) => {
        for (const { id, deviceId, definitionId } of upserts) if (definitionId === 'fire') alarms.set(deviceId, id)
      })
      const site = await mqtt.connectAsync(broker.url)
      for (const [n, device] of smokes.entries())
        await site.publishAsync(
          `/sys/SMOKE/${device}/thing/event/property/post`,
          JSON.stringify({ id: `${n}`, version: '1.0', time: Date.now(), params: { smoke_density: 6 } }),
          { qos: 1 },
        )
      await site.endAsync()
      await until(() => alarms.size === alarmCount, 'all alarms at the desk')
      const open = async (client: Client, n: number) =>
        (
          await client.call('incident.open', {
            key: key(),
            alarmId: alarms.get(smokes[n] ?? '') ?? '',
            grade: 'general',
          })
        ).incidentId
      const shared: string[] = []
      for (let n = planted; n < alarmCount; n++) shared[n] = await open(atService, n)
      await until(level, 'both know the incidents')

      // They part, and both work on.
      proxy?.set({ kind: 'blackhole' })
      await until(() => state('desk').role === 'alone', 'the desk is alone')
      await until(() => state('desk').isDriving, 'the desk drives')
      const takeoverMs = Date.now() - state('desk').roleSinceMs
      const grades = ['larger', 'major'] as const
      for (const [side, client] of both.entries()) {
        for (let n = 0; n < planted; n++) {
          await open(client, n)
          await client.call('incident.grade', {
            incidentId: shared[planted + n] ?? '',
            grade: grades[side] ?? 'major',
            basis: 0,
          })
          await client.call('task.assign', {
            key: key(),
            incidentId: shared[planted * (2 + side) + n] ?? '',
            personIds: [people[n] ?? ''],
            instruction: '到场',
          })
        }
      }
      const before = state('service').journalPosition + state('desk').journalPosition
      const notes = Math.ceil(entries / 2)
      const noted = async (client: Client, side: string) =>
        inTurns(notes, (n) =>
          client.call('incident.note', {
            key: key(),
            incidentId: shared[planted + (n % (planted * 3))] ?? '',
            text: `${side} ${n}`,
          }),
        )
      await Promise.all([noted(atService, 'service'), noted(atDesk, 'desk')])
      const written = state('service').journalPosition + state('desk').journalPosition - before

      // They meet.
      const healedMs = performance.now()
      proxy?.set({ kind: 'open' })
      proxy?.reset()
      await until(isFollowing, 'the desk follows again', mergeBarMs * 2)
      const wholeMs = Math.round(performance.now() - healedMs)
      const merge = state('desk').lastMerge
      const conflicts = new Map<string, string>()
      atService.on('conflict.changed', {}, ({ upserts }) => {
        for (const { id, kind } of upserts) conflicts.set(id, kind)
      })
      await until(() => level() && conflicts.size >= planted * 3, 'the clashes', 30_000).catch(() => undefined)
      const count = (kind: string) => [...conflicts.values()].filter((one) => one === kind).length
      const clashes = {
        incidentTwice: count('incidentTwice'),
        graded: count('graded'),
        personTwice: count('personTwice'),
      }
      for (const seat of ['service', 'desk']) await seats.stop(seat)
      const [service, desk] = await Promise.all(['service', 'desk'].map((seat) => seats.read(seat)))
      const areEqual = JSON.stringify(service?.states) === JSON.stringify(desk?.states)
      const lost = Math.max(0, ...[service, desk].map((one) => notes * 2 - (one?.notes ?? 0)))
      const doubled = (service?.twice ?? 0) + (desk?.twice ?? 0)
      const listed = Object.values(clashes).reduce((sum, n) => sum + n, 0)
      const pass =
        lost === 0 &&
        doubled === 0 &&
        areEqual &&
        listed === planted * 3 &&
        conflicts.size === listed &&
        (merge?.tookMs ?? Infinity) <= mergeBarMs
      report({
        name: 'B4 alone-shift',
        figures: {
          written,
          exchanged: merge?.entries ?? 0,
          mergeMs: merge?.tookMs ?? -1,
          wholeAfterHealMs: wholeMs,
          takeoverMs,
          planted: planted * 3,
          listed: conflicts.size,
          ...clashes,
          lost,
          doubled,
          equal: String(areEqual),
        },
        bar: `merged in ${mergeBarMs / 1000} s, every clash listed once, 0 lost, 0 doubled, states equal`,
        pass,
      })
      expect({ lost, doubled, areEqual }).toEqual({ lost: 0, doubled: 0, areEqual: true })
      expect(clashes).toEqual({ incidentTwice: planted, graded: planted, personTwice: planted })
      expect(conflicts.size).toBe(planted * 3)
    } finally {
      await seats.dispose()
      await proxy?.close()
      await broker.stop()
    }
  },
  isNightly ? 1_800_000 : 300_000,
)
