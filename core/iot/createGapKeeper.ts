import type { DeviceSlot, LinkReport, SiteConnector, SiteSink } from '../../connectors/site'
import type { Gap } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import { HistoryKnowledge } from './BackfillJob'
import { createGapFiller, type GapFiller, marginMs } from './createGapFiller'
import { createGapLog, type OpenGap } from './createGapLog'
import { createLossWatch, type LossWatch } from './createLossWatch'
import type { Registry } from './Registry'
import type { Schedule } from './Schedule'
import { SequenceLedger } from './SequenceLedger'

/** After a link is back its queue is heard out before anything is asked for, ms. */
const settleMs = 2_000
/** A link that went down again within this time of coming back flaps … */
const flappingMs = 60_000
/** … and its outage lasts until it has stood for so long: one gap, not hundreds. */
const steadyMs = 30_000

/** Knows what the site said and this seat did not hear, writes it down, and asks for it again. */
export interface GapKeeper {
  /** The number of a message, as `SiteSink.numbered`. */
  numbered(linkId: string, deviceIndex: number, seq: number, sourceAtMs: number): void
  /** Between two drivers something was let go that nobody kept. */
  noteTakeover(linkId: string, fromMs: number, toMs: number): void
  /** What is not filled yet goes on at the next start. */
  stop(): Promise<void>
}

