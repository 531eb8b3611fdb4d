import type { TextStyle } from '../../../domain/contract'
import { useNow } from '../../feed'
import { useFormat } from '../../i18n'
import { Sign, StateMark } from '../../widgets'
import { letterInkOf } from '../inks'
import type { Reading } from '../Readings'
import { useReadingWords } from '../useReadingWords'
import { anchorX, type PartProps } from './parts'
import styles from '../Graphics.module.css'

const plain: TextStyle = { size: 16, weight: 'normal', align: 'start', ink: 'strong' }

/**
 * A number with its unit, or the name of a state; with its name above it where there is room. Old, bad and in alarm it looks as everywhere in the product;
 * how old it is stands beside it once it is too old, and in the tip always.
 */
export function ValuePart({ element, readings, animated }: PartProps<'value'>) {
  const wordsOf = useReadingWords()
  const { frame, text = plain, source, showsName, decimals } = element
  const { digits, unit, name, tip } = wordsOf(readings, source, decimals)
  const reading = readings.value(source)
  const { size, align } = text
  const x = anchorX(align, frame.width)
  const small = Math.max(size * 0.72, 10)
  const y = showsName ? frame.height / 2 + small * 0.6 : frame.height / 2
  return (
    <>
      <title>{tip}</title>
      {showsName && (
        <text
          className={styles.words}
          x={x}
          y={frame.height / 2 - size * 0.6}
          fontSize={small}
          textAnchor={align}
          dominantBaseline="central"
          fill="var(--text-muted)"
        >
          {name}
        </text>
      )}
      <text x={x} y={y} fontSize={size} textAnchor={align} dominantBaseline="central">
        <tspan
          className={text.weight === 'bold' ? styles.bold : styles.digits}
          fill={inkOfDigits(reading) ?? letterInkOf(animated.text ?? text.ink)}
          fontStyle={reading?.quality === 'stale' || text.isItalic ? 'italic' : undefined}
          textDecoration={reading?.quality === 'uncertain' ? 'underline dotted' : undefined}
        >
          {digits}
        </tspan>
        {unit !== '' && (
          <tspan className={styles.words} dx={size * 0.25} fontSize={small} fill="var(--text-muted)">
            {unit}
          </tspan>
        )}
        {reading?.quality === 'stale' && <StaleAge atMs={reading.atMs} size={small} />}
      </text>
      <Marks reading={reading} x={align === 'start' ? -size * 1.25 : -size * 0.35} y={y - size / 2} size={size} />
    </>
  )
}

function inkOfDigits(reading: Reading | undefined): string | undefined {
  if (!reading) return 'var(--text-muted)'
  switch (reading.quality) {
    case 'stale':
      return 'var(--device-stale)'
    case 'bad':
      return 'var(--device-bad)'
    case 'never':
      return 'var(--text-muted)'
    default:
      return reading.alarm && `var(--alarm-${reading.alarm.priority}-text)`
  }
}

/** How long ago it was true. */
function StaleAge({ atMs, size }: { atMs: number; size: number }) {
  const format = useFormat()
  const now = useNow()
  return (
    <tspan className={styles.words} dx={size * 0.4} fontSize={size} fill="var(--device-stale)">
      {format.age(now - atMs)}
    </tspan>
  )
}

/** What is wrong with it: the alarm on it, else its quality. */
function Marks({ reading, x, y, size }: { reading: Reading | undefined; x: number; y: number; size: number }) {
  if (!reading) return undefined
  const at = { x, y }
  if (reading.alarm) return <Sign priority={reading.alarm.priority} state={reading.alarm.state} size={size} at={at} />
  if (reading.quality === 'stale' || reading.quality === 'bad')
    return <StateMark state={reading.quality} size={size} at={at} isDecoration />
  return undefined
}
