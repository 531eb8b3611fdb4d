import { type Cell, isEmpty, type TableColumn, type TableEncoder } from './TableEncoder'

/** Spreadsheets take text that begins so for a formula, and run it. */
const formula = /^[=+\-@\t\r]/
const needsQuotes = /[",\r\n]/

/** Text as a cell of CSV that no spreadsheet runs. */
export function csvText(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const cellText = (cell: Cell, { type }: TableColumn): string => {
  if (isEmpty(cell)) return ''
  if (typeof cell === 'string') return csvText(cell)
  return type === 'time' ? new Date(cell).toISOString() : String(cell)
}

/** CSV with a head line. Times in ISO 8601, UTC. */
export function csvTable(columns: readonly TableColumn[]): TableEncoder {
  const encoder = new TextEncoder()
  let head = `\uFEFF${columns.map(({ name }) => csvText(name)).join(',')}\r\n`
  const take = (text: string): Uint8Array<ArrayBuffer> => {
    const bytes = encoder.encode(head + text)
    head = ''
    return bytes
  }
  return {
    add: (rows) =>
      take(rows.map((row) => `${columns.map((column, i) => cellText(row[i], column)).join(',')}\r\n`).join('')),
    end: () => take(''),
  }
}
