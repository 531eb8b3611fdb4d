import { readSheet } from 'read-excel-file/node'
import type { ImportTable } from '../../../domain/registry/planImport'
import { checkZip } from './checkZip'
import { mostColumns, Unreadable } from './unreadable'

/** The first sheet of a workbook. Formulas are taken by the value that was saved with them. */
export async function readXlsx(content: Uint8Array): Promise<ImportTable> {
  checkZip(content)
  const [headings, ...rows] = await readSheet(Buffer.from(content))
  if (!headings) return { headings: [], rows: [] }
  if (headings.length > mostColumns)
    throw new Unreadable({ row: 1, code: 'malformed', detail: `${headings.length} columns` })
  const read = rows.map((cells, at) => ({ row: at + 2, cells: cells.map(textOf) }))
  return { headings: headings.map(textOf), rows: read.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')) }
}

/** Numbers without the tail that floating point leaves; dates as moments. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString()
  if (typeof cell === 'number') return String(Number(cell.toPrecision(12)))
  return typeof cell === 'string' || typeof cell === 'boolean' ? String(cell) : ''
}
