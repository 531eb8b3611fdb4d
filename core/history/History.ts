import type { DeviceId, HistorySeries } from '../../domain/contract'
import type { Store } from '../store/Store'
import { createHistoryStore } from './HistoryStore'
import { defaultRetention, hourMs, levels, minuteMs, oldestWindow, type Retention } from './levels'
import { RawLog, type RawLogSettings } from './RawLog'
import { type HistoryQuery, readSeries } from './readSeries'
import { sealTail } from './sealTail'
import { settleHour } from './settleHour'

export interface HistorySettings extends RawLogSettings {
  /** Age of the oldest sample in memory at which they are sealed, ms. */
  sealAfterMs: number
  /** Time after the end of an hour at which it is settled: late samples mostly come before, ms. */
  settleAfterMs: number
  /** Time between two looks for something to seal, settle or shed, ms; 0 = only when asked by `maintain`. */
  maintainEveryMs: number
  retention: Retention
}

export const defaultHistorySettings: HistorySettings = {
  flushMs: 200,
  flushSamples: 32_768,
  tailSamples: 2_000_000,
  retryMs: 1_000,
  // 64 MB.
  heldSamples: 2_680_000,
  sealAfterMs: 10 * minuteMs,
  settleAfterMs: 15 * minuteMs,
  maintainEveryMs: 10_000,
  retention: defaultRetention,
}

/** Blocks that one step of retention deletes: a few milliseconds. */
const shedPerStep = 200
/** Hours that one look settles before it looks again. */
const settlePerLook = 50

/** Every sample the site told, for as long as its kind is kept. */
export interface History {
  /**
   * Tells which point index is which property of which device. Called at the start and whenever the registry has changed; samples of an index beyond the list
   * are dropped.
   */
  bindPoints(points: readonly { deviceId: DeviceId; property: string }[]): Promise<void>
  /**
   * Takes a sample; of several for the same point and time one stays.
   *
   * @param point point index @param timeMs source time, UTC ms @param quality byte of `qualityCodes`
   */
  append(point: number, value: number, timeMs: number, quality: number): void
  /** Resolves once everything appended before is synced to disk. @throws Error when it could not be written; it is kept and tried again */
  flush(): Promise<void>
  /** Calls back once everything appended before is synced to disk; batches itself, so that thousands may wait at a time. */
  whenStored(done: (error?: Error) => void): void
  /** History of one point, thinned to `maxPoints`; nothing for a point that is not bound. */
  read(query: HistoryQuery & { point: number }): Promise<HistorySeries>
  /** Seals, settles and sheds what is due. Runs by itself in slices of a few ms; resolves when nothing more is due. */
  maintain(): Promise<void>
  /** Seals all there is in memory, whatever its age. */
  seal(): Promise<void>
  /**
   * Throws the oldest away for the sake of entries: samples first, then minutes; hours and days stay. What was thrown away is answered from what is left.
   *
   * @returns bytes thrown away; 0 when there is nothing to gain by it
   */
  shed(bytes: number): Promise<number>
  /** About up to when the last run had taken samples in, UTC ms; `undefined` when there was none. */
  readonly heardUpToMs: number | undefined
  /** Why samples cannot be written at present; `undefined` while all is well. */
  readonly failure: string | undefined
  /** Samples lost since none can be written, because memory has an end too; 0 while all is well. */
  readonly dropped: number
  close(): Promise<void>
}

/**
 * Opens the history in its own file and takes up what the last run left.
 *
 * @param store a file opened with `historyMigrations`; closed by whoever opened it, after `close`
 * @param now clock, UTC ms
 * @param onError hears of failures in the background (sealing, retention), which are tried again, and of samples that are lost
 */
