import {
  type ImportFormat,
  mostImportBytes,
  mostImportRows,
  Refused,
  type RegistryProblem,
} from '../../../domain/contract'
import type { ImportTable } from '../../../domain/registry/planImport'
import { readCsv } from './readCsv'
import { readGeoJson } from './readGeoJson'
import { readXlsx } from './readXlsx'
import { Unreadable } from './unreadable'

/**
 * Reads a file as rows of text, whatever its format; with `unreadable` as its only problem when it is none.
 *
 * @throws Refused `tooLarge` above 8 MiB or 20,000 rows
 */
export async function readTable(
  format: ImportFormat,
  content: Uint8Array,
): Promise<ImportTable | { readonly problem: RegistryProblem }> {
  if (content.length > mostImportBytes)
    throw new Refused('tooLarge', `${content.length} bytes, at most ${mostImportBytes}`)
  try {
    const table = await { csv: readCsv, xlsx: readXlsx, geojson: readGeoJson }[format](content)
    if (table.rows.length > mostImportRows)
      throw new Refused('tooLarge', `${table.rows.length} rows, at most ${mostImportRows}`)
    return table
  } catch (error) {
    if (error instanceof Refused) throw error
    if (error instanceof Unreadable) return { problem: error.problem }
    return { problem: { code: 'unreadable', detail: error instanceof Error ? error.message.slice(0, 200) : '' } }
  }
}
