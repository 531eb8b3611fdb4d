import { useId } from 'react'
import { shareOf } from '../../../domain/graphics/animate'
import { inkOf } from '../inks'
import { useReadingWords } from '../useReadingWords'
import { seenIn } from '../Readings'
import { type PartProps, strokeOf } from './parts'
import styles from '../Graphics.module.css'

const quarters = [0.25, 0.5, 0.75]
/** Most length of a tick, units of the sheet. */
const tick = 12

/** A tank or a bar: how full it is, with its quarters. What is not known leaves it empty and hatched, never full or at zero. */
export function Level({ element, readings, animated }: PartProps<'level'>) {
  const wordsOf = useReadingWords()
  const hatch = useId()
  const { frame, style, source, low, high, direction } = element
  const { width, height } = frame
  const seen = seenIn(readings, source)
  const quality = readings.value(source)?.quality
  const { stroke, fill, strokeWidth } = strokeOf(style, animated)
  const isKnown = seen !== undefined && seen.trust !== 'none'
  const share = isKnown ? shareOf(seen.value, { low, high }) : 0
  const isUp = direction === 'up'
  return (
    <>
      <title>{wordsOf(readings, source).tip}</title>
      <rect width={width} height={height} rx={style.radius} className={styles.track} />
      {isKnown && (
        <rect
          y={isUp ? height * (1 - share) : 0}
          width={isUp ? width : width * share}
          height={isUp ? height * share : height}
          rx={style.radius}
          fill={fill === 'none' ? inkOf('muted') : fill}
          className={seen.trust === 'old' ? styles.old : undefined}
        />
      )}
      {seen?.trust === 'none' && (
        <>
          <pattern id={hatch} width={8} height={8} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line y2={8} stroke={quality === 'bad' ? 'var(--device-bad)' : 'var(--line-normal)'} strokeWidth={2} />
          </pattern>
          <rect width={width} height={height} fill={`url(#${hatch})`} />
        </>
      )}
      {quarters.map((at) =>
        isUp ? (
          <line
            key={at}
            x1={width - Math.min(tick, width * 0.28)}
            x2={width}
            y1={height * at}
            y2={height * at}
            className={styles.tick}
          />
        ) : (
          <line
            key={at}
            x1={width * at}
            x2={width * at}
            y1={height - Math.min(tick, height * 0.28)}
            y2={height}
            className={styles.tick}
          />
        ),
      )}
      <rect width={width} height={height} rx={style.radius} fill="none" stroke={stroke} strokeWidth={strokeWidth} />
    </>
  )
}
