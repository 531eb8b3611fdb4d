import type { DayTable } from '../../../domain/rules/calendar'

export type TableDay = DayTable[number]

/** A line of a file that is no day. */
export interface BadLine {
  /** 1 for the first. */
  line: number
  text: string
}

const offWords = new Set(['休', '休息', '放假', '节假日', 'holiday', 'off', '0', 'false'])
const workWords = new Set(['班', '上班', '调休', '工作日', 'workday', 'work', '1', 'true'])

/**
 * Days from a file of lines `2027-02-05,休` or `2027-02-14,班`, as the State Council's notice is copied; a heading is passed over. All or nothing: with a bad line
 * no day is taken.
 */
export function readDays(text: string): { days: TableDay[]; bad: BadLine[] } {
  const days = new Map<string, TableDay>()
  const bad: BadLine[] = []
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim()
    if (line === '') continue
    const [date = '', word = ''] = line.split(/[,，;；\t]/).map((part) => part.trim().replace(/^"|"$/g, ''))
    const isWorkday = workWords.has(word.toLowerCase()) ? true : offWords.has(word.toLowerCase()) ? false : undefined
    const iso = dateOf(date)
    if (iso !== undefined && isWorkday !== undefined) days.set(iso, { date: iso, isWorkday })
    else if (at > 0 || /\d/.test(line)) bad.push({ line: at + 1, text: line.slice(0, 60) })
  }
  return { days: bad.length > 0 ? [] : [...days.values()], bad }
}

/** `2027-2-5`, `2027/02/05`, `2027年2月5日` as `2027-02-05`; nothing for a day that no calendar has. */
export function dateOf(text: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const atMs = Date.parse(`${iso}T00:00:00Z`)
  return Number.isFinite(atMs) && new Date(atMs).toISOString().startsWith(iso) ? iso : undefined
}

/** The table with more days: a later word on a day holds. In order of the calendar. */
export function withDays(table: DayTable, more: readonly TableDay[]): DayTable {
  const byDate = new Map([...table, ...more].map((day) => [day.date, day]))
  return [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}
