/** One kind of block: samples, or roll-ups of one width. */
export interface Level {
  /** As in the table; never renumbered. */
  readonly number: number
  /** Width of a bucket, ms; 0 for samples. */
  readonly widthMs: number
  /** Span of time of one block, ms. Blocks start at multiples of it (UTC). */
  readonly windowMs: number
}

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/**
 * One hour of samples of a group is what is sorted and rolled up at a time, so minutes come in hours; wider roll-ups are rewritten as hours come in. Sparse are
 * the samples of a point whose hour holds so few that its minutes would say nothing more: they stand for both, and are kept as long as minutes are.
 */
export const levels = {
  samples: { number: 0, widthMs: 0, windowMs: hourMs },
  minute: { number: 1, widthMs: minuteMs, windowMs: hourMs },
  hour: { number: 2, widthMs: hourMs, windowMs: dayMs },
  day: { number: 3, widthMs: dayMs, windowMs: 32 * dayMs },
  sparse: { number: 4, widthMs: 0, windowMs: hourMs },
} as const satisfies Record<string, Level>

/** Where samples lie, once they are in blocks. */
export const sampleLevels = [levels.samples, levels.sparse] as const

/** What tells to a day or two when something was told. */
export const hourlyLevels = [levels.samples, levels.sparse, levels.minute, levels.hour] as const

/** Samples a minute, of the minutes that hold one, up to which a minute says nothing that they do not say in as many numbers. */
const mostSparse = 2

/** Whether the samples of an hour need no minutes beside them. @param minutes that hold a sample */
export const isSparse = (samples: number, minutes: number): boolean => samples <= mostSparse * minutes

export const windowOf = (level: Level, timeMs: number): number => Math.floor(timeMs / level.windowMs) * level.windowMs

/** Points whose blocks are written and settled together: enough that a quiet group's hour still fills a few database pages. */
export const groupOf = (point: number): number => point >>> 9

/** How long each kind is kept, ms. */
export interface Retention {
  samplesMs: number
  minuteMs: number
  hourMs: number
  dayMs: number
}

/** Why a point is kept as long as it is: readings are settled by the year, and what bears on lives is asked for longest. */
export const retentionClasses = ['standard', 'meter', 'safety'] as const
export type RetentionClass = (typeof retentionClasses)[number]
export type RetentionPlan = Readonly<Record<RetentionClass, Retention>>

const tenYearsMs = 3_652 * dayMs

export const defaultRetention: RetentionPlan = {
  standard: { samplesMs: 90 * dayMs, minuteMs: 365 * dayMs, hourMs: tenYearsMs, dayMs: tenYearsMs },
  meter: { samplesMs: 400 * dayMs, minuteMs: 3 * 365 * dayMs, hourMs: tenYearsMs, dayMs: tenYearsMs },
  safety: { samplesMs: 3 * 365 * dayMs, minuteMs: tenYearsMs, hourMs: tenYearsMs, dayMs: tenYearsMs },
}

export const sameForAll = (retention: Retention): RetentionPlan => ({
  standard: retention,
  meter: retention,
  safety: retention,
})

/** Start of the oldest window of the level that is still kept. */
export function oldestWindow(level: Level, retention: Retention, nowMs: number): number {
  const { samplesMs, minuteMs, hourMs, dayMs } = retention
  const keptMs = [samplesMs, minuteMs, hourMs, dayMs, Math.max(samplesMs, minuteMs)][level.number] ?? 0
  return windowOf(level, nowMs - keptMs)
}
