import type { ImportFormat } from '../../../domain/contract/calls/registryEditing'

const formats: Readonly<Record<string, ImportFormat>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  geojson: 'geojson',
  json: 'geojson',
}

/** Format of a file by the end of its name; `undefined` for a file that cannot be imported. */
export const formatOf = (fileName: string): ImportFormat | undefined =>
  formats[fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()]
