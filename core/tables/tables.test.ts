import * as fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { csvTable } from './csvTable'
import { parquetTable } from './parquetTable'
import type { Row, TableColumn } from './TableEncoder'

const columns: readonly TableColumn[] = [
  { name: 'time', type: 'time' },
  { name: 'device', type: 'text' },
  { name: 'value', type: 'number' },
]
const row = fc.tuple(
  fc.integer({ min: 0, max: 4e12 }),
  fc.string({ maxLength: 12 }).filter((text) => text !== ''),
  fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
)

/** Everything that came out, in pieces of any size. */
function encode(make: typeof csvTable, rows: readonly Row[], piece: number): Uint8Array<ArrayBuffer> {
  const table = make(columns)
  const pieces: Uint8Array[] = []
  for (let from = 0; from < rows.length; from += piece) pieces.push(table.add(rows.slice(from, from + piece)))
  return new Uint8Array(Buffer.concat([...pieces, table.end()]))
}

describe('tables', () => {
  it('are read back by others as they were written, in whatever pieces (CSV, property)', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), fc.integer({ min: 1, max: 7 }), (rows, piece) => {
        const [, ...lines]: string[][] = parse(Buffer.from(encode(csvTable, rows, piece)), { bom: true })
        expect(lines).toEqual(
          rows.map(([time, device, value]) => [
            new Date(time).toISOString(),
            /^[=+\-@\t\r]/.test(device) ? `'${device}` : device,
            value === undefined ? '' : String(value),
          ]),
        )
      }),
      { seed: 20_261_123 },
    )
  })

  it('are read back by others as they were written, in whatever pieces (Parquet)', async () => {
    const rows: Row[] = Array.from({ length: 25_000 }, (_, i) => [
      1_700_000_000_000 + i,
      `设备-${i % 7}`,
      i % 3 ? i / 10 : undefined,
    ])
    const bytes = encode(parquetTable, rows, 777)
    const file = bytes.buffer
    const back = await parquetReadObjects({ file })
    expect(back).toHaveLength(rows.length)
    expect(back[24_999]).toEqual({ time: new Date(1_700_000_024_999), device: '设备-2', value: null })
    expect(back[24_998]).toEqual({ time: new Date(1_700_000_024_998), device: '设备-1', value: 2499.8 })
  })

  it('of no rows are files all the same', async () => {
    expect(Buffer.from(encode(csvTable, [], 1)).toString()).toBe('\uFEFFtime,device,value\r\n')
    expect(await parquetReadObjects({ file: encode(parquetTable, [], 1).buffer })).toEqual([])
  })

  it('hold nothing that a spreadsheet would run', () => {
    const evil = ['=cmd|calc!A1', '+1', '-1', '@SUM(A1)', '\t=1', 'a"b', 'a,b\n=1']
    const text = Buffer.from(
      encode(
        csvTable,
        evil.map((name) => [0, name, 1] as const),
        3,
      ),
    ).toString()
    const [, ...lines]: string[][] = parse(text, { bom: true })
    expect(lines.map(([, name]) => name)).toEqual([
      "'=cmd|calc!A1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\t=1",
      'a"b',
      'a,b\n=1',
    ])
  })
})
