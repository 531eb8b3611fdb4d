import { useMemo } from 'react'
import styles from './Sparkline.module.css'

export interface SparklineProps {
  /** Oldest first, evenly spaced; `null` is a gap, which is never bridged. */
  values: readonly (number | null)[]
  widthPx: number
  heightPx: number
  /** Fills the ground under the line. */
  hasArea?: boolean
  className?: string | undefined
}

const inset = 2.5

/** Path commands of the line, one stretch a run of values; and where the last value stands. */
export function sparklinePath(values: readonly (number | null)[], widthPx: number, heightPx: number) {
  const known = values.filter((value) => value !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const x = (at: number) => inset + (at / Math.max(1, values.length - 1)) * (widthPx - 2 * inset)
  // A flat line runs through the middle: neither low nor high.
  const y = (value: number) =>
    high === low ? heightPx / 2 : heightPx - inset - ((value - low) / (high - low)) * (heightPx - 2 * inset)
  const line: string[] = []
  const area: string[] = []
  let startX: number | undefined
  let last: { x: number; y: number } | undefined
  const closeArea = () => {
    if (startX !== undefined && last) area.push(`L${last.x.toFixed(1)} ${heightPx}L${startX.toFixed(1)} ${heightPx}Z`)
    startX = undefined
  }
  values.forEach((value, at) => {
    if (value === null) return closeArea()
    last = { x: x(at), y: y(value) }
    const command = `${startX === undefined ? 'M' : 'L'}${last.x.toFixed(1)} ${last.y.toFixed(1)}`
    startX ??= last.x
    line.push(command)
    area.push(command)
  })
  closeArea()
  return { line: line.join(''), area: area.join(''), last: values.at(-1) === null ? undefined : last }
}

/** The last hour at a glance: no axis, no numbers; a trend with limits opens from the value beside it. */
export function Sparkline({ values, widthPx, heightPx, hasArea = false, className }: SparklineProps) {
  const { line, area, last } = useMemo(() => sparklinePath(values, widthPx, heightPx), [values, widthPx, heightPx])
  return (
    <svg
      className={[styles.sparkline, className].filter(Boolean).join(' ')}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      style={{ width: `${widthPx / 16}rem`, height: `${heightPx / 16}rem` }}
      aria-hidden
    >
      {hasArea && <path className={styles.area} d={area} />}
      <path className={styles.line} d={line} />
      {last && <circle className={styles.end} cx={last.x} cy={last.y} r={1.8} />}
    </svg>
  )
}
