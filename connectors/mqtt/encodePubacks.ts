const bytes = 4

/** PUBACKs with nothing but the id: the same four bytes in MQTT 3.1.1 and 5, where no reason means success. */
export function encodePubacks(ids: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(ids.length * bytes)
  for (const [at, id] of ids.entries()) {
    buffer[at * bytes] = 0x40
    buffer[at * bytes + 1] = 2
    buffer.writeUInt16BE(id, at * bytes + 2)
  }
  return buffer
}
