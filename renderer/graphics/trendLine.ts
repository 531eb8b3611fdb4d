/** A value over some time, in evenly spaced places, oldest first; `null` where nothing was heard. */
export interface TrendLine {
  readonly values: readonly (number | null)[]
  /** End of the last place, UTC ms. */
  readonly toMs: number
  /** Width of a place, ms. */
  readonly stepMs: number
}

export interface TrendSample {
  readonly value: number
  readonly atMs: number
}

/**
 * The line once a live value is in it: the last in its place holds, and a later one moves the line on, so that it ends where the number beside it stands.
 *
 * @param holdsMs how long a value holds until the next; a longer silence stays a gap
 */
export function withSample(line: TrendLine, { value, atMs }: TrendSample, holdsMs: number): TrendLine {
  const { values, toMs, stepMs } = line
  const count = values.length
  if (count === 0 || !Number.isFinite(value)) return line
  const ahead = Math.ceil((atMs - toMs) / stepMs)
  if (ahead <= 0) {
    const place = count - 1 + ahead
    return place < 0 || values[place] === value ? line : { ...line, values: values.with(place, value) }
  }
  const lastAt = values.findLastIndex((known) => known !== null)
  const silentMs = (count - 1 - lastAt + ahead) * stepMs
  const held = lastAt >= 0 && silentMs <= Math.max(holdsMs, stepMs) ? (values[lastAt] ?? null) : null
  // What is held reaches from the last value that was heard.
  const known = held === null ? values : values.map((each, at) => (at > lastAt ? held : each))
  const come = Array.from({ length: Math.min(ahead, count) }, (_, at) =>
    at === Math.min(ahead, count) - 1 ? value : held,
  )
  return { values: [...known, ...come].slice(-count), toMs: toMs + ahead * stepMs, stepMs }
}
