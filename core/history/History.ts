import type { HistorySeries } from '../../domain/contract'
import type { Store } from '../store/Store'
import { createHistoryStore, type Groups, type HistoryStore } from './HistoryStore'
import { createKeepClock } from './keepClock'
import {
  dayMs,
  defaultRetention,
  groupOf,
  hourMs,
  levels,
  minuteMs,
  oldestWindow,
  type Retention,
  type RetentionClass,
  retentionClasses,
  type RetentionPlan,
} from './levels'
import { type BoundPoint, PointBook, type PointCorrection } from './PointBook'
import { RawLog, type RawLogSettings } from './RawLog'
import { type HistoryQuery, readSeries } from './readSeries'
import { sealTail } from './sealTail'
import { settleHour } from './settleHour'

export interface HistorySettings extends RawLogSettings {
  /** Age of the oldest sample in memory at which they are sealed, ms. */
  sealAfterMs: number
  /** Time after the end of an hour at which it is settled: late samples mostly come before, ms. */
  settleAfterMs: number
  /** A clock that goes further ahead at once is believed only after so long, ms: until then nothing is thrown away by it. 0 = at once. */
  believeJumpAfterMs: number
  /** Time between two looks for something to seal, settle or shed, ms; 0 = only when asked by `maintain`. */
  maintainEveryMs: number
  retention: RetentionPlan
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
  believeJumpAfterMs: dayMs,
  maintainEveryMs: 10_000,
  retention: defaultRetention,
}

/** Blocks that one step of retention deletes: a few milliseconds. */
const shedPerStep = 200
/** What goes when the disk is full, in this order; samples that stand for their minutes go as minutes. */
const shedLevels = { samples: [levels.samples], minute: [levels.minute, levels.sparse] } as const
type ShedKind = keyof typeof shedLevels
const shedName = (of: 'others' | 'safety', kind: ShedKind): string => `${of} ${kind}`
/** Hours that one look settles before it looks again. */
const settlePerLook = 50

