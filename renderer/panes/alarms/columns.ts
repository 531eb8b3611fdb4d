import { z } from 'zod'
import type { Language } from '../../i18n'

/** What a row of the list can tell, in the order it does by default. Tick and sign stand before them and always. */
export const ColumnId = z.enum([
  'priority',
  'raised',
  'duration',
  'place',
  'what',
  'value',
  'count',
  'state',
  'owner',
  'person',
])
export type ColumnId = z.infer<typeof ColumnId>

/** Setting `alarms.columns`: which, in what order, how wide where somebody has drawn them. */
export const AlarmColumnsSetting = z.object({
  version: z.literal(1),
  columns: z
    .array(z.object({ id: ColumnId, widthPx: z.number().min(32).max(800).optional() }))
    .min(1)
    .max(ColumnId.options.length),
})
export type AlarmColumnsSetting = z.infer<typeof AlarmColumnsSetting>
export type ChosenColumn = AlarmColumnsSetting['columns'][number]

interface ColumnShape {
  /** Least width in rem, sized by the longer text of each language. */
  rem: Record<Language, number>
  /** Share of what is left over. */
  grow?: number
  /** Order in which columns go when there is no room: 1 first; without, it stays. */
  leaves?: number
}

/** @source design/visual.md §12: age and person go first */
const shapes: Record<ColumnId, ColumnShape> = {
  priority: { rem: { 'zh-CN': 3.5, en: 5 }, leaves: 4 },
  raised: { rem: { 'zh-CN': 4.5, en: 4.5 } },
  duration: { rem: { 'zh-CN': 4.25, en: 4.5 }, leaves: 3 },
  place: { rem: { 'zh-CN': 8, en: 11 }, grow: 1 },
  what: { rem: { 'zh-CN': 11, en: 13 }, grow: 1.45 },
  value: { rem: { 'zh-CN': 7.5, en: 7.5 }, leaves: 6 },
  count: { rem: { 'zh-CN': 2.75, en: 3 }, leaves: 2 },
  state: { rem: { 'zh-CN': 6, en: 10.5 }, leaves: 7 },
  owner: { rem: { 'zh-CN': 5, en: 5.5 }, leaves: 5 },
  person: { rem: { 'zh-CN': 4.5, en: 5.5 }, leaves: 1 },
}

export const defaultColumns: AlarmColumnsSetting = { version: 1, columns: ColumnId.options.map((id) => ({ id })) }

const gapRem = 0.5
/** Tick, sign, bar and the spaces at the ends. */
const fixedRem = 4.5

/**
 * Those of the chosen columns that have room, in their order, and the grid that holds them.
 *
 * @param widthPx inner width of the list
 * @param remPx width of a rem, CSS px
 */
export function fitColumns(
  chosen: readonly ChosenColumn[],
  widthPx: number,
  remPx: number,
  language: Language,
): { ids: ColumnId[]; template: string } {
  const needsPx = ({ id, widthPx: drawnPx }: ChosenColumn) =>
    (drawnPx ?? shapes[id].rem[language] * remPx) + gapRem * remPx
  let kept = [...chosen]
  const leaving = chosen
    .filter(({ id }) => shapes[id].leaves !== undefined)
    .sort((a, b) => (shapes[a.id].leaves ?? 0) - (shapes[b.id].leaves ?? 0))
  for (const next of leaving) {
    if (fixedRem * remPx + kept.reduce((sum, column) => sum + needsPx(column), 0) <= widthPx) break
    kept = kept.filter((column) => column !== next)
  }
  const tracks = kept.map(({ id, widthPx: drawnPx }) => {
    const { rem, grow } = shapes[id]
    if (drawnPx !== undefined) return `${drawnPx}px`
    return grow === undefined ? `${rem[language]}rem` : `minmax(${rem[language]}rem, ${grow}fr)`
  })
  return { ids: kept.map(({ id }) => id), template: ['0.875rem', '1.75rem', ...tracks].join(' ') }
}

/** The columns with one shown or hidden; a shown one comes back at its usual place. The last one cannot go. */
export function toggleColumn(chosen: readonly ChosenColumn[], id: ColumnId): ChosenColumn[] {
  if (chosen.some((column) => column.id === id))
    return chosen.length === 1 ? [...chosen] : chosen.filter((column) => column.id !== id)
  const order = ColumnId.options
  const at = chosen.findIndex((column) => order.indexOf(column.id) > order.indexOf(id))
  return at === -1 ? [...chosen, { id }] : [...chosen.slice(0, at), { id }, ...chosen.slice(at)]
}

/** The columns with one a place to the left (-1) or right (1). */
export function moveColumn(chosen: readonly ChosenColumn[], id: ColumnId, by: -1 | 1): ChosenColumn[] {
  const from = chosen.findIndex((column) => column.id === id)
  const column = chosen[from]
  if (!column || from + by < 0 || from + by >= chosen.length) return [...chosen]
  const rest = chosen.filter((each) => each !== column)
  return [...rest.slice(0, from + by), column, ...rest.slice(from + by)]
}

/** The columns with one as wide as drawn; `undefined` gives it back its own width. */
export const sizeColumn = (
  chosen: readonly ChosenColumn[],
  id: ColumnId,
  widthPx: number | undefined,
): ChosenColumn[] =>
  chosen.map((column) =>
    column.id === id
      ? { id, ...(widthPx !== undefined && { widthPx: Math.round(Math.min(800, Math.max(32, widthPx))) }) }
      : column,
  )
