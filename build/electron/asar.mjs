/**
 * Writes an asar archive without a library: a JSON header in Chromium's pickle framing, then the files one after the other.
 *
 * @param {Record<string, string>} files text by name
 * @returns {Buffer}
 */
export function createAsar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const index = {}
  const bodies = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text)
    index[name] = { size: body.length, offset: String(offset) }
    bodies.push(body)
    offset += body.length
  }
  const json = Buffer.from(JSON.stringify({ files: index }))
  const paddedLength = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + paddedLength)
  head.writeUInt32LE(4, 0) // length of the next field
  head.writeUInt32LE(8 + paddedLength, 4) // length of the header pickle
  head.writeUInt32LE(4 + paddedLength, 8) // its payload
  head.writeUInt32LE(json.length, 12) // the string in it
  json.copy(head, 16)
  return Buffer.concat([head, ...bodies])
}