export interface GapKeeperParts {
  registry: Registry
  journal: Journal
  connectors: readonly SiteConnector[]
  /** Where late messages go: the ordinary sink of the link. */
  sinkFor: (linkId: string) => SiteSink
  /** Whether this seat drives the device; others are not asked. */
  isDriven: (deviceIndex: number) => boolean
  /** Link over which a device was heard last. */
  linkIdOf: (deviceIndex: number) => string | undefined
  /** When anything was heard over the link last, UTC ms. */
  lastHeardMs: (linkId: string) => number | undefined
  /** Up to when an earlier run or another driver had taken the site in, UTC ms; `undefined` when nobody did. */
  heardUpToMs: number | undefined
  /** Clock, UTC ms. */
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

interface LinkWatch {
  readonly id: string
  /** Devices that speak over it. */
  readonly devices: () => readonly DeviceSlot[]
  readonly filler: GapFiller
  readonly losses: LossWatch
  isUp: boolean
  upAtMs: number
  wasUp: boolean
  /** The outage under way, or the last one until it is filled: what is missing of its time belongs to it. */
  outage: OpenGap | undefined
  /** A link that goes down again before this flaps. */
  flapsUntilMs: number
  cancelSettle: (() => void) | undefined
}

/**
 * One gap a link's outage; one a device where its numbers prove that something is missing, or one a link where they prove it of many. An outage that the broker
 * bridged (it kept the session) counts as filled when neither numbers nor devices say otherwise.
 */
export function createGapKeeper(parts: GapKeeperParts): GapKeeper {
  const { registry, journal, now, schedule, onError } = parts
  const ledger = new SequenceLedger(registry.deviceCount)
  const stopRegistry = registry.onChanged(() => ledger.grow(registry.deviceCount))
  const log = createGapLog({ journal, schedule, onError })

  const links = new Map(parts.connectors.map((connector) => [connector.id, watch(connector)]))
  pickUp()
  const unsubscribes = parts.connectors.map((connector) =>
    connector.onLink((report) => {
      const link = links.get(connector.id)
      if (link) takeReport(link, report)
    }),
  )

  function watch(connector: SiteConnector): LinkWatch {
    const { id } = connector
    const devices = () => devicesOf(connector)
    const filler = createGapFiller({
      connector,
      journal,
      sink: parts.sinkFor(id),
      ledger,
      log,
      // What one link's devices answer says nothing of the same type elsewhere.
      knowledge: new HistoryKnowledge(),
      devices,
      onEnded(gap) {
        if (link.outage === gap) link.outage = undefined
      },
      schedule,
      onError,
    })
    const losses = createLossWatch({ linkId: id, registry, ledger, log, filler, devices, now, schedule })
    const link: LinkWatch = {
      id,
      filler,
      losses,
      devices,
      isUp: false,
      upAtMs: 0,
      wasUp: false,
      outage: undefined,
      flapsUntilMs: 0,
      cancelSettle: undefined,
    }
    return link
  }

  /**
   * Devices that speak over the link as its mapping says; of others those that were heard over it last, and those that were not heard at all since the start. Life
   * safety comes first.
   */
  function devicesOf({ id, serves }: SiteConnector): DeviceSlot[] {
    const devices: DeviceSlot[] = []
    for (let index = 0; index < registry.deviceCount; index += 1) {
      const device = registry.slotAt(index)
      if (!device || !parts.isDriven(index)) continue
      const server = parts.connectors.find((connector) => connector.serves?.(device))
      if (server ? server.id === id : !serves && (parts.linkIdOf(index) ?? id) === id) devices.push(device)
    }
    const isUrgent = ({ type }: DeviceSlot) => type.alarms.some(({ isLifeSafety }) => isLifeSafety)
    return [...devices.filter(isUrgent), ...devices.filter((device) => !isUrgent(device))]
  }

  function takeReport(link: LinkWatch, { state, isResumed, isStopped }: LinkReport): void {
    const isUp = state === 'up'
    if (isUp === link.isUp) return
    link.isUp = isUp
    if (isUp) return takeUp(link, isResumed)
    link.filler.pause()
    link.cancelSettle?.()
    link.cancelSettle = undefined
    // What comes between this end and the next start is found at the next start.
    if (isStopped !== true) takeDown(link)
  }

  function takeDown(link: LinkWatch): void {
    // It had not settled: the same outage goes on.
    if (link.outage && link.outage.toMs === undefined) return void (link.flapsUntilMs = now() + flappingMs)
    const fromMs = Math.trunc(Math.max(parts.lastHeardMs(link.id) ?? 0, link.upAtMs))
    link.outage = { id: `G-${link.id}-${fromMs}`, linkId: link.id, fromMs, isKept: true }
    log.found(link.outage, 'link')
  }

  function takeUp(link: LinkWatch, isResumed: boolean | undefined): void {
    const nowMs = now()
    if (!link.wasUp && !link.outage && parts.heardUpToMs !== undefined && parts.heardUpToMs < nowMs) {
      const fromMs = Math.trunc(parts.heardUpToMs)
      link.outage = { id: `G-${link.id}-${fromMs}`, linkId: link.id, fromMs, isKept: true }
      // This seat was away and the broker forgot it: one gap with two names, the worse one is told.
      log.found(link.outage, isResumed === false ? 'session' : 'restart')
    }
    link.wasUp = true
    link.upAtMs = nowMs
    const { outage } = link
    const isLasting = outage !== undefined && outage.toMs === undefined
    if (isLasting) outage.isKept &&= isResumed === true
    const isFlapping = nowMs < link.flapsUntilMs
    link.cancelSettle = schedule(isLasting && isFlapping ? steadyMs : settleMs, () => {
      link.cancelSettle = undefined
      if (isLasting) endOutage(link, outage)
      link.filler.start()
    })
  }

  function endOutage(link: LinkWatch, outage: OpenGap): void {
    outage.toMs = link.upAtMs
    link.flapsUntilMs = now() + flappingMs
    outage.missing = ledger.missingOf(link.devices())
    log.closed(outage)
    link.filler.add(outage)
  }

  const isWithin = (outage: OpenGap | undefined, fromMs: number, toMs: number): boolean =>
    outage !== undefined && fromMs <= (outage.toMs ?? Infinity) + marginMs && toMs >= outage.fromMs - marginMs

  /** What an earlier run did not finish. */
  function pickUp(): void {
    const unfinished: Gap[] = [...journal.view.list('gap')].filter(({ endedAtMs }) => endedAtMs === undefined)
    for (const { id, linkId, deviceId, fromMs, toMs } of unfinished) {
      const link = links.get(linkId)
      const device = deviceId === undefined ? undefined : registry.findDevice(deviceId)
      if (!link || (deviceId !== undefined && !device)) continue
      const gap: OpenGap = { id, linkId, fromMs, isKept: false, ...(device && { device }) }
      if (toMs === undefined && !device && !link.outage) {
        link.outage = gap
        continue
      }
      gap.toMs = toMs ?? now()
      if (toMs === undefined) log.closed(gap)
      link.filler.add(gap)
    }
  }

  return {
    numbered(linkId, deviceIndex, seq, sourceAtMs) {
      const jump = ledger.take(deviceIndex, seq, sourceAtMs)
      const link = jump && links.get(linkId)
      // What is missing of the time of an outage is asked for with it.
      if (link && !isWithin(link.outage, jump.fromMs, jump.toMs)) link.losses.takeJump(deviceIndex, jump)
    },
    noteTakeover(linkId, fromMs, toMs) {
      const link = links.get(linkId)
      if (!link) return
      const gap: OpenGap = { id: `G-${linkId}-takeover-${fromMs}`, linkId, fromMs, toMs, isKept: false }
      log.found(gap, 'takeover')
      link.filler.add(gap)
      if (link.isUp && !link.cancelSettle) link.filler.start()
    },
    async stop() {
      for (const unsubscribe of unsubscribes) unsubscribe()
      stopRegistry()
      for (const { cancelSettle, filler, losses } of links.values()) {
        cancelSettle?.()
        losses.stop()
        filler.stop()
      }
      await log.stop()
    },
  }
}
