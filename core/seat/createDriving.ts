import type { SiteConnector } from '../../connectors/site'
import type { Signatures } from '../access/createSignatures'
import { Refused } from '../../domain/contract'
import type { RouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { createHandsetOutbox, type HandsetOutbox } from '../business/createHandsetOutbox'
import { createOrderReminders } from '../business/createOrderReminders'
import type { People } from '../business/createPeople'
import type { RuleRunner } from '../rules/createRuleRunner'
import type { Rules } from '../rules/createRules'
import { createPlanRunner } from '../business/createPlanRunner'
import { messageText } from '../../domain/handset/messageText'
import type { Forwarding } from '../forwarding/createForwarding'
import { createAlarmEngine } from '../iot/createAlarmEngine'
import { createAlarmKeeper } from '../iot/createAlarmKeeper'
import { type CommandCarrier, createCommandCarrier } from '../iot/createCommandCarrier'
import type { PassThroughDesk } from '../codec/createPassThrough'
import type { CommandGuard } from '../iot/commandGuard'
import type { CommandRules } from '../iot/commandRequest'
import { createBatchRunner } from '../iot/createBatchRunner'
import { createScheduleRunner } from '../iot/createScheduleRunner'
import type { DeviceConditions } from '../iot/createDeviceConditions'
import { createGapKeeper, type GapKeeper } from '../iot/createGapKeeper'
import { createIngest, type LatestValues, type SampleLog } from '../iot/createIngest'
import { createReachWatch } from '../iot/createReachWatch'
import type { UnsavedAlarmBoard } from '../iot/createUnsavedAlarms'
import type { Refusals } from '../iot/Refusals'
import type { Registry } from '../iot/Registry'
import type { Schedule } from '../iot/Schedule'
import type { SiteIntake } from '../iot/SiteIntake'
import type { Journal } from '../journal/Journal'
import { type ScopeFilter, scopeSink } from './ScopeFilter'

/** Everything of the core that acts on the site. Made when the seat begins to drive, stopped when another one does. */
export interface Driving extends SiteIntake {
  /** Messages of devices outside the scope, since it drives. */
  readonly ignored: number
  /** Something that a link heard between two drivers had to be let go. @param fromMs since when, our clock */
  noteGap(linkId: string, fromMs: number): void
  /** Before another seat drives: ends what waits to be sent. Resolves when that is saved. */
  release(): Promise<void>
  /** Resolves when what was heard is written. */
  stop(): Promise<void>
}

export interface DrivingParts {
  registry: Registry
  journal: Journal
  live: LatestValues
  history: SampleLog
  /** What leaves the house. */
  forwarding: Pick<Forwarding, 'tap' | 'start' | 'forward' | 'remind'>
  /** Numbers of what devices signed are kept with what they said. */
  signatures: Pick<Signatures, 'tap'>
  conditions: DeviceConditions
  guard: CommandGuard
  /** Whether the device is the person's to command. */
  mayCommand: NonNullable<CommandRules['mayCommand']>
  passThrough: Pick<PassThroughDesk, 'take'>
  refusals: Refusals
  unsaved: UnsavedAlarmBoard
  people: People
  /** Made before any seat drives. */
  rules: () => Rules | undefined
  network: RouteNetwork
  connectors: readonly SiteConnector[]
  /** When anything was heard over the link last, UTC ms. */
  lastHeardMs: (linkId: string) => number | undefined
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

/** Under which right a seat drives, and what of the site. */
export interface Mandate {
  /** Number of the lease; absent where no other seat could drive. */
  fence?: number
  /** Absent: everything. */
  scope?: ScopeFilter
  /** At the first driving after a start: up to when an earlier run had taken the site in, UTC ms. */
  heardUpToMs?: number
}

/** Each part picks up where the journal stands, as after a restart: open alarms, plans, commands, tasks on their way. */
export function createDriving(parts: DrivingParts, { fence, scope, heardUpToMs }: Mandate): Driving {
  const { registry, journal, conditions, people, network, connectors, now, schedule, onError } = parts
  // Ingest is made before those who tell it nothing; nothing comes in before all of them stand.
  const late: { outbox?: HandsetOutbox; carrier?: CommandCarrier; gaps?: GapKeeper; rules?: RuleRunner } = {}
  let ignored = 0
  const stopForwarding = parts.forwarding.start()

  for (let device = 0; device < registry.deviceCount; device++)
    if (scope?.hasDevice(device) === false) conditions.setReach(device, 'unknown')
  const alarms = createAlarmEngine({
    registry,
    journal,
    now,
    schedule,
    isReached: (device) => conditions.reachOf(device) === 'online',
    unsaved: parts.unsaved,
    onError,
  })
  const alarmKeeper = createAlarmKeeper({ journal, now, schedule, onError })
  const reach = createReachWatch({
    registry,
    now,
    schedule,
    onReach: (device, state) => conditions.setReach(device, state),
    onOffline: (device, isOffline, atMs) => alarms.setOffline(device, isOffline, atMs),
    before: (device) => conditions.reachOf(device),
  })
  const ingest = createIngest({
    live: parts.live,
    history: parts.forwarding.tap(parts.history),
    keepAfter: (stored) => parts.signatures.tap(stored),
    alarms,
    reach,
    refusals: parts.refusals,
    onReceipt: async (receipt) => late.outbox?.receive(receipt),
    onAnswer: async (answer) => late.carrier?.takeAnswer(answer),
    onRaw: (device, bytes, atMs, sink) => parts.passThrough.take(device, bytes, atMs, sink),
    onLatest: (point, value, sourceAtMs, quality) => late.rules?.sample(point, value, sourceAtMs, quality),
    onEvent: (event) => late.rules?.event(event),
    onNumbered: (linkId, device, seq, sourceAtMs) => late.gaps?.numbered(linkId, device, seq, sourceAtMs),
  })
  const gaps = createGapKeeper({
    registry,
    journal,
    connectors,
    sinkFor: (linkId) => ingest.sinkFor(linkId),
    isDriven: (device) => scope?.hasDevice(device) ?? true,
    linkIdOf: (device) => ingest.linkIdOf(device),
    lastHeardMs: parts.lastHeardMs,
    heardUpToMs,
    now,
    schedule,
    onError,
  })
  late.gaps = gaps
  const carrier = createCommandCarrier({
    registry,
    journal,
    connectors,
    linkIdOf: (device) => ingest.linkIdOf(device),
    silentMs: (device) => reach.silentMs(device),
    guard: parts.guard,
    ...(fence !== undefined && { fence }),
    isDriven: (device) => scope?.hasDevice(device) ?? true,
    now,
    schedule,
    onError,
  })
  late.carrier = carrier
  const batchRunner = createBatchRunner({ journal, ...(fence !== undefined && { fence }), now, schedule, onError })
  const scheduleRunner = createScheduleRunner({
    registry,
    journal,
    isDriven: (device) => scope?.hasDevice(device) ?? true,
    mayCommand: parts.mayCommand,
    now,
    schedule,
    onError,
  })
  const planRunner = createPlanRunner({
    journal,
    district: registry,
    people,
    network,
    ...(fence !== undefined && { fence }),
    now,
    schedule,
    onError,
  })
  const outbox = createHandsetOutbox({
    journal,
    district: registry,
    link: {
      async sendToHandset(delivery) {
        const connector = connectors[0]
        if (!connector) throw new Refused('linkDown', 'no link to the handsets')
        await connector.sendToHandset(delivery)
      },
    },
    now,
    schedule,
    onError,
  })
  late.outbox = outbox
  const reminders = createOrderReminders({
    journal,
    now,
    schedule,
    onReminded({ personId, ...reminded }) {
      const person = registry.people.find(({ id }) => id === personId)
      if (!person) return
      const message = journal.view.get('message', reminded.id)
      const task = message?.taskId && journal.view.get('task', message.taskId)
      const incident = task && journal.view.get('incident', task.incidentId)
      const written = { plans: registry.plans, alarms: registry.deviceTypes.flatMap(({ alarms: list }) => list) }
      const { language = 'zh-CN', name, phone } = person
      const text = message ? messageText(message, { task, incident, ...written }, language) : reminded.text
      parts.forwarding.remind({ ...reminded, text, person: language === 'en' ? name.en : name.zh, phone })
    },
    onError,
  })
  const rules = parts.rules()?.run({
    ...(fence !== undefined && { fence }),
    raiseAlarm(deviceId, definitionId, atMs) {
      const device = registry.findDevice(deviceId)
      const condition = device?.type.alarms.find(({ id }) => id === definitionId)?.condition
      if (!device || condition?.kind !== 'event') return
      alarms.event({ device, event: condition.event, sourceAtMs: atMs, arrivedAtMs: now(), output: {} })
    },
    forward(routeId, { decision: { id, cause }, rule }) {
      parts.forwarding.forward(routeId, {
        id: `${id}/${routeId}`,
        atMs: cause.atMs,
        text: rule.name.zh,
        ...(cause.deviceId !== undefined && { deviceId: cause.deviceId }),
      })
    },
  })
  if (rules) late.rules = rules

  return {
    sinkFor(linkId) {
      const sink = ingest.sinkFor(linkId)
      return scope ? scopeSink(sink, scope, () => (ignored += 1)) : sink
    },
    setLink: (linkId, isUp) => ingest.setLink(linkId, isUp),
    get ignored() {
      return ignored
    },
    noteGap: (linkId, fromMs) => gaps.noteTakeover(linkId, fromMs, now()),
    release: () => carrier.release(),
    async stop() {
      await gaps.stop()
      await rules?.stop()
      planRunner.stop()
      reminders.stop()
      outbox.stop()
      scheduleRunner.stop()
      batchRunner.stop()
      carrier.stop()
      reach.stop()
      await alarms.stop()
      await alarmKeeper.stop()
      await stopForwarding()
    },
  }
}
