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
  if (starts.length < count) starts = new Uint32Array(count * 2)
  const runStarts = starts
  let [baseMs, lastMs] = [Infinity, -Infinity]
  let areMs = true
  let runs = 0
  // What a sample must be to go on with the run.
  let [nextPoint, runMs, runQuality, runEnd] = [-1, 0, -1, 0]
  for (let at = 0; at < count; at++) {
    const point = points[at] ?? 0
    const timeMs = timesMs[at] ?? 0
    const quality = qualities[at] ?? 0
    if (point !== nextPoint || timeMs !== runMs || quality !== runQuality || at === runEnd) {
      runStarts[runs++] = at
      runMs = timeMs
      runQuality = quality
      runEnd = at + longestRun
      if (timeMs < baseMs) baseMs = timeMs
      if (timeMs > lastMs) lastMs = timeMs
      areMs &&= Number.isInteger(timeMs)
    }
    nextPoint = point + 1
  }
  const areTimesWhole = !areMs || lastMs - baseMs > farthestMs
  const bytes = new Uint8Array(sizeOf(count, runs, areTimesWhole))
  const {
    header,
    base,
    values: room,
    times,
    firsts,
    lengths,
    qualities: kinds,
  } = partsOf(bytes.buffer, count, runs, areTimesWhole)
  header.set([format, count, runs, areTimesWhole ? 1 : 0])
  base[0] = baseMs
  room.set(values)
  for (let run = 0; run < runs; run++) {
    const at = runStarts[run] ?? 0
    const end = run + 1 < runs ? (runStarts[run + 1] ?? 0) : count
    times[run] = (timesMs[at] ?? 0) - (areTimesWhole ? 0 : baseMs)
    firsts[run] = points[at] ?? 0
    lengths[run] = end - at
    kinds[run] = qualities[at] ?? 0
  }
  return bytes
}

/** Where the runs of a batch begin; used again for the next. */
let starts = new Uint32Array(0)

/** @throws RangeError when the bytes are no packed samples */
export function unpackSamples(given: Uint8Array): SampleBatch {
  // Columns begin at whole words of a buffer of their own; what a decoder hands over may lie anywhere in its message.
  const { buffer, byteLength } = given.slice()
  if (byteLength < headerBytes) throw new RangeError('packed samples are cut')
  const [found, count = 0, runs = 0, areTimesWhole] = new Uint32Array(buffer, 0, 4)
  if (found !== format || runs > count || byteLength !== sizeOf(count, runs, areTimesWhole === 1))
    throw new RangeError('no packed samples of this format')
  const { base, values, times, firsts, lengths, qualities: kinds } = partsOf(buffer, count, runs, areTimesWhole === 1)
  const baseMs = areTimesWhole === 1 ? 0 : (base[0] ?? 0)
  const points = new Uint32Array(count)
  const timesMs = new Float64Array(count)
  const qualities = new Uint8Array(count)
  let at = 0
  for (let run = 0; run < runs; run++) {
    const timeMs = baseMs + (times[run] ?? 0)
    const quality = kinds[run] ?? 0
    const end = at + (lengths[run] ?? 0)
    if (end > count) break
    for (let point = firsts[run] ?? 0; at < end; at++, point++) {
      points[at] = point
      timesMs[at] = timeMs
      qualities[at] = quality
    }
  }
  if (at !== count) throw new RangeError('runs of packed samples do not make up the batch')
  return { points, values, timesMs, qualities }
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
