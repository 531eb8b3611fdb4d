import {
  type CheckedFilter,
  type CheckedParams,
  type FeedEvent,
  type HistorySeries,
  Refused,
} from '../../../domain/contract'
import { csvTable } from '../../tables/csvTable'
import { parquetTable } from '../../tables/parquetTable'
import { exportColumns, type ExportPoint, exportRows } from './exportRows'

/** Rows that are asked for at a time. */
const pageRows = 5_000

export type ExportPiece = FeedEvent<'history.exported'>
type Query = CheckedFilter<'history.exported'>

/**
 * The file of an export, piece by piece: nothing is read before it is asked for, and leaving the loop ends it.
 *
 * @param points as `query.points`, with their names
 * @param read `history.read`, of this seat or of whoever has it
 * @throws Refused `illegalState` when it answers nothing of a part of the range and would do so for ever
 */
export async function* exportHistory(
  query: Query,
  points: readonly ExportPoint[],
  read: (query: CheckedParams<'history.read'>) => Promise<HistorySeries>,
): AsyncGenerator<ExportPiece, void> {
  const { fromMs, toMs, step, format, language } = query
  const table = format === 'csv' ? csvTable(exportColumns(step, language)) : parquetTable(exportColumns(step, 'en'))
  let rows = 0
  for (const [index, { deviceId, property }] of query.points.entries()) {
    const point = points[index]
    for (let atMs = fromMs; point && atMs < toMs;) {
      const series = await read({ deviceId, property, fromMs: atMs, toMs, maxPoints: pageRows, step })
      const found = exportRows(series, point)
      rows += found.length
      // A seat that answers nothing new is not asked for ever, and what it left out is not passed over in silence.
      if (series.toMs <= atMs)
        throw new Refused('illegalState', `no history of ${deviceId} ${property} from ${atMs} on`)
      atMs = series.toMs
      const share = (index + Math.min(1, (atMs - fromMs) / (toMs - fromMs))) / query.points.length
      yield { bytes: table.add(found), rows, share: Math.min(1, share), isLast: false }
    }
  }
  yield { bytes: table.end(), rows, share: 1, isLast: true }
}
