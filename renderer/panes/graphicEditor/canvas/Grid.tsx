import { useId } from 'react'
import type { Size } from './view'
import styles from './Canvas.module.css'

/** Lines nearer than this are a grey wash, px. */
const leastPx = 6

/** The grid of the sheet, below what is drawn on it. Where its lines would run together only every fifth, or every twenty-fifth, is drawn. */
export function Grid({ zoom, sheet, step }: { zoom: number; sheet: Size; step: number }) {
  const id = useId()
  let shown = step
  while (shown * zoom < leastPx) shown *= 5
  const px = shown * zoom
  return (
    <svg className={styles.grid} width={sheet.width * zoom} height={sheet.height * zoom} aria-hidden>
      <defs>
        <pattern id={id} width={px} height={px} patternUnits="userSpaceOnUse">
          <path className={styles.gridLine} d={`M${px} 0H0V${px}`} fill="none" />
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  )
}
