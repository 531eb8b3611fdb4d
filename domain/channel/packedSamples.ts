import type { SampleBatch } from '../contract'

/** Of this format, in the first word. */
const format = 1
const headerBytes = 24
/** Samples of one run at most: its length is 16 bits. */
const longestRun = 0xffff
/** Times further from the first than this do not fit into 32 bits, ms. */
const farthestMs = 0xffff_ffff

/**
 * A batch of samples as one piece of bytes, packed once for however many windows. Points that follow one another with one time and one quality, as those of one
 * message do, make a run: first point, length, time and quality once for all of them. Six values of a message take 59 bytes instead of 126; a value alone takes 19, not 21.
 *
 * Little-endian: words [format, samples, runs, 1 where times are whole], first time (float64, UTC ms); values (float64); of each run its time (float64 where times
 * are whole, else ms after the first as uint32), first point (uint32), length (uint16), quality (uint8).
 */
export function packSamples({ points, values, timesMs, qualities }: SampleBatch): Uint8Array<ArrayBuffer> {
  const count = points.length
  const starts = new Uint32Array(count)
  let baseMs = Infinity
  let lastMs = -Infinity
  let areMs = true
  let runs = 0
  let length = 0
  for (let at = 0; at < count; at++) {
    const timeMs = timesMs[at] ?? 0
    const goesOn =
      at > 0 &&
      points[at] === (points[at - 1] ?? 0) + 1 &&
      timeMs === timesMs[at - 1] &&
      qualities[at] === qualities[at - 1] &&
      length < longestRun
    if (goesOn) {
      length++
      continue
    }
    starts[runs++] = at
    length = 1
    if (timeMs < baseMs) baseMs = timeMs
    if (timeMs > lastMs) lastMs = timeMs
    areMs &&= Number.isInteger(timeMs)
  }
  const areTimesWhole = !areMs || lastMs - baseMs > farthestMs
  const bytes = new Uint8Array(sizeOf(count, runs, areTimesWhole))
  const parts = partsOf(bytes.buffer, count, runs, areTimesWhole)
  parts.header.set([format, count, runs, areTimesWhole ? 1 : 0])
  parts.base[0] = baseMs
  parts.values.set(values)
  for (let run = 0; run < runs; run++) {
    const at = starts[run] ?? 0
    parts.times[run] = areTimesWhole ? (timesMs[at] ?? 0) : (timesMs[at] ?? 0) - baseMs
    parts.firsts[run] = points[at] ?? 0
    parts.lengths[run] = (run + 1 < runs ? (starts[run + 1] ?? 0) : count) - at
    parts.qualities[run] = qualities[at] ?? 0
  }
  return bytes
}

/** @throws RangeError when the bytes are no packed samples */
export function unpackSamples(given: Uint8Array): SampleBatch {
  // Columns begin at whole words of a buffer of their own; what a decoder hands over may lie anywhere in its message.
  const { buffer, byteLength } = given.slice()
  if (byteLength < headerBytes) throw new RangeError('packed samples are cut')
  const [found, count = 0, runs = 0, areTimesWhole] = new Uint32Array(buffer, 0, 4)
  if (found !== format || runs > count || byteLength !== sizeOf(count, runs, areTimesWhole === 1))
    throw new RangeError('no packed samples of this format')
  const parts = partsOf(buffer, count, runs, areTimesWhole === 1)
  const baseMs = areTimesWhole === 1 ? 0 : (parts.base[0] ?? 0)
  const points = new Uint32Array(count)
  const timesMs = new Float64Array(count)
  const qualities = new Uint8Array(count)
  let at = 0
  for (let run = 0; run < runs; run++) {
    const timeMs = baseMs + (parts.times[run] ?? 0)
    const quality = parts.qualities[run] ?? 0
    const end = at + (parts.lengths[run] ?? 0)
    if (end > count) break
    for (let point = parts.firsts[run] ?? 0; at < end; at++, point++) {
      points[at] = point
      timesMs[at] = timeMs
      qualities[at] = quality
    }
  }
  if (at !== count) throw new RangeError('runs of packed samples do not make up the batch')
  return { points, values: parts.values, timesMs, qualities }
}

const sizeOf = (count: number, runs: number, areTimesWhole: boolean): number =>
  headerBytes + count * 8 + runs * ((areTimesWhole ? 8 : 4) + 4 + 2 + 1)

function partsOf(buffer: ArrayBuffer, count: number, runs: number, areTimesWhole: boolean) {
  const timesAt = headerBytes + count * 8
  const firstsAt = timesAt + runs * (areTimesWhole ? 8 : 4)
  const lengthsAt = firstsAt + runs * 4
  return {
    header: new Uint32Array(buffer, 0, 4),
    base: new Float64Array(buffer, 16, 1),
    values: new Float64Array(buffer, headerBytes, count),
    times: areTimesWhole ? new Float64Array(buffer, timesAt, runs) : new Uint32Array(buffer, timesAt, runs),
    firsts: new Uint32Array(buffer, firstsAt, runs),
    lengths: new Uint16Array(buffer, lengthsAt, runs),
    qualities: new Uint8Array(buffer, lengthsAt + runs * 2, runs),
  }
}
