import { type HistorySeries, type HistoryStep, qualityCodes } from '../../../domain/contract'
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

const names = {
  'zh-CN': {
    time: '时间(UTC)',
    device: '设备编号',
    deviceName: '设备',
    property: '测点',
    propertyName: '测点名称',
    unit: '单位',
    value: '值',
    average: '平均值',
    minimum: '最小值',
    maximum: '最大值',
    last: '末值',
    count: '样本数',
    total: '累计',
    totalUnit: '累计单位',
    quality: '质量',
  },
  en: {
    time: 'time (UTC)',
    device: 'device',
    deviceName: 'device name',
    property: 'property',
    propertyName: 'property name',
    unit: 'unit',
    value: 'value',
    average: 'average',
    minimum: 'minimum',
    maximum: 'maximum',
    last: 'last',
    count: 'samples',
    total: 'total',
    totalUnit: 'total unit',
    quality: 'quality',
  },
} as const
type Head = keyof (typeof names)['en']

const texts: readonly Head[] = ['device', 'deviceName', 'property', 'propertyName', 'unit', 'totalUnit', 'quality']
const pointHeads = ['time', 'device', 'deviceName', 'property', 'propertyName', 'unit'] as const
const rawHeads = [...pointHeads, 'value', 'quality'] as const
const bucketHeads = [
  ...pointHeads,
  ...(['average', 'minimum', 'maximum', 'last', 'count', 'total', 'totalUnit', 'quality'] as const),
] as const

/** Columns of the table; Parquet keeps the plain names, whoever reads it. */
export const exportColumns = (step: HistoryStep, language: ExportLanguage): TableColumn[] =>
  (step === 'raw' ? rawHeads : bucketHeads).map((head) => ({
    name: names[language][head],
    type: head === 'time' ? 'time' : texts.includes(head) ? 'text' : 'number',
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
