import { z } from 'zod'
import type { Language } from '../../i18n'
import type { SortKey } from './sortDevices'

/** What a row can tell, in order. Tick and mark of the state stand before them and always. */
export const DeviceColumn = z.enum(['name', 'type', 'place', 'value', 'age', 'alarms', 'state', 'id'])
export type DeviceColumn = z.infer<typeof DeviceColumn>

/** Setting `devices.columns`: those that are not shown, so that a column which comes later is. */
export const DeviceColumnsSetting = z.object({
  version: z.literal(1),
  hidden: z.array(DeviceColumn).max(DeviceColumn.options.length - 1),
})
export type DeviceColumnsSetting = z.infer<typeof DeviceColumnsSetting>

export const allColumns: DeviceColumnsSetting = { version: 1, hidden: [] }

interface Shape {
  /** Least width in rem, sized by the longer text of each language. */
  rem: Record<Language, number>
  /** Share of what is left over. */
  grow?: number
  /** Order in which columns go when there is no room: 1 first; without, it stays. The state goes early, its mark stays; a value without its age is no value. */
  leaves?: number
  sort?: SortKey
}

export const shapes: Record<DeviceColumn, Shape> = {
  name: { rem: { 'zh-CN': 11, en: 13 }, grow: 1.4, sort: 'name' },
  type: { rem: { 'zh-CN': 8, en: 11 }, grow: 0.8, leaves: 3, sort: 'type' },
  place: { rem: { 'zh-CN': 9, en: 11 }, grow: 1, leaves: 4, sort: 'place' },
  value: { rem: { 'zh-CN': 12, en: 14 }, grow: 1.2 },
  age: { rem: { 'zh-CN': 3.5, en: 3.5 }, leaves: 6 },
  alarms: { rem: { 'zh-CN': 4, en: 4.5 }, leaves: 5, sort: 'alarms' },
  state: { rem: { 'zh-CN': 4, en: 6.5 }, leaves: 2, sort: 'state' },
  id: { rem: { 'zh-CN': 9, en: 9 }, grow: 0.6, leaves: 1, sort: 'id' },
}

const gapRem = 0.5
/** Tick, mark, and the spaces at the ends. */
const fixedRem = 5

/** Those of the columns that are wanted and have room, and the grid that holds them. @param widthPx inner width of the list @param remPx width of a rem, CSS px */
export function fitColumns(
  { hidden }: DeviceColumnsSetting,
  widthPx: number,
  remPx: number,
  language: Language,
): { columns: DeviceColumn[]; template: string } {
  const needsPx = (column: DeviceColumn) => (shapes[column].rem[language] + gapRem) * remPx
  let kept = DeviceColumn.options.filter((column) => !hidden.includes(column))
  const leaving = kept
    .filter((column) => shapes[column].leaves !== undefined)
    .sort((a, b) => (shapes[a].leaves ?? 0) - (shapes[b].leaves ?? 0))
  for (const next of leaving) {
    if (fixedRem * remPx + kept.reduce((sum, column) => sum + needsPx(column), 0) <= widthPx) break
    kept = kept.filter((column) => column !== next)
  }
  const tracks = kept.map((column) => {
    const { rem, grow } = shapes[column]
    return grow === undefined ? `${rem[language]}rem` : `minmax(${rem[language]}rem, ${grow}fr)`
  })
  return { columns: kept, template: ['0.875rem', '1.25rem', ...tracks].join(' ') }
}

/** The columns with one shown or hidden; the last one cannot go. */
export function toggleColumn({ hidden }: DeviceColumnsSetting, column: DeviceColumn): DeviceColumnsSetting {
  if (hidden.includes(column)) return { version: 1, hidden: hidden.filter((each) => each !== column) }
  return hidden.length === DeviceColumn.options.length - 1
    ? { version: 1, hidden }
    : { version: 1, hidden: [...hidden, column] }
}
