import { type HistorySeries, type HistoryStep, qualityCodes } from '../../../domain/contract'
import { bucketColumns, sampleColumns } from '../../../domain/history/exportColumns'
import type { Row, TableColumn } from '../../tables/TableEncoder'

/** One point of an export, with what people call it. */
export interface ExportPoint {
  deviceId: string
  property: string
  deviceName: string
  propertyName: string
  unit: string
  /** Unit of what a meter adds up to; empty for what is none. */
  totalUnit: string
}

export type ExportLanguage = 'zh-CN' | 'en'

/** Columns of the table; Parquet keeps the plain names, whoever reads it. */
export const exportColumns = (step: HistoryStep, language: ExportLanguage): TableColumn[] =>
  (step === 'raw' ? sampleColumns : bucketColumns).map(({ zh, en, type }) => ({
    name: language === 'en' ? en : zh,
    type,
  }))

const qualityNames = new Map<number, string>(Object.entries(qualityCodes).map(([name, code]) => [code, name]))

/** Rows of an answer of `history.read`; gaps are gaps between rows. */
export function exportRows(series: HistorySeries, point: ExportPoint): Row[] {
  const { timesMs, average, minimum, maximum, qualities, count, last, total } = series
  const rows: Row[] = []
  for (let i = 0; i < timesMs.length; i++) {
    if (qualities[i] === qualityCodes.never) continue
    const quality = qualityNames.get(qualities[i]!)
    const head = [timesMs[i], point.deviceId, point.deviceName, point.property, point.propertyName, point.unit]
    rows.push(
      series.resolution === 'raw'
        ? [...head, average[i], quality]
        : [
            ...head,
            average[i],
            minimum[i],
            maximum[i],
            last?.[i],
            count?.[i],
            total?.[i],
            total && point.totalUnit,
            quality,
          ],
    )
  }
  return rows
}
