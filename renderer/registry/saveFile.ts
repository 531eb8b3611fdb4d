const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  geojson: 'application/geo+json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Hands bytes or text to the person as a file; the console asks or keeps it where downloads go. */
export function saveFile(fileName: string, content: Uint8Array<ArrayBuffer> | string): void {
  const url = URL.createObjectURL(
    new Blob([content], { type: types[fileName.split('.').pop() ?? ''] ?? 'application/octet-stream' }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
