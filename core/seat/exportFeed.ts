import { type CheckedFilter, Refused } from '../../domain/contract'
import type { FeedSink } from '../channel/handlers'
import type { HistoryReader } from './createHistoryReader'
import { exportHistory, type ExportPiece } from '../history/export/exportHistory'
import type { ExportPoint } from '../history/export/exportRows'

/** Sends an export as fast as whoever asked takes it. @returns how to cancel it */
export function exportFeed(
  query: CheckedFilter<'history.exported'>,
  sink: FeedSink<ExportPiece>,
  parts: {
    reader: Pick<HistoryReader, 'read'>
    /** @throws Refused `notFound` */
    describe: (point: { deviceId: string; property: string }) => ExportPoint
    onError: (error: unknown) => void
  },
): () => void {
  if (query.toMs <= query.fromMs) throw new Refused('badRequest', 'the range ends before it begins')
  const points = query.points.map((point) => parts.describe(point))
  let isOver = false
  let wake: (() => void) | undefined
  const credit = () => new Promise<void>((resolve) => (wake = resolve))
  sink.onCredit(() => wake?.())

  const run = async () => {
    for await (const piece of exportHistory(query, points, (page) => parts.reader.read(page))) {
      while (!isOver && !sink.hasCredit) await credit()
      if (isOver) return
      sink.push(piece)
    }
  }
  run().catch((error: unknown) => {
    if (isOver) return
    if (error instanceof Refused) return sink.end(error.code, error.message)
    parts.onError(error)
    sink.end('internal', 'the export failed')
  })
  return () => {
    isOver = true
    wake?.()
  }
}