/** Every sample the site told, for as long as its kind is kept. */
export interface History {
  /**
   * Tells which point index is which property of which device. Called at the start and whenever the registry has changed; samples of an index beyond the list
   * are dropped.
   */
  bindPoints(points: readonly (BoundPoint | undefined)[]): Promise<void>
  /** Gives room to points that are about to come, so that not one of their samples is lost. */
  preparePoints(points: readonly BoundPoint[]): Promise<void>
  /** What some indices stand for from now on, of points that were bound or prepared; the others stay. How long a point is kept is settled by `bindPoints`. */
  setPoints(points: readonly (readonly [index: number, point: BoundPoint])[]): void
  /** Points that go by other indices from now on: from, to, from, to … Those that `setPoints` is not told of need no look-up by name. */
  movePoints(moved: Uint32Array): void
  /** Whether samples of an index are taken. */
  hasPoint(index: number): boolean
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
  /**
   * Reads samples as a person says they were, from now on or no more; figures follow with the next look. The same correction twice is once. What the device
   * told stays in the file.
   */
  correct(correction: PointCorrection, isWithdrawn: boolean): Promise<void>
  /** Samples before this are no longer kept, UTC ms. @param point point index */
  oldestMs(point: number): number
  /** Seals, settles and sheds what is due. Runs by itself in slices of a few ms; resolves when nothing more is due. */
  maintain(): Promise<void>
  /** Seals all there is in memory, whatever its age. */
  seal(): Promise<void>
  /**
   * Throws the oldest away for the sake of entries: samples first, then minutes, what bears on lives last; hours and days stay. What was thrown away is
   * answered from what is left.
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
export const openHistory = (
  store: Store,
  now: () => number,
  onError: (error: unknown) => void,
  given: Partial<HistorySettings> = {},
): Promise<History> => openHistoryIn(createHistoryStore(store), now, onError, given)

/** As `openHistory`, in whatever tables there are. */
export async function openHistoryIn(
  tables: HistoryStore,
  now: () => number,
  onError: (error: unknown) => void,
  given: Partial<HistorySettings> = {},
): Promise<History> {
  const settings = { ...defaultHistorySettings, ...given }
  const book = new PointBook(settings.retention)
  const log = new RawLog(
    tables,
    settings,
    () => background(),
    (samples) => onError(new Error(`${samples} samples were lost while none could be written`)),
  )
  const heardUpToMs = await tables.newestMs()
  for (const correction of await tables.readCorrections())
    book.setCorrection(correction.point, correction.id, correction)
  await log.recover()
  const keep = createKeepClock(
    now,
    settings.believeJumpAfterMs,
    await tables.newestBeforeMs(now() - settings.believeJumpAfterMs),
  )
  let tailStartedAtMs = now()
  let running: Promise<void> | undefined
  let isClosed = false

  const sealDue = async (): Promise<void> => {
    for (let tail = log.nextToSeal(); tail; tail = log.nextToSeal()) {
      await sealTail(tail, tables, book, keep.nowMs)
      log.forget(tail)
    }
  }
  const settleDue = async (): Promise<void> => {
    for (;;) {
      const due = await tables.findUnsettled(now() - hourMs - settings.settleAfterMs + 1, settlePerLook)
      for (const { group, windowMs } of due) {
        if (isClosed) return
        await settleHour(group, windowMs, tables, book, keep.nowMs)
      }
      if (due.length < settlePerLook) return
    }
  }
  /** What nobody classed is standard. */
  const groupsOf = (kept: RetentionClass): Groups =>
    kept === 'standard'
      ? { not: retentionClasses.flatMap((one) => (one === 'standard' ? [] : book.groupsOf(one))) }
      : { only: book.groupsOf(kept) }
  const shedDue = async (): Promise<void> => {
    for (const kept of retentionClasses) {
      for (const level of Object.values(levels)) {
        const beforeMs = oldestWindow(level, settings.retention[kept], keep.nowMs)
        let shed = shedPerStep
        while (shed === shedPerStep) {
          if (isClosed) return
          shed = await tables.shed(level, groupsOf(kept), beforeMs, shedPerStep)
        }
      }
    }
  }
  const maintainOnce = async (): Promise<void> => {
    if (isClosed || !book.isBound) return
    const aheadMs = keep.look()
    if (aheadMs !== undefined)
      onError(
        new Error(`the clock is ${Math.round(aheadMs / dayMs)} days ahead of before: no history is shed for a day`),
      )
    // After a clock went back, age is counted from there.
    tailStartedAtMs = Math.min(tailStartedAtMs, now())
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
  const after = (work: () => Promise<void>): Promise<void> => {
    running = (running ?? Promise.resolve()).catch(() => undefined).then(work)
    return running
  }
  const maintain = (): Promise<void> => after(maintainOnce)
  /** Up to where samples and minutes were thrown away before their time. */
  const shedToMs = new Map(await tables.readShed())
  const keptOf = (id: number): Retention => {
    const retention = book.retentionOfPoint(id)
    const of = book.classOf(groupOf(id)) === 'safety' ? 'safety' : 'others'
    const left = (kind: ShedKind): number => keep.nowMs - (shedToMs.get(shedName(of, kind)) ?? -Infinity)
    return {
      ...retention,
      samplesMs: Math.min(retention.samplesMs, left('samples')),
      minuteMs: Math.min(retention.minuteMs, left('minute')),
    }
  }
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
      const known = await tables.bind(
        points.flatMap((point) =>
          point ? { deviceId: point.deviceId, property: point.property, kept: point.kept ?? 'standard' } : [],
        ),
      )
      book.bind(points, known)
    },
    async preparePoints(points) {
      const fresh = book.numberNew(
        points.map(({ deviceId, property, kept }) => ({ deviceId, property, kept: kept ?? 'standard' })),
      )
      if (fresh.length === 0) return
      await tables.addPoints(fresh)
      book.know(fresh)
    },
    setPoints: (points) => book.set(points),
    movePoints: (moved) => book.move(moved),
    hasPoint: (index) => (book.ids[index] ?? 0) > 0,
    append(point, value, timeMs, quality) {
      const id = book.ids[point]
      if (id) log.append(id, value, Math.round(timeMs), quality)
    },
    flush: () => log.drain(),
    whenStored: (done) => log.whenStored(done),
    read({ point, ...query }) {
      const id = book.ids[point] ?? -1
      return readSeries(id, query, { tails: log.tails, store: tables, book, retention: keptOf(id), nowMs: keep.nowMs })
    },
    correct: ({ deviceId, property, ...correction }, isWithdrawn) =>
      // Not while an hour is settled by what held before.
      after(async () => {
        const id = book.idOf({ deviceId, property })
        if (id === undefined) return
        const isKnown = book.correctionsOf(id).some((one) => one.id === correction.id)
        if (isKnown !== isWithdrawn) return
        await tables.saveCorrection({ ...correction, point: id }, isWithdrawn)
        book.setCorrection(id, correction.id, isWithdrawn ? undefined : correction)
      }),
    oldestMs: (point) => oldestWindow(levels.samples, keptOf(book.ids[point] ?? -1), keep.nowMs),
    maintain,
    async seal() {
      log.closeTail()
      await log.drain()
      await maintain()
    },
    async shed(bytes) {
      // What lies free in the file and cannot be given back is room for samples to come; more of it would gain nothing.
      if ((await tables.giveBack()) >= bytes) return 0
      const safety = book.groupsOf('safety')
      let gone = 0
      for (const [of, groups] of [
        ['others', { not: safety }],
        ['safety', { only: safety }],
      ] as const) {
        for (const kind of ['samples', 'minute'] as const) {
          const name = shedName(of, kind)
          const shed = await tables.shedOldest(name, { levels: shedLevels[kind], groups }, bytes - gone)
          shedToMs.set(name, Math.max(shedToMs.get(name) ?? -Infinity, shed.toMs))
          gone += shed.bytes
        }
      }
      await tables.giveBack()
      return gone
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
