import type { HandsetDelivery, HandsetReceipt } from '../../connectors/site'
import {
  type Actor,
  AlarmId,
  DeviceId,
  type DeviceStateName,
  type DistrictDocument,
  IdempotencyKey,
  type LngLat,
  PersonId,
  Refused,
} from '../../domain/contract'
import { createRouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import type { StoredEntry } from '../../domain/journal/entry'
import { Registry } from '../iot/Registry'
import { createTestClock, type TestClock } from '../iot/testClock'
import type { Draft, Journal, StateKind, States } from '../journal/Journal'
import { openTestJournal, startMs, type TestJournal } from '../journal/testJournal'
import { createDispatch, type Dispatch } from './createDispatch'
import { createHandsetOutbox, type HandsetOutbox } from './createHandsetOutbox'
import { createIncidents, type Incidents } from './createIncidents'
import { createOrderReminders, type Reminded } from './createOrderReminders'
import { createOrders, type Orders } from './createOrders'
import { createPeople, type People } from './createPeople'
import { createPlanRunner, type PlanRunner } from './createPlanRunner'
import type { LiveFacts } from './ports'

/** A person at the desk. */
export const dispatcher: Actor = { kind: 'account', id: 'A-1', name: '周敏' }
export const ids = (...people: string[]): PersonId[] => people.map((id) => PersonId.parse(id))
export const keyOf = (key: string): IdempotencyKey => IdempotencyKey.parse(key)

/** The handsets of a site that a test holds: what reached them, whether the link is up, and when a send under way ends. */
export interface TestLink {
  isUp: boolean
  /** While true a send waits on its way until `arrive`. */
  isSlow: boolean
  readonly deliveries: HandsetDelivery[]
  readonly tries: number
  arrive(): void
  send(delivery: HandsetDelivery): Promise<void>
}

export function createTestLink(): TestLink {
  const onTheWay: (() => void)[] = []
  let tries = 0
  const link: TestLink = {
    isUp: true,
    isSlow: false,
    deliveries: [],
    get tries() {
      return tries
    },
    arrive() {
      for (const land of onTheWay.splice(0)) land()
    },
    async send(delivery) {
      tries += 1
      if (!link.isUp) throw new Refused('linkDown', 'no link')
      if (link.isSlow) await new Promise<void>((resolve) => onTheWay.push(resolve))
      link.deliveries.push(delivery)
    },
  }
  return link
}

/** What the handsets last reported. */
export interface TestLive extends LiveFacts {
  /** @param more further values by property, and `atMs` when it was told */
  stand(handsetId: string, lngLat: LngLat, more?: Readonly<Record<string, number>>): void
  setState(handsetId: string, state: DeviceStateName): void
}

export function createTestLive(registry: Registry): TestLive {
  const points = new Map<number, { value: number; atMs: number }>()
  const states = new Map<number, DeviceStateName>()
  return {
    value: (point) => points.get(point),
    deviceState: (index) => states.get(index) ?? 'unknown',
    stand(handsetId, [lng, lat], { atMs = startMs, ...more } = {}) {
      const slot = registry.findDevice(handsetId)
      for (const [property, value] of Object.entries({ lng, lat, ...more })) {
        const point = slot?.properties.get(property)?.point
        if (point !== undefined) points.set(point, { value, atMs })
      }
    },
    setState(handsetId, state) {
      const index = registry.indexOf(handsetId)
      if (index !== undefined) states.set(index, state)
    },
  }
}

/** The parts of the business on one journal. */
export interface Parts {
  people: People
  dispatch: Dispatch
  orders: Orders
  incidents: Incidents
  runner: PlanRunner
  outbox: HandsetOutbox
  stop(): void
}

export interface World {
  registry: Registry
  live: TestLive
  link: TestLink
  clock: TestClock
  /** So many of the next writes of the parts fail. */
  disk: { failures: number }
  errors: unknown[]
  /** Reminders for whoever brings them to people's phones. */
  reminded: Reminded[]
  newId: () => string
}

const withFaults = (journal: Journal, { disk }: World): Journal => ({
  get view() {
    return journal.view
  },
  async write(decide) {
    if (disk.failures === 0) return journal.write(decide)
    disk.failures -= 1
    throw new Refused('storageDegraded', 'the disk is full')
  },
  onCommitted: (listener) => journal.onCommitted(listener),
  read: (query) => journal.read(query),
  readStory: (incidentId) => journal.readStory(incidentId),
  load: (kind, id) => journal.load(kind, id),
})

export function createParts(sound: Journal, world: World): Parts {
  const journal = withFaults(sound, world)
  const { registry: district, live, link, clock, newId } = world
  const { now, schedule } = clock
  const onError = (error: unknown) => void world.errors.push(error)
  const network = createRouteNetwork(district.geometry.roads)
  const everySecond = (run: () => void) => {
    let cancel = schedule(1_000, tick)
    function tick() {
      cancel = schedule(1_000, tick)
      run()
    }
    return () => cancel()
  }
  const people = createPeople({ district, live, journal, everySecond })
  const dispatch = createDispatch({ journal, district, people, network, now, newId })
  const orders = createOrders({ journal, district, people, network, now })
  const incidents = createIncidents({ journal, now })
  const runner = createPlanRunner({ journal, district, people, network, now, schedule, onError })
  const handsets = { sendToHandset: (delivery: HandsetDelivery) => link.send(delivery) }
  const outbox = createHandsetOutbox({ journal, district, link: handsets, now, schedule, onError })
  const onReminded = (reminded: Reminded) => void world.reminded.push(reminded)
  const reminders = createOrderReminders({ journal, now, schedule, onReminded, onError })
  return {
    people,
    dispatch,
    orders,
    incidents,
    runner,
    outbox,
    stop() {
      runner.stop()
      reminders.stop()
      outbox.stop()
      people.stop()
    },
  }
}

/** A world whose people stand where they are based, with their handsets on. */
export function createWorld(document: DistrictDocument, mirror?: { nowMs: number }): World {
  const registry = new Registry(document, 1)
  const live = createTestLive(registry)
  for (const person of registry.people) {
    live.stand(person.handsetId, person.base.lngLat)
    live.setState(person.handsetId, 'online')
  }
  let made = 0
  return {
    registry,
    live,
    link: createTestLink(),
    clock: createTestClock(startMs, mirror),
    disk: { failures: 0 },
    errors: [],
    reminded: [],
    newId: () => `id${++made}`,
  }
}

export const raised = (alarmId: string, deviceId: string, sourceAtMs = startMs): Draft => ({
  kind: 'alarm.raised',
  subjectId: alarmId,
  actor: { kind: 'device', id: deviceId },
  payload: {
    deviceId: DeviceId.parse(deviceId),
    definitionId: 'fire',
    priority: 'urgent',
    isLifeSafety: true,
    sourceAtMs,
    arrivedAtMs: sourceAtMs + 20,
    value: 5.8,
    limit: 3.5,
    property: 'smoke_density',
  },
})

/** The desk of a seat on a real journal, with a clock that the test turns and a site that it holds. */
export interface TestDesk extends World, Omit<Parts, 'stop'> {
  readonly journal: TestJournal['journal']
  alarm(alarmId?: string, deviceId?: string): Promise<AlarmId>
  /** The one click, with what a test does not care about filled in. */
  click(options?: ClickOptions): ReturnType<Dispatch['start']>
  /** What the handset of a person tells about a task or message. */
  tell(personId: string, subjectId: string, state: HandsetReceipt['state'], kind?: 'task' | 'message'): Promise<void>
  list<K extends StateKind>(kind: K): States[K][]
  entries(kind?: string): Promise<StoredEntry[]>
  /** Waits until nothing moves any more. */
  settle(): Promise<void>
  /** Turns the clock, and waits until what was due is written. */
  pass(ms: number): Promise<void>
  /** Stops all parts without a word, opens the journal again and starts anew on it. */
  restart(downMs?: number): Promise<void>
  close(): Promise<void>
}

export interface ClickOptions {
  key?: string
  alarmId?: AlarmId
  grade?: Parameters<Dispatch['start']>[0]['grade']
  planId?: Parameters<Dispatch['start']>[0]['planId']
  people?: string[]
}

export async function openTestDesk(document: DistrictDocument): Promise<TestDesk> {
  const opened = await openTestJournal()
  const world = createWorld(document, opened.clock)
  let parts = createParts(opened.journal, world)
  const desk: TestDesk = {
    ...world,
    ...parts,
    get journal() {
      return opened.journal
    },
    async alarm(alarmId = 'AL-1', deviceId = 'YG-T2-1806') {
      await opened.journal.write(() => [raised(alarmId, deviceId, world.clock.nowMs)])
      return AlarmId.parse(alarmId)
    },
    click: async ({ key = 'k1', alarmId, grade = 'major', planId, people = ['P1', 'P2'] } = {}) =>
      parts.dispatch.start(
        {
          key: keyOf(key),
          alarmId: alarmId ?? AlarmId.parse('AL-1'),
          grade,
          planId,
          personIds: ids(...people),
          basis: opened.journal.view.position,
        },
        dispatcher,
      ),
    async tell(personId, subjectId, state, kind = 'task') {
      const person = world.registry.people.find(({ id }) => id === personId)
      const device = person && world.registry.findDevice(person.handsetId)
      if (!device) throw new Error(`${personId} has no handset`)
      await parts.outbox.receive({ device, subject: { kind, id: subjectId }, state, sourceAtMs: world.clock.nowMs })
      await desk.settle()
    },
    list: (kind) => [...opened.journal.view.list(kind)],
    async entries(kind) {
      const all = await opened.journal.read({ afterPosition: 0, limit: 10_000 })
      return kind === undefined ? all : all.filter((entry) => entry.kind === kind)
    },
    async settle() {
      // Everything that moves goes through the journal's queue: it stands still when two rounds through it brought nothing.
      for (let still = 0; still < 3; still++) {
        const { position } = opened.journal.view
        await new Promise((resolve) => setImmediate(resolve))
        await opened.journal.write(() => [])
        if (opened.journal.view.position !== position) still = -1
      }
    },
    async pass(ms) {
      world.clock.advance(ms)
      await desk.settle()
    },
    async restart(downMs = 0) {
      parts.stop()
      await opened.reopen()
      world.clock.advance(downMs)
      parts = createParts(opened.journal, world)
      Object.assign(desk, parts)
      await desk.settle()
    },
    async close() {
      parts.stop()
      await opened.dispose()
    },
  }
  return desk
}
