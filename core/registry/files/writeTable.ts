import { stringify } from 'csv-stringify/sync'
import writeXlsxFile from 'write-excel-file/node'
import type { Device, ImportFormat } from '../../../domain/contract'
import { headingOfAttribute, importColumns } from '../../../domain/registry/importColumns'
import { escapeCell } from './csvCells'

type Cell = string | number | undefined
export type FileLanguage = 'zh-CN' | 'en'

/** Devices as a file that an import reads again. CSV has a mark at its beginning by which Excel knows its letters. */
export async function writeTable(
  format: ImportFormat,
  devices: readonly Device[],
  language: FileLanguage,
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'geojson') return new TextEncoder().encode(JSON.stringify(geoJsonOf(devices)))
  const attributes = [...new Set(devices.flatMap((device) => (device.attributes ?? []).map(({ name }) => name)))]
  const headings = [
    ...importColumns.map((column) => (language === 'en' ? column.en : column.zh)),
    ...attributes.map((name) => headingOfAttribute(name, language)),
  ]
  const rows = devices.map((device): Cell[] => [
    ...importColumns.map((column) => column.write(device)),
    ...attributes.map((name) => device.attributes?.find((one) => one.name === name)?.value),
  ])
  return format === 'csv' ? csvOf(headings, rows) : xlsxOf(headings, rows)
}

function csvOf(headings: readonly string[], rows: readonly Cell[][]): Uint8Array<ArrayBuffer> {
  const text = stringify(
    [headings, ...rows].map((cells) =>
      cells.map((cell) => (typeof cell === 'string' ? escapeCell(cell) : (cell ?? ''))),
    ),
    { record_delimiter: 'windows', cast: { number: String } },
  )
  return new TextEncoder().encode(`\uFEFF${text}`)
}

/** Every text is a cell of type text, which no spreadsheet calculates. */
async function xlsxOf(headings: readonly string[], rows: readonly Cell[][]): Promise<Uint8Array<ArrayBuffer>> {
  const cellOf = (value: Cell) =>
    value === undefined ? null : typeof value === 'number' ? { type: Number, value } : { type: String, value }
  const sheet = [
    headings.map((value) => ({ type: String, value, fontWeight: 'bold' as const })),
    ...rows.map((cells) => cells.map(cellOf)),
  ]
  const made = writeXlsxFile(sheet, { columns: headings.map(() => ({ width: 18 })), stickyRowsCount: 1 })
  return new Uint8Array(await made.toBuffer())
}

const geoJsonOf = (devices: readonly Device[]) => ({
  type: 'FeatureCollection',
  features: devices.map((device) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: device.place.lngLat },
    properties: Object.fromEntries([
      ...importColumns.flatMap((column): [string, Cell][] => {
        const value = column.write(device)
        return value === undefined || column.key === 'lng' || column.key === 'lat' ? [] : [[column.key, value]]
      }),
      ...(device.attributes ?? []).map(({ name, value }): [string, Cell] => [`attr:${name}`, value]),
    ]),
  })),
})
