import type { TextStyle } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { letterInkOf } from '../inks'
import { anchorX, type PartProps } from './parts'
import styles from '../Graphics.module.css'

const plain: TextStyle = { size: 14, weight: 'normal', align: 'start', ink: 'normal' }

/** Words that stand still; each line of them on one of its own. */
export function Words({ element, animated }: PartProps<'text'>) {
  const format = useFormat()
  const { frame, text = plain } = element
  const lines = format.text(element.words).split('\n')
  const step = text.size * 1.4
  const top = frame.height / 2 - ((lines.length - 1) * step) / 2
  return (
    <text
      className={text.weight === 'bold' ? styles.bold : styles.words}
      fontSize={text.size}
      fontStyle={text.isItalic ? 'italic' : undefined}
      textAnchor={text.align}
      dominantBaseline="central"
      fill={letterInkOf(animated.text ?? text.ink)}
    >
      {lines.map((line, at) => (
        <tspan key={at} x={anchorX(text.align, frame.width)} y={top + at * step}>
          {line}
        </tspan>
      ))}
    </text>
  )
}
