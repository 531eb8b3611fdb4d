import type { CommandAnswer, DeviceSlot, HandsetReceipt, SiteEvent, SiteSink } from '../../connectors/site'
import type { AlarmEngine } from './createAlarmEngine'
import type { ReachWatch } from './createReachWatch'
import type { Refusals } from './Refusals'
import type { SiteIntake } from './SiteIntake'

/** Where the latest values go; `LiveState` of `core/live`. */
export interface LatestValues {
  set(point: number, value: number, timeMs: number, quality: number): unknown
}

/** Where all values go; the history of `core/history`. */
export interface SampleLog extends Stored {
  append(point: number, value: number, timeMs: number, quality: number): void
}

/** Something that takes what must be stored. */
export interface Stored {
  /** Calls back once everything that came before is on disk. */
  whenStored(done: (error?: Error) => void): void
}

/** What one link brought, since the start. */
export interface LinkCounts {
  readonly messages: number
  readonly lastMessageAtMs?: number
}

/** Takes in everything that connectors hear. */
export interface Ingest extends SiteIntake {
  /** Link over which a device was heard last. */
  linkIdOf(deviceIndex: number): string | undefined
  /** When anything was heard over the link last, UTC ms. */
  lastHeardMs(linkId: string): number | undefined
}

export interface IngestParts {
  live: LatestValues
  history: SampleLog
  /** What is kept once all else is on disk, and before it is told to be: numbers of signed messages. */
  keepAfter?: (stored: Stored) => Stored
  alarms: AlarmEngine
  reach: ReachWatch
  refusals: Refusals
  /** Writes what a handset told; resolves when it is saved. */
  onReceipt: (receipt: HandsetReceipt) => Promise<void>
  /** Writes how a device answered; resolves when it is saved. */
  onAnswer: (answer: CommandAnswer) => Promise<void>
  /** Told of each sample that is the latest of its point. */
  onLatest?: (point: number, value: number, sourceAtMs: number, quality: number) => void
  /** Told of each event, after alarms have heard of it. */
  onEvent?: (event: SiteEvent) => void
  /** Told of bytes that devices passed through; what they say goes into the sink. */
  onRaw?: (device: DeviceSlot, bytes: Uint8Array, atMs: number, sink: SiteSink) => void
  /** Told of the numbers of devices that count what they say. */
  onNumbered?: (linkId: string, deviceIndex: number, seq: number, sourceAtMs: number) => void
}

export function createIngest(parts: IngestParts): Ingest {
  const { live, history, alarms, reach, refusals, onLatest } = parts
  const linkIds: string[] = []
  const sinks: SiteSink[] = []
  const heardMs: number[] = []
  const saving = new Set<Promise<void>>()

  const save = (saved: Promise<void>): void => {
    saving.add(saved)
    // The failure is told to whoever waits in `whenStored`; here it only must not stay in the set.
    const forget = () => void saving.delete(saved)
    saved.then(forget, forget)
  }

  const whenAllStored = (done: (error?: Error) => void): void => {
    const saves = [...saving]
    let waitsFor = 2 + saves.length
    let failure: Error | undefined
    const one = (error?: Error): void => {
      failure ??= error
      waitsFor -= 1
      if (waitsFor === 0) done(failure)
    }
    history.whenStored(one)
    alarms.whenWritten(one)
    for (const saved of saves) {
      saved.then(
        () => one(),
        (error: unknown) => one(error instanceof Error ? error : new Error(String(error))),
      )
    }
  }

  const { whenStored } = parts.keepAfter?.({ whenStored: whenAllStored }) ?? { whenStored: whenAllStored }

  const linkNumber = (linkId: string): number => {
    const known = linkIds.indexOf(linkId)
    if (known >= 0) return known
    const link = linkIds.push(linkId) - 1
    sinks[link] = {
      sample(point, value, sourceAtMs, quality) {
        const isLatest = live.set(point, value, sourceAtMs, quality)
        history.append(point, value, sourceAtMs, quality)
        alarms.sample(point, value, sourceAtMs, quality)
        if (isLatest !== false) onLatest?.(point, value, sourceAtMs, quality)
      },
      heard(deviceIndex, atMs) {
        heardMs[link] = atMs
        reach.heard(deviceIndex, link)
      },
      lost: (deviceIndex) => reach.lost(deviceIndex, link),
      event(event) {
        alarms.event(event)
        parts.onEvent?.(event)
      },
      receipt: (receipt) => save(parts.onReceipt(receipt)),
      answer: (answer) => save(parts.onAnswer(answer)),
      refused: (refusal) => refusals.add(refusal),
      numbered: (deviceIndex, seq, sourceAtMs) => parts.onNumbered?.(linkId, deviceIndex, seq, sourceAtMs),
      raw(device, bytes, atMs) {
        const sink = sinks[link]
        if (sink) parts.onRaw?.(device, bytes, atMs, sink)
      },
      whenStored,
    }
    return link
  }

  return {
    sinkFor(linkId) {
      const sink = sinks[linkNumber(linkId)]
      if (!sink) throw new RangeError(`no link ${linkId}`)
      return sink
    },
    setLink: (linkId, isUp) => reach.setLink(linkNumber(linkId), isUp),
    linkIdOf(deviceIndex) {
      const link = reach.linkOf(deviceIndex)
      return link === undefined ? undefined : linkIds[link]
    },
    lastHeardMs: (linkId) => heardMs[linkNumber(linkId)],
  }
}
