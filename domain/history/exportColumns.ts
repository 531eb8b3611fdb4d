/** A column of a history export: its head in both languages. */
export interface ExportColumn {
  readonly key: ExportKey
  readonly zh: string
  readonly en: string
  readonly type: 'text' | 'number' | 'time'
}

type ExportKey =
  | 'time'
  | 'device'
  | 'deviceName'
  | 'property'
  | 'propertyName'
  | 'unit'
  | 'value'
  | 'average'
  | 'minimum'
  | 'maximum'
  | 'last'
  | 'count'
  | 'total'
  | 'totalUnit'
  | 'quality'

const column = (key: ExportKey, zh: string, en: string, type: ExportColumn['type'] = 'text'): ExportColumn => ({
  key,
  zh,
  en,
  type,
})

const ofPoint = [
  column('time', '时间(UTC)', 'time (UTC)', 'time'),
  column('device', '设备编号', 'device'),
  column('deviceName', '设备', 'device name'),
  column('property', '测点', 'property'),
  column('propertyName', '测点名称', 'property name'),
  column('unit', '单位', 'unit'),
]
const quality = column('quality', '质量', 'quality')

/** Of samples as they came. */
export const sampleColumns: readonly ExportColumn[] = [...ofPoint, column('value', '值', 'value', 'number'), quality]

/** Of minutes, hours and days. */
export const bucketColumns: readonly ExportColumn[] = [
  ...ofPoint,
  column('average', '平均值', 'average', 'number'),
  column('minimum', '最小值', 'minimum', 'number'),
  column('maximum', '最大值', 'maximum', 'number'),
  column('last', '末值', 'last', 'number'),
  column('count', '样本数', 'samples', 'number'),
  column('total', '累计', 'total', 'number'),
  column('totalUnit', '累计单位', 'total unit'),
  quality,
]
