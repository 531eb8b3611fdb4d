import type { SiteSink } from '../../connectors/site'
import { qualityCodes } from '../../domain/contract'
import type { LinkCounts } from './createIngest'
import type { Refusals } from './Refusals'
import { WarmBuffer } from './WarmBuffer'

/** Latest values as the leader told them; `LiveState` of `core/live`. */
export interface ToldValues {
  value(point: number): number
  /** Source time, UTC ms; 0 when never heard of. */
  timeMs(point: number): number
  /** Byte of `qualityCodes`. */
  quality(point: number): number
}

export interface WarmIntakeParts {
  told: ToldValues
  pointCount: number
  /** What this seat would drive alone. Only that is kept for taking over; compared is everything that is heard. */
  scope: { hasPoint(point: number): boolean; hasDevice(deviceIndex: number): boolean }
  refusals: Refusals
  /** Clock, UTC ms. */
  now: () => number
  /** How much may be kept, bytes. Without it 32 MiB: a minute at 15,000 samples a second. */
  maxBytes?: number
}

/** How the two ways agree, for the engineer. */
export interface WarmReport extends LinkCounts {
  /** Points heard directly. */
  readonly compared: number
  /** Of those: one source time, two values. */
  readonly different: number
  /** Heard directly, and the leader has not told it in time. */
  readonly late: number
  /** The leader has told something newer, and it was not heard here: this seat's own way is behind. */
  readonly behind: number
  /** At most ten points that differ, are late or behind, for a closer look. */
  readonly points: readonly number[]
  /** What is kept for taking over. */
  readonly buffered: { readonly rows: number; readonly bytes: number; readonly dropped: number }
}

/** Takes in what a link hears while another seat drives. */
export interface WarmIntake {
  readonly sink: SiteSink
  report(): WarmReport
  /**
   * Runs what was heard at or after a moment through the sink of whoever drives from now on, in order of arrival, and forgets all of it.
   *
   * @returns `isWhole` false when something of that time had to be let go: the gap is the caller's to record
   */
  drainSince(sinceMs: number, sink: SiteSink): { replayed: number; isWhole: boolean }
}

/** The service is found silent within 20 s (P6); three times as much is kept. */
const keepMs = 60_000
const defaultMaxBytes = 32 * 1_048_576
/** What takes longer than this by one way than by the other is late: batches go several times a second. */
export const lateAfterMs = 10_000
const mostPoints = 10

/**
 * The direct link of a seat that follows: it listens and says nothing. What it brings is compared with what the leader tells, so that a way that would fail in need
 * is found while there is none, and the last minute of the emergency scope is kept, so that nothing is lost between two drivers.
 */
export function createWarmIntake(parts: WarmIntakeParts): WarmIntake {
  const { told, scope, now } = parts
  let values = new Float64Array(parts.pointCount)
  let sourceMs = new Float64Array(parts.pointCount)
  /** When the value was first heard directly, our clock. */
  let heardMs = new Float64Array(parts.pointCount)
  const buffer = new WarmBuffer({ keepMs, maxBytes: parts.maxBytes ?? defaultMaxBytes })
  let messages = 0
  let lastMessageAtMs: number | undefined

  const sink: SiteSink = {
    sample(point, value, sourceAtMs, quality) {
      const atMs = now()
      if (point >= values.length) grow(point + 1)
      if (sourceAtMs > (sourceMs[point] ?? 0)) {
        values[point] = value
        sourceMs[point] = sourceAtMs
        heardMs[point] = atMs
      }
      if (scope.hasPoint(point)) buffer.addSample(point, value, sourceAtMs, quality, atMs)
    },
    heard(deviceIndex, atMs) {
      messages += 1
      lastMessageAtMs = atMs
      if (scope.hasDevice(deviceIndex)) buffer.addHeard(deviceIndex, atMs, now())
    },
    lost(deviceIndex, atMs) {
      if (scope.hasDevice(deviceIndex)) buffer.addLost(deviceIndex, atMs, now())
    },
    event(event) {
      if (scope.hasDevice(event.device.index)) buffer.addThing({ event }, now())
    },
    receipt(receipt) {
      if (scope.hasDevice(receipt.device.index)) buffer.addThing({ receipt }, now())
    },
    answer(answer) {
      if (scope.hasDevice(answer.device.index)) buffer.addThing({ answer }, now())
    },
    numbered(deviceIndex, seq, sourceAtMs) {
      if (scope.hasDevice(deviceIndex)) buffer.addNumber(deviceIndex, seq, sourceAtMs, now())
    },
    refused: (refusal) => parts.refusals.add(refusal),
    // It keeps nothing, so there is nothing to wait for; what it acknowledges is its own subscription, the driver has another.
    whenStored: (done) => done(),
  }

  /** Points come while it listens: only those of the registry are ever told. */
  function grow(pointCount: number): void {
    const capacity = Math.max(pointCount, values.length * 2)
    values = widen(values, capacity)
    sourceMs = widen(sourceMs, capacity)
    heardMs = widen(heardMs, capacity)
  }

  /** How one point stands, heard here and told there. */
  function judge(point: number, nowMs: number): 'same' | 'different' | 'late' | 'behind' {
    const here = sourceMs[point] ?? 0
    const there = told.quality(point) === qualityCodes.never ? 0 : told.timeMs(point)
    if (there === here) return Object.is(told.value(point), values[point]) ? 'same' : 'different'
    if (there > here) return there - here > lateAfterMs && nowMs - there > lateAfterMs ? 'behind' : 'same'
    return nowMs - (heardMs[point] ?? 0) > lateAfterMs ? 'late' : 'same'
  }

  return {
    sink,
    report() {
      const nowMs = now()
      const counts = { same: 0, different: 0, late: 0, behind: 0 }
      const points: number[] = []
      for (let point = 0; point < sourceMs.length; point++) {
        if (sourceMs[point] === 0) continue
        const judged = judge(point, nowMs)
        counts[judged] += 1
        if (judged !== 'same' && points.length < mostPoints) points.push(point)
      }
      const { same, ...flagged } = counts
      return {
        messages,
        ...(lastMessageAtMs !== undefined && { lastMessageAtMs }),
        compared: same + flagged.different + flagged.late + flagged.behind,
        ...flagged,
        points,
        buffered: { rows: buffer.rows, bytes: buffer.bytes, dropped: buffer.dropped },
      }
    },
    drainSince(sinceMs, into) {
      const told = buffer.replay(sinceMs, into)
      buffer.clear()
      return told
    },
  }
}

function widen(column: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(length)
  wider.set(column)
  return wider
}
