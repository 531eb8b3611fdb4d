import { ByteReader, ByteWriter } from './ByteWriter'
import { isExact, powersOfTen, readRuns, writeRuns } from './numberColumn'
import type { Tail } from './Tail'

/** Digits after the point that have a short form; everything else is stored as its eight bytes. */
const shortDecimals = 3
const float = 7

/**
 * A stretch of the tail in order of arrival, small and quick to write rather than smallest: about 3 bytes a sample. Each sample is a head (step to the next
 * point, form of the value, whether the time changed), the time's step if it did, and the value; a message with all properties of a device costs a byte a head.
 */
export function writeRawChunk(tail: Tail, from: number, to: number): Uint8Array<ArrayBuffer> {
  const { points, values, timesMs, qualities } = tail.columns
  const writer = new ByteWriter((to - from) * 6 + 64)
  writer.whole(to - from)
  writeRuns(writer, qualities.subarray(from, to))
  let expected = 0
  let timeMs = 0
  for (let i = from; i < to; i++) {
    const value = values[i]!
    let form = 0
    while (form <= shortDecimals && !isExact(value, form)) form++
    if (form > shortDecimals) form = float
    const step = points[i]! - expected
    const sinceMs = timesMs[i]! - timeMs
    writer.whole((step < 0 ? -2 * step - 1 : 2 * step) * 16 + form * 2 + (sinceMs === 0 ? 0 : 1))
    if (sinceMs !== 0) writer.signed(sinceMs)
    if (form === float) writer.float(value)
    else writer.signed(Math.round(value * powersOfTen[form]!))
    expected = points[i]! + 1
    timeMs = timesMs[i]!
  }
  return writer.view().slice()
}

/** Puts the samples of a chunk at the end of a tail. */
export function readRawChunk(bytes: Uint8Array, into: Pick<Tail, 'append'>): void {
  const reader = new ByteReader(bytes)
  const count = reader.whole()
  const qualities = readRuns(reader, count)
  let expected = 0
  let timeMs = 0
  for (let i = 0; i < count; i++) {
    const head = reader.whole()
    const form = (head % 16) >> 1
    const zigzag = Math.floor(head / 16)
    const point = expected + (zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2)
    if (head % 2 === 1) timeMs += reader.signed()
    const value = form === float ? reader.float() : reader.signed() / powersOfTen[form]!
    into.append(point, value, timeMs, qualities[i]!)
    expected = point + 1
  }
}
