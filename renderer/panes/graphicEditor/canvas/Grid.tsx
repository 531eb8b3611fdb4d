import { useId } from 'react'
import type { Size, View } from './view'
import styles from './Canvas.module.css'

/** Lines nearer than this are a grey wash, px. */
const leastPx = 6

/** The grid over the sheet. Where its lines would run together only every fifth, or every twenty-fifth, is drawn. */
export function Grid({ view, sheet, step, size }: { view: View; sheet: Size; step: number; size: Size }) {
  const id = useId()
  let shown = step
  while (shown * view.zoom < leastPx) shown *= 5
  const px = shown * view.zoom
  return (
    <svg className={styles.grid} width={size.width} height={size.height} aria-hidden>
      <defs>
        <pattern id={id} x={view.x} y={view.y} width={px} height={px} patternUnits="userSpaceOnUse">
          <path className={styles.gridLine} d={`M${px} 0H0V${px}`} fill="none" />
        </pattern>
      </defs>
      <rect
        x={view.x}
        y={view.y}
        width={sheet.width * view.zoom}
        height={sheet.height * view.zoom}
        fill={`url(#${id})`}
      />
    </svg>
  )
}
