import { z } from 'zod'
import { bytes, call, collection, done, feed } from '../call'
import { DeviceId, EpochMs } from '../primitives'
import { Correction, CorrectionText } from '../state/correction'

/** Samples as they came, or buckets of one width. */
export const HistoryStep = z.enum(['raw', 'minute', 'hour', 'day'])
export type HistoryStep = z.infer<typeof HistoryStep>

export const PointName = z.object({ deviceId: DeviceId, property: z.string().min(1).max(64) })
export type PointName = z.infer<typeof PointName>

/** Points of one export. */
export const mostExportPoints = 50

export const historyCalls = {
  /** Corrects what was recorded, with a reason. @throws Refused `notFound`; `badRequest` for a range that ends before it begins; `tooLate` where samples are no longer kept */
  'history.correct': call('history.correct', CorrectionText, z.object({ id: z.string() })),
  /** Takes a correction back; the original holds again. @throws Refused `notFound`, `alreadySet` */
  'history.withdraw': call('history.correct', z.object({ id: z.string().min(1).max(80) }), done),
  /** Corrections of one point, also withdrawn ones. */
  'correction.changed': feed('view', 'exact', PointName, collection(Correction)),
  /**
   * A file, piece by piece, as fast as whoever asks takes it; whoever stops listening cancels it. The last event has `isLast`, and the pieces in order are the file.
   *
   * @throws Refused `notFound`; `badRequest` for a range that ends before it begins
   */
  'history.exported': feed(
    'view',
    'exact',
    z.object({
      points: z.array(PointName).min(1).max(mostExportPoints),
      fromMs: EpochMs,
      toMs: EpochMs,
      step: HistoryStep,
      format: z.enum(['csv', 'parquet']),
      /** Of the column heads of a CSV file. */
      language: z.enum(['zh-CN', 'en']),
    }),
    z.object({ bytes, rows: z.number().int(), share: z.number().min(0).max(1), isLast: z.boolean() }),
  ),
} as const
