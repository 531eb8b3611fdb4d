import { shareOf } from '../../../domain/graphics/animate'
import { inkOf } from '../inks'
import { seenIn } from '../Readings'
import { useReadingWords } from '../useReadingWords'
import { type PartProps, strokeOf } from './parts'
import styles from '../Graphics.module.css'

/** Of the whole turn: open below, as dials are. */
const startDeg = -225
const sweepDeg = 270

/** A quiet dial: an arc as far as the value goes, its digits in the middle, the ends of the scale below. */
export function Gauge({ element, readings, animated }: PartProps<'gauge'>) {
  const wordsOf = useReadingWords()
  const { frame, style, source, low, high, text } = element
  const words = wordsOf(readings, source)
  const seen = seenIn(readings, source)
  const alarm = readings.value(source)?.alarm
  const width = Math.max(style.lineWidth, 3)
  const radius = Math.min(frame.width, frame.height) / 2 - width
  const [x, y] = [frame.width / 2, frame.height / 2]
  const size = text?.size ?? radius * 0.42
  const { stroke } = strokeOf(style, animated)
  const isKnown = seen !== undefined && seen.trust !== 'none'
  const ink = alarm ? `var(--alarm-${alarm.priority}-text)` : isKnown ? 'var(--text-strong)' : 'var(--text-muted)'
  const below = y + radius * 0.86
  return (
    <g strokeLinecap="butt" fill="none">
      <title>{words.tip}</title>
      <path d={arc(x, y, radius, 1)} stroke={inkOf('faint')} strokeWidth={width} />
      {isKnown && (
        <path
          d={arc(x, y, radius, shareOf(seen.value, { low, high }))}
          stroke={alarm ? ink : stroke}
          strokeWidth={width}
          className={seen.trust === 'old' ? styles.old : undefined}
        />
      )}
      <text
        x={x}
        y={y}
        fontSize={size}
        className={styles.digits}
        textAnchor="middle"
        dominantBaseline="central"
        fill={ink}
      >
        {words.digits}
      </text>
      <g fontSize={Math.max(size * 0.5, 9)} fill="var(--text-muted)" textAnchor="middle" className={styles.words}>
        <text x={x} y={y + size * 1.1}>
          {words.unit}
        </text>
        <text x={x - radius * 0.62} y={below}>
          {low}
        </text>
        <text x={x + radius * 0.62} y={below}>
          {high}
        </text>
      </g>
    </g>
  )
}

/** @param share of the scale, from its low end */
function arc(x: number, y: number, radius: number, share: number): string {
  const at = (deg: number) => {
    const angle = (deg * Math.PI) / 180
    return `${(x + radius * Math.cos(angle)).toFixed(2)} ${(y + radius * Math.sin(angle)).toFixed(2)}`
  }
  const sweep = sweepDeg * share
  return `M${at(startDeg)}A${radius} ${radius} 0 ${sweep > 180 ? 1 : 0} 1 ${at(startDeg + sweep)}`
}
