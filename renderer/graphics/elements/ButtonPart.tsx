import type { TextStyle } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { letterInkOf } from '../inks'
import { anchorX, type PartProps } from './parts'
import styles from '../Graphics.module.css'

const plain: TextStyle = { size: 13, weight: 'normal', align: 'middle', ink: 'strong' }

/** Looks like a button of the product, so that it is known for one. */
export function ButtonPart({ element, animated }: PartProps<'button'>) {
  const format = useFormat()
  const { frame, text = plain, words } = element
  const { size, align } = text
  // Words at a side keep off the edge.
  const inset = align === 'start' ? size * 0.6 : align === 'end' ? -size * 0.6 : 0
  return (
    <>
      <rect width={frame.width} height={frame.height} rx={3} className={styles.button} />
      <text
        x={anchorX(align, frame.width) + inset}
        y={frame.height / 2}
        fontSize={size}
        className={text.weight === 'bold' ? styles.bold : styles.words}
        fontStyle={text.isItalic ? 'italic' : undefined}
        textAnchor={align}
        dominantBaseline="central"
        fill={letterInkOf(animated.text ?? text.ink)}
      >
        {format.text(words)}
      </text>
    </>
  )
}
