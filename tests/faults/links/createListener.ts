import { createMqttConnector } from '../../../connectors/mqtt/createMqttConnector'
import type { LinkReport, SiteConnector } from '../../../connectors/site'
import { createAlarmEngine } from '../../../core/iot/createAlarmEngine'
import { type CommandCarrier, createCommandCarrier } from '../../../core/iot/createCommandCarrier'
import { createCommands } from '../../../core/iot/createCommands'
import { createGapKeeper, type GapKeeper } from '../../../core/iot/createGapKeeper'
import { createIngest } from '../../../core/iot/createIngest'
import { createReachWatch } from '../../../core/iot/createReachWatch'
import { Refusals } from '../../../core/iot/Refusals'
import type { Registry } from '../../../core/iot/Registry'
import type { Schedule } from '../../../core/iot/Schedule'
import { createMemoryJournal, type MemoryJournal } from '../../../core/iot/testMemoryJournal'
import type { CommandId, Gap } from '../../../domain/contract'

/** The part of a seat that listens: a real link, the real ingest, alarm engine, carrier and keeper of gaps; journal and history are kept in memory. */
export interface Listener {
  readonly journal: MemoryJournal
  readonly connector: SiteConnector
  /** Values stored, by point and source time. */
  readonly stored: ReadonlyMap<string, number>
  readonly reports: readonly (LinkReport & { atMs: number })[]
  /** Source time of the last value of a point. */
  lastSourceMs(point: number): number
  gaps(): Gap[]
  /** Asks a hydrant to flush, as a person would. */
  flush(device: number): Promise<CommandId>
  stop(): Promise<void>
}

export interface ListenerOptions {
  registry: Registry
  url: string
  clientId: string
  /** The broken twin asks nobody for what it missed. */
  asksForHistory?: boolean
}

const schedule: Schedule = (delayMs, run) => {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}
const onError = (error: unknown): void => {
  throw error
}

export function createListener({ registry, url, clientId, asksForHistory = true }: ListenerOptions): Listener {
  const now = Date.now
  const journal = createMemoryJournal(now)
  const stored = new Map<string, number>()
  const lastSourceMs = new Map<number, number>()
  const reports: (LinkReport & { atMs: number })[] = []
  const late: { gaps?: GapKeeper; carrier?: CommandCarrier } = {}
  const alarms = createAlarmEngine({ registry, journal, now, schedule, onError })
  const reach = createReachWatch({ registry, now, schedule, onReach() {}, onOffline() {}, before: () => 'unknown' })
  const ingest = createIngest({
    live: { set: (point, _, atMs) => lastSourceMs.set(point, Math.max(atMs, lastSourceMs.get(point) ?? 0)) },
    history: {
      append: (point, value, atMs) => void stored.set(`${point} ${atMs}`, value),
      whenStored: (done) => void setImmediate(done),
    },
    alarms,
    reach,
    refusals: new Refusals(),
    onReceipt: async () => {},
    onAnswer: async (answer) => late.carrier?.takeAnswer(answer),
    onNumbered: (linkId, device, seq, atMs) => late.gaps?.numbered(linkId, device, seq, atMs),
  })
  const real = createMqttConnector(
    { id: 'site', url, clientId },
    { directory: registry.site, sink: ingest.sinkFor('site'), now, random: Math.random },
  )
  const { requestHistory: _, ...mute } = real
  const connector = asksForHistory ? real : mute
  const carrier = createCommandCarrier({
    registry,
    journal,
    connectors: [connector],
    linkIdOf: (device) => ingest.linkIdOf(device),
    guard: { judge: () => undefined, statesOf: () => ({}) },
    now,
    schedule,
    onError,
  })
  late.carrier = carrier
  connector.onLink((report) => {
    reports.push({ ...report, atMs: now() })
    ingest.setLink('site', report.state === 'up')
  })
  const gaps = createGapKeeper({
    registry,
    journal,
    connectors: [connector],
    sinkFor: (linkId) => ingest.sinkFor(linkId),
    isDriven: () => true,
    linkIdOf: (device) => ingest.linkIdOf(device),
    lastHeardMs: (linkId) => ingest.lastHeardMs(linkId),
    heardUpToMs: undefined,
    now,
    schedule,
    onError,
  })
  late.gaps = gaps
  const commands = createCommands({ registry, journal, rules: { fence: () => undefined, check: () => undefined }, now })
  let asked = 0
  connector.start()

  return {
    journal,
    connector,
    stored,
    reports,
    lastSourceMs: (point) => lastSourceMs.get(point) ?? 0,
    gaps: () => [...journal.view.list('gap')],
    async flush(index) {
      const device = registry.slotAt(index)
      if (!device) throw new RangeError(`no hydrant ${index}`)
      asked += 1
      const request = { key: `flush-${asked}`, deviceId: device.id, service: 'flush', input: {} }
      const { commandId } = await commands.issue({ ...request, actor: { kind: 'account', id: 'A-1' } })
      return commandId
    },
    async stop() {
      await gaps.stop()
      await connector.stop()
      carrier.stop()
      reach.stop()
      await alarms.stop()
    },
  }
}
