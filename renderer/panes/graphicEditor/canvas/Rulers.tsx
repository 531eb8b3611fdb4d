import type { Box } from '../../../../domain/graphics/edit/geometry'
import { rulerStep, toCanvas, type Size, type View } from './view'
import styles from './Canvas.module.css'

/** Width of the rulers, px. */
export const rulerPx = 18

/** Units of the sheet along the upper and the left edge; what is chosen is marked on both. */
export function Rulers({ view, size, chosen }: { view: View; size: Size; chosen: Box | undefined }) {
  const step = rulerStep(view.zoom)
  const along = (from: number, lengthPx: number) => {
    const first = Math.floor(-from / view.zoom / step) * step
    const count = Math.ceil(lengthPx / view.zoom / step) + 1
    return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * step)
  }
  const start = chosen && toCanvas(view, chosen)
  return (
    <svg className={styles.rulers} width={size.width} height={size.height} aria-hidden>
      <rect className={styles.ruler} width={size.width} height={rulerPx} />
      <rect className={styles.ruler} width={rulerPx} height={size.height} />
      {start && chosen && (
        <>
          <rect className={styles.rulerChosen} x={start.x} width={chosen.width * view.zoom} height={rulerPx} />
          <rect className={styles.rulerChosen} y={start.y} width={rulerPx} height={chosen.height * view.zoom} />
        </>
      )}
      {along(view.x, size.width).map((unit) => {
        const x = unit * view.zoom + view.x
        return (
          <g key={`x${unit}`}>
            <line className={styles.tick} x1={x} x2={x} y1={rulerPx - 6} y2={rulerPx} />
            <text className={styles.tickText} x={x + 3} y={11}>
              {unit}
            </text>
          </g>
        )
      })}
      {along(view.y, size.height).map((unit) => {
        const y = unit * view.zoom + view.y
        return (
          <g key={`y${unit}`}>
            <line className={styles.tick} y1={y} y2={y} x1={rulerPx - 6} x2={rulerPx} />
            <text className={styles.tickText} transform={`translate(11 ${y + 3}) rotate(90)`}>
              {unit}
            </text>
          </g>
        )
      })}
      <rect className={styles.ruler} width={rulerPx} height={rulerPx} />
    </svg>
  )
}
