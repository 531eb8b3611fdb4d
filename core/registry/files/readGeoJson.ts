import type { ImportTable } from '../../../domain/registry/planImport'
import { mostColumns, Unreadable } from './unreadable'

/** A collection of points; everything else of a device stands in their properties, by the keys or headings of the columns. */
export async function readGeoJson(content: Uint8Array): Promise<ImportTable> {
  const document: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  const features = own(document, 'features')
  if (own(document, 'type') !== 'FeatureCollection' || !Array.isArray(features))
    throw new Unreadable({ code: 'unreadable', detail: 'no FeatureCollection' })
  const places = new Map<string, number>([
    ['lng', 0],
    ['lat', 1],
  ])
  const rows = features.map((feature: unknown, at) => ({ row: at + 1, cells: cellsOf(feature, at + 1, places) }))
  return { headings: [...places.keys()], rows }
}

function cellsOf(feature: unknown, row: number, places: Map<string, number>): string[] {
  const cells: string[] = []
  const coordinates = own(own(feature, 'geometry'), 'coordinates')
  const properties = own(feature, 'properties')
  if (own(own(feature, 'geometry'), 'type') !== 'Point' || !Array.isArray(coordinates))
    throw new Unreadable({ row, field: 'geometry', code: 'malformed', detail: 'no Point' })
  cells.push(textOf(coordinates[0]), textOf(coordinates[1]))
  if (typeof properties !== 'object' || properties === null) return cells
  for (const [name, value] of Object.entries(properties)) {
    const place = places.get(name) ?? places.size
    if (place >= mostColumns) throw new Unreadable({ row, code: 'malformed', detail: 'too many properties' })
    places.set(name, place)
    cells[place] = textOf(value)
  }
  return Array.from(cells, (cell) => cell ?? '')
}

/** A member of its own, never one of the prototype. */
const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined

/** What a cell of a table would hold; a list by its items. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(';')
  if (typeof value === 'number') return Number.isFinite(value) ? plain(value) : ''
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : ''
}

/** Never with an exponent. */
const plain = (value: number): string => (Math.abs(value) < 1e-9 ? '0' : String(Number(value.toPrecision(12))))