export async function openHistory(
  store: Store,
  now: () => number,
  onError: (error: unknown) => void,
  given: Partial<HistorySettings> = {},
): Promise<History> {
  const settings = { ...defaultHistorySettings, ...given }
  const { retention } = settings
  const tables = createHistoryStore(store)
  const log = new RawLog(
    tables,
    settings,
    () => background(),
    (samples) => onError(new Error(`${samples} samples were lost while none could be written`)),
  )
  const heardUpToMs = await tables.newestMs()
  await log.recover()
  let ids: Uint32Array = new Uint32Array(0)
  let tailStartedAtMs = now()
  let running: Promise<void> | undefined
  let isClosed = false

  const sealDue = async (): Promise<void> => {
    for (let tail = log.nextToSeal(); tail; tail = log.nextToSeal()) {
      await sealTail(tail, tables, retention, now())
      log.forget(tail)
    }
  }
  const settleDue = async (): Promise<void> => {
    for (;;) {
      const due = await tables.findUnsettled(now() - hourMs - settings.settleAfterMs + 1, settlePerLook)
      for (const { group, windowMs } of due) {
        if (isClosed) return
        await settleHour(group, windowMs, tables, retention, now())
      }
      if (due.length < settlePerLook) return
    }
  }
  const shedDue = async (): Promise<void> => {
    for (const level of Object.values(levels)) {
      const beforeMs = oldestWindow(level, retention, now())
      let shed = shedPerStep
      while (shed === shedPerStep) {
        if (isClosed) return
        shed = await tables.shed(level, beforeMs, shedPerStep)
      }
    }
  }
  const maintainOnce = async (): Promise<void> => {
    if (isClosed) return
    if (now() - tailStartedAtMs >= settings.sealAfterMs) {
      log.closeTail()
      await log.drain()
      tailStartedAtMs = now()
    }
    await sealDue()
    await settleDue()
    await shedDue()
  }
  /** One at a time; whoever asks while it runs gets a run that begins after. */
  const maintain = (): Promise<void> => {
    running = (running ?? Promise.resolve()).catch(() => undefined).then(maintainOnce)
    return running
  }
  /** Up to where a level was thrown away in this run, before its time. */
  const shedToMs = { samples: -Infinity, minute: -Infinity }
  const kept = (): Retention => ({
    ...retention,
    samplesMs: Math.min(retention.samplesMs, now() - shedToMs.samples),
    minuteMs: Math.min(retention.minuteMs, now() - shedToMs.minute),
  })
  let isBackgroundDue = false
  const background = (): void => {
    if (isBackgroundDue || isClosed) return
    isBackgroundDue = true
    maintain()
      .catch(onError)
      .finally(() => (isBackgroundDue = false))
  }
  const timer = settings.maintainEveryMs > 0 ? setInterval(background, settings.maintainEveryMs) : undefined

  return {
    async bindPoints(points) {
      ids = await tables.bind(points)
    },
    append(point, value, timeMs, quality) {
      const id = ids[point]
      if (id !== undefined) log.append(id, value, Math.round(timeMs), quality)
    },
    flush: () => log.drain(),
    whenStored: (done) => log.whenStored(done),
    read: ({ point, ...query }) => readSeries(ids[point] ?? -1, query, log.tails, tables, kept(), now()),
    maintain,
    async seal() {
      log.closeTail()
      await log.drain()
      await maintain()
    },
    async shed(bytes) {
      // What lies free in the file and cannot be given back is room for samples to come; more of it would gain nothing.
      if ((await tables.giveBack()) >= bytes) return 0
      const samples = await tables.shedOldest(levels.samples, bytes)
      const minutes = await tables.shedOldest(levels.minute, bytes - samples.bytes)
      shedToMs.samples = Math.max(shedToMs.samples, samples.toMs)
      shedToMs.minute = Math.max(shedToMs.minute, minutes.toMs)
      await tables.giveBack()
      return samples.bytes + minutes.bytes
    },
    heardUpToMs,
    get failure() {
      return log.failure
    },
    get dropped() {
      return log.dropped
    },
    async close() {
      clearInterval(timer)
      await log.drain().catch(() => undefined)
      isClosed = true
      await running?.catch(() => undefined)
      log.stop()
    },
  }
}
