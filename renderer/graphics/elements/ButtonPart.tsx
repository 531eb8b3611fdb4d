import { useFormat } from '../../i18n'
import type { PartProps } from './parts'
import styles from '../Graphics.module.css'

/** Looks like a button of the product, so that it is known for one. */
export function ButtonPart({ element }: PartProps<'button'>) {
  const format = useFormat()
  const { frame, text, words } = element
  return (
    <>
      <rect width={frame.width} height={frame.height} rx={3} className={styles.button} />
      <text
        x={frame.width / 2}
        y={frame.height / 2}
        fontSize={text?.size ?? 13}
        className={styles.words}
        textAnchor="middle"
        dominantBaseline="central"
        fill="var(--text-strong)"
      >
        {format.text(words)}
      </text>
    </>
  )
}
