import { saveFile } from '../../registry/saveFile'
import { toCsv } from '../alarmReport/kpiCsv'

type Rows = readonly (readonly (string | number | undefined)[])[]

/** Saves rows as a file. Nothing in it is a formula: in CSV a leading sign is disarmed, in Excel every text is told to be one. */
export async function saveHistory(name: string, kind: 'csv' | 'xlsx', rows: Rows): Promise<void> {
  if (kind === 'csv') return saveFile(`${name}.csv`, toCsv(rows))
  const { default: writeXlsxFile } = await import('write-excel-file/browser')
  const cells = rows.map((row, at) =>
    row.map((cell) =>
      typeof cell === 'number'
        ? { type: Number, value: cell }
        : { type: String, value: cell ?? '', ...(at === 0 && { fontWeight: 'bold' as const }) },
    ),
  )
  const blob = await writeXlsxFile(cells).toBlob()
  saveFile(`${name}.xlsx`, new Uint8Array(await blob.arrayBuffer()))
}
