import { writeGapReason } from '../../domain/contract'
import type { DeviceSlot, SiteConnector, SiteSink } from '../../connectors/site'
import type { Journal } from '../journal/Journal'
import { BackfillJob, type HistoryKnowledge } from './BackfillJob'
import { createFillSink, type FillSink } from './createFillSink'
import type { GapLog, OpenGap } from './createGapLog'
import type { Schedule } from './Schedule'
import type { SequenceLedger } from './SequenceLedger'

/** Asked for beyond the ends of a gap, ms: clocks of devices differ from ours. */
export const marginMs = 5_000
/** What could not be stored is asked for again after this, ms. */
const againMs = 10_000
/** While a queue is heard out, more may turn out missing than was known when a device was asked. */
const mostPasses = 3

/** Fills the gaps of one link, one after the other. */
export interface GapFiller {
  add(gap: OpenGap): void
  /** Goes on, or begins. */
  start(): void
  /** The link is gone: what was asked for is asked for again from where it was. */
  pause(): void
  /** An answer under way is not waited for, and is not taken. */
  stop(): void
}

export interface GapFillerParts {
  connector: SiteConnector
  journal: Journal
  sink: SiteSink
  ledger: SequenceLedger
  log: GapLog
  knowledge: HistoryKnowledge
  /** Devices that speak over the link, in the order in which they are to be asked. */
  devices: () => readonly DeviceSlot[]
  onEnded: (gap: OpenGap) => void
  schedule: Schedule
  onError: (error: unknown) => void
}

interface Filling {
  readonly gap: OpenGap
  readonly fill: FillSink
  job: BackfillJob
  passes: number
}

/**
 * A gap ends as filled when nothing is known to be missing: by number, by the answers of the devices, or because the broker kept everything for us. Else as
 * unfillable, with the reason.
 */
export function createGapFiller(parts: GapFillerParts): GapFiller {
  const { connector, ledger, log, schedule } = parts
  const waiting: OpenGap[] = []
  let filling: Filling | undefined
  let running: Promise<void> | undefined
  let cancelAgain: (() => void) | undefined
  let isOn = false

  const jobFor = (gap: OpenGap, devices: readonly DeviceSlot[], fill: FillSink): BackfillJob =>
    new BackfillJob({
      devices,
      fromMs: Math.max(0, gap.fromMs - marginMs),
      toMs: (gap.toMs ?? gap.fromMs) + marginMs,
      sink: fill.sink,
      knowledge: parts.knowledge,
      schedule,
    })

  function begin(gap: OpenGap): Filling {
    const fill = createFillSink(parts.sink, ledger, parts.journal)
    if (parts.journal.view.get('gap', gap.id)?.state !== 'filling') log.fillStarted(gap)
    return { gap, fill, job: jobFor(gap, devicesOf(gap), fill), passes: 0 }
  }

  const devicesOf = (gap: OpenGap): readonly DeviceSlot[] => (gap.device ? [gap.device] : parts.devices())

  const shortDevices = (gap: OpenGap): readonly DeviceSlot[] =>
    devicesOf(gap).filter(({ index }) => ledger.isShort(index))

  async function run(): Promise<void> {
    while (isOn) {
      const next = waiting[0]
      if (!next) return
      filling ??= begin(next)
      const isDone = await filling.job.run(connector)
      if (!isDone) return goOnLater()
      filling.passes += 1
      const short = shortDevices(next)
      if (short.length > 0 && filling.passes < mostPasses && short.some(({ type }) => parts.knowledge.answers(type.id)))
        filling.job = jobFor(next, short, filling.fill)
      else end(filling, short)
    }
  }

  /** Cut off by the link it goes on when that is back; by a disk that did not take it, after a while. */
  function goOnLater(): void {
    if (!isOn) return
    cancelAgain = schedule(againMs, () => {
      cancelAgain = undefined
      start()
    })
  }

  function end({ gap, fill, job }: Filling, short: readonly DeviceSlot[]): void {
    waiting.shift()
    filling = undefined
    const missing = ledger.missingOf(short)
    // Numbers that came late by themselves count too.
    const filled = Math.max(fill.filled, (gap.missing ?? 0) - missing)
    // Given up: they shall not be missing of the next gap as well.
    for (const { index } of short) ledger.forgetMissing(index)
    const untold = gap.isKept ? [] : job.untold.filter(({ index }) => !gap.device || !ledger.hasNumbers(index))
    if (missing > 0)
      log.unfillable(gap, filled, writeGapReason({ code: 'messagesMissing', count: missing, devices: short.length }))
    else if (untold.length > 0)
      log.unfillable(
        gap,
        filled,
        writeGapReason({ code: 'historyMissing', devices: untold.length, of: devicesOf(gap).length }),
      )
    else log.filled(gap, filled)
    parts.onEnded(gap)
  }

  function start(): void {
    isOn = true
    cancelAgain?.()
    cancelAgain = undefined
    running ??= run()
      .catch(parts.onError)
      .finally(() => {
        running = undefined
      })
  }

  function pause(): void {
    isOn = false
    cancelAgain?.()
    cancelAgain = undefined
    filling?.job.cut()
  }

  return {
    add: (gap) => void waiting.push(gap),
    start,
    pause,
    stop() {
      pause()
      filling?.fill.close()
    },
  }
}
