import { inflateRawSync } from 'node:zlib'
import { Unreadable } from './unreadable'

/** All parts of a workbook together, unpacked. A sheet of 20,000 rows and 30 columns has 30 MB. */
const mostUnpackedBytes = 64 * 1024 * 1024
const mostParts = 500

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50

const unreadable = (detail: string) => new Unreadable({ code: 'unreadable', detail })

/**
 * Unpacks every part of a zip file, within a limit, and forgets it: what passes this harms nobody who unpacks it. What the file says of its own sizes is not believed.
 *
 * @throws Unreadable when it is no zip file, or unpacks to more than that
 */
export function checkZip(content: Uint8Array): void {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== endSignature) throw unreadable('no workbook')
  const parts = bytes.readUInt16LE(end + 10)
  if (parts > mostParts) throw unreadable(`${parts} parts`)
  let at = bytes.readUInt32LE(end + 16)
  let left = mostUnpackedBytes
  for (let part = 0; part < parts; part++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entrySignature) throw unreadable('a torn workbook')
    const method = bytes.readUInt16LE(at + 10)
    const packed = bytes.readUInt32LE(at + 20)
    left -= unpackedBytes(bytes, bytes.readUInt32LE(at + 42), method, packed, left)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
}

function unpackedBytes(bytes: Buffer, local: number, method: number, packed: number, most: number): number {
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== localSignature) throw unreadable('a torn workbook')
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  if (from + packed > bytes.length) throw unreadable('a torn workbook')
  if (method === 0) {
    if (packed > most) throw unreadable('too large when unpacked')
    return packed
  }
  if (method !== 8) throw unreadable(`packed by method ${method}`)
  try {
    return inflateRawSync(bytes.subarray(from, from + packed), { maxOutputLength: Math.max(1, most) }).length
  } catch (error) {
    throw unreadable(error instanceof RangeError ? 'too large when unpacked' : 'a torn workbook')
  }
}
