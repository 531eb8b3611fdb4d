import { isUnbound } from '../../../domain/graphics/edit/newElement'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { decimalsOf, formatNumber, unknown, useFormat } from '../../i18n'
import type { PartProps } from './parts'
import { useTrendLines } from './useTrendLines'
import styles from '../Graphics.module.css'

const minute = 60_000
const mark = 11

/** The last minutes of up to four values on one scale; a gap stays a gap. Its ends and its span are written at it. */
export function TrendPart({ element, readings }: PartProps<'trend'>) {
  const format = useFormat()
  const words = useAlarmWords()
  const { frame, sources, minutes } = element
  const lines = useTrendLines(readings, sources, minutes)

  const known = lines.flatMap((line) => line.values.filter((value) => value !== null))
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const plot = { x: 0, y: mark + 4, width: frame.width, height: frame.height - 2 * mark - 8 }
  const isOfSeveral = new Set(sources.map(({ deviceId }) => deviceId)).size > 1
  const names = sources.map((source) => {
    const property = readings.property(source)
    if (!property) return isUnbound(source) ? unknown : source.propertyId
    const name = `${format.text(property.name)} ${property.unit ?? ''}`.trim()
    const deviceId = isOfSeveral ? readings.value(source)?.deviceId : undefined
    return deviceId === undefined ? name : `${words.device(deviceId)} ${name}`
  })
  return (
    <g className={styles.words} fontSize={mark} fill="var(--text-muted)">
      <rect x={plot.x} y={plot.y} width={plot.width} height={plot.height} className={styles.plot} />
      <text y={mark - 1}>
        {names.map((name, at) => (
          <tspan key={at} fill={sources.length > 1 ? `var(--series-${at + 1})` : undefined} dx={at === 0 ? 0 : mark}>
            {name}
          </tspan>
        ))}
      </text>
      {lines.map((line, at) => (
        <path
          key={at}
          d={pathOf(line.values, { ...plot, low, high })}
          className={styles.line}
          stroke={`var(--series-${at + 1})`}
        />
      ))}
      {known.length > 0 && (
        <text x={frame.width} y={mark - 1} textAnchor="end">
          {`${formatNumber(low, decimalsOf(low))} – ${formatNumber(high, decimalsOf(high))}`}
        </text>
      )}
      <text y={frame.height - 1}>{`−${format.age(minutes * minute)}`}</text>
    </g>
  )
}

/** One stretch a run of values. A line that does not move runs through the middle. */
function pathOf(
  line: readonly (number | null)[],
  on: { x: number; y: number; width: number; height: number; low: number; high: number },
): string {
  const step = on.width / Math.max(1, line.length - 1)
  const share = (value: number) => (on.high > on.low ? (value - on.low) / (on.high - on.low) : 0.5)
  let isOpen = false
  return line
    .map((value, at) => {
      if (value === null) {
        isOpen = false
        return ''
      }
      const to = `${(on.x + at * step).toFixed(1)} ${(on.y + on.height * (0.95 - 0.9 * share(value))).toFixed(1)}`
      const command = isOpen ? 'L' : 'M'
      isOpen = true
      return command + to
    })
    .join('')
}
