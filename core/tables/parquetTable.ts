import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
import { isEmpty, type Row, type TableColumn, type TableEncoder } from './TableEncoder'

/** Rows of a group: read at one go, and all that is ever in memory. */
const groupRows = 10_000

const basicTypes = { text: 'STRING', number: 'DOUBLE', time: 'TIMESTAMP' } as const

/** Parquet with a schema of optional columns; times are timestamps in ms, UTC. */
export function parquetTable(columns: readonly TableColumn[]): TableEncoder {
  const sources = (rows: readonly Row[]) =>
    columns.map(({ name, type }, i) => ({
      name,
      type: basicTypes[type],
      data: rows.map((row) => {
        const cell = row[i]
        if (isEmpty(cell)) return undefined
        if (type === 'text') return String(cell)
        return type === 'time' ? new Date(Number(cell)) : Number(cell)
      }),
    }))
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaFromColumnData({ columnData: sources([]) }),
    createdBy: 'chengtai',
  })
  let waiting: Row[] = []

  const writeGroup = (): void => {
    if (waiting.length > 0) void writer.write({ columnData: sources(waiting), rowGroupSize: groupRows })
    waiting = []
  }
  /** What was written since; places in the file go on being counted. */
  const take = (): Uint8Array<ArrayBuffer> => {
    const taken = bytes.getBytes().slice()
    bytes.index = 0
    return taken
  }
  return {
    add(rows) {
      for (const row of rows) {
        waiting.push(row)
        if (waiting.length === groupRows) writeGroup()
      }
      return take()
    },
    end() {
      writeGroup()
      void writer.finish()
      return take()
    },
  }
}
