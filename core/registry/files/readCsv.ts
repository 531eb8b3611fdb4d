import { parse } from 'csv-parse'
import { mostImportRows, Refused } from '../../../domain/contract'
import type { ImportTable } from '../../../domain/registry/planImport'
import { unescapeCell } from './csvCells'
import { mostColumns, Unreadable } from './unreadable'

/** A cell is never longer than a name in two languages. */
const mostCellCharacters = 4_000
const pieceCharacters = 64 * 1024

/** Comma, semicolon or tab, as the heading has it; quotes as in RFC 4180. Excel writes GB 18030 in China and UTF-8 elsewhere. */
export async function readCsv(content: Uint8Array): Promise<ImportTable> {
  const text = decode(content)
  const heading = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const delimiter = [',', ';', '\t'].reduce(
    (best, one) => (count(heading, one) > count(heading, best) ? one : best),
    ',',
  )
  const rows: { row: number; cells: string[] }[] = []
  let headings: string[] | undefined
  const parser = parse({
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: mostColumns * mostCellCharacters,
    info: true,
  })
  const feeding = feed(parser, text)
  // Whoever reads hears of it; here it must not end the process.
  feeding.catch(() => undefined)
  for await (const entry of parser) {
    const { record, line } = recordOf(entry)
    if (record.length > mostColumns)
      throw new Unreadable({ row: line, code: 'malformed', detail: `${record.length} columns` })
    if (!headings) headings = record
    else if (record.some((cell) => cell.trim() !== '')) rows.push({ row: line, cells: record.map(unescapeCell) })
    if (rows.length > mostImportRows) throw new Refused('tooLarge', `more than ${mostImportRows} rows`)
  }
  await feeding
  return { headings: headings ?? [], rows }
}

/** Hands over a piece at a time, so that the core takes in what the site says meanwhile. */
async function feed(parser: ReturnType<typeof parse>, text: string): Promise<void> {
  for (let from = 0; from < text.length; from += pieceCharacters) {
    if (parser.destroyed) return
    parser.write(text.slice(from, from + pieceCharacters))
    await new Promise(setImmediate)
  }
  parser.end()
}

function recordOf(entry: unknown): { record: string[]; line: number } {
  if (typeof entry !== 'object' || entry === null || !('record' in entry) || !('info' in entry))
    throw new Error('no row')
  const { record, info } = entry
  const line = typeof info === 'object' && info !== null && 'lines' in info ? Number(info.lines) : 0
  return { record: Array.isArray(record) ? record.map(String) : [], line }
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(content)
  }
}

const count = (text: string, sign: string): number => text.split(sign).length - 1
