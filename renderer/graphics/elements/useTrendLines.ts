import { useEffect, useRef, useState } from 'react'
import type { GraphicSource } from '../../../domain/contract'
import { seatNow } from '../../feed'
import { staleAfterMs } from '../../feed/readQuality'
import type { Reading, Readings } from '../Readings'
import { type TrendLine, type TrendSample, withSample } from '../trendLine'

/** Read again so often: what came late or was filled in afterwards is in the history only. */
const readAgainMs = 60_000
/** What was heard live is laid over what is read for so long: until then it is in the history too. */
const keptMs = 2 * readAgainMs

/** Of one source: as it was read, and what was heard since. */
interface Heard {
  readonly line: TrendLine
  readonly samples: readonly TrendSample[]
}

const nothing: TrendLine = { values: [], toMs: 0, stepMs: 1 }
const places = 120
const emptyLine = (minutes: number): TrendLine => ({
  values: Array.from({ length: places }, () => null),
  toMs: seatNow(),
  stepMs: (minutes * 60_000) / places,
})

/** The last minutes of some values, read from the history and carried on with every live value: a line ends where the number beside it stands. */
export function useTrendLines(
  readings: Readings,
  sources: readonly GraphicSource[],
  minutes: number,
): readonly TrendLine[] {
  const [heard, setHeard] = useState<readonly Heard[]>([])
  const latest = sources.map((source) => readings.value(source))
  const now = useRef(latest)
  now.current = latest
  useEffect(() => {
    let isGone = false
    setHeard(sources.map(() => ({ line: nothing, samples: [] })))
    const read = async () => {
      const lines = await Promise.all(sources.map((source) => readings.series(source, minutes).catch(() => nothing)))
      if (isGone) return
      setHeard((before) =>
        lines.map((line, at) => {
          const { line: known, samples } = before[at] ?? { line: nothing, samples: [] }
          // What cannot be read now does not take away what is known; where nothing is, the line begins now.
          const fresh = line.values.length > 0 ? line : known.values.length > 0 ? known : emptyLine(minutes)
          return hear(
            { line: samples.reduce((on, sample) => lay(on, sample, now.current[at]), fresh), samples },
            now.current[at],
          )
        }),
      )
    }
    void read()
    const timer = setInterval(() => void read(), readAgainMs)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [readings, sources, minutes, now])
  const stamp = latest.map((reading) => reading?.atMs).join(' ')
  useEffect(() => {
    setHeard((before) => before.map((each, at) => hear(each, now.current[at])))
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- only a newer value is heard, not every drawing
  }, [stamp, now])
  return heard.map(({ line }) => line)
}

const lay = (line: TrendLine, sample: TrendSample, of: Reading | undefined): TrendLine =>
  withSample(line, sample, staleAfterMs(of?.property.reportPeriodMs ?? 0))

/** What is bad or was never heard is no value. */
function hear(heard: Heard, reading: Reading | undefined): Heard {
  if (!reading || reading.quality === 'bad' || reading.quality === 'never') return heard
  const { value, atMs } = reading
  if (heard.samples.at(-1)?.atMs === atMs) return heard
  const samples = [...heard.samples.filter((sample) => sample.atMs > atMs - keptMs), { value, atMs }]
  return { line: lay(heard.line, { value, atMs }, reading), samples }
}
