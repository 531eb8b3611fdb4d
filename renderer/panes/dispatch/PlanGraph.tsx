import { useMemo } from 'react'
import { useWidth } from './useWidth'
import { useTranslation } from 'react-i18next'
import type { Plan, StepState } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { planLayers } from './planLayers'
import styles from './PlanGraph.module.css'

const GAP_X = 24
const GAP_Y = 8
const HEIGHT = 24
const HIGH_ENOUGH = 132

/** The plan as a small graph: what is done, under way, still waits. The words stand in the list below; this shows the shape. */
export function PlanGraph({ plan, states }: { plan: Plan; states: ReadonlyMap<string, StepState['state']> }) {
  const [frame, widthPx] = useWidth<HTMLDivElement>(576)
  const { t } = useTranslation('dispatch')
  const format = useFormat()
  const placed = useMemo(() => planLayers(plan.steps), [plan])
  const columns = Math.max(...placed.map((p) => p.column)) + 1
  const rows = Math.max(...placed.map((p) => p.row)) + 1
  const stepWidth = Math.max(36, (widthPx - (columns - 1) * GAP_X) / columns)
  const height = Math.max(HIGH_ENOUGH, rows * (HEIGHT + GAP_Y) - GAP_Y)
  const rowsIn = (column: number) => placed.filter((p) => p.column === column).length
  const spot = (column: number, row: number) => {
    const own = rowsIn(column) * (HEIGHT + GAP_Y) - GAP_Y
    return { x: column * (stepWidth + GAP_X), y: (height - own) / 2 + row * (HEIGHT + GAP_Y) }
  }
  const spots = new Map(placed.map((p) => [p.step.id, spot(p.column, p.row)]))
  const letters = Math.max(2, Math.floor((stepWidth - 8) / (format.language === 'zh-CN' ? 12 : 6.4)))
  const short = (name: string) => (name.length > letters ? `${name.slice(0, letters - 1)}…` : name)

  return (
    <div ref={frame} className={styles.frame}>
      <svg
        className={styles.graph}
        viewBox={`0 0 ${widthPx} ${height}`}
        width={widthPx}
        height={height}
        role="img"
        aria-label={t('plan.title')}
      >
        {placed.flatMap(({ step }) =>
          step.after.map((id) => {
            const from = spots.get(id)
            const to = spots.get(step.id)
            if (!from || !to) return undefined
            const [x1, y1, x2, y2] = [from.x + stepWidth, from.y + HEIGHT / 2, to.x, to.y + HEIGHT / 2]
            const bend = Math.min(GAP_X / 2, (x2 - x1) / 2)
            return (
              <path
                key={`${id} ${step.id}`}
                className={styles.edge}
                d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
              />
            )
          }),
        )}
        {placed.map(({ step }, index) => {
          const { x, y } = spots.get(step.id) ?? { x: 0, y: 0 }
          const state = states.get(step.id) ?? 'waiting'
          return (
            <g key={step.id} className={styles[state]}>
              <title>{`${index + 1} ${format.text(step.name)} · ${t(`plan.state.${state}`)}`}</title>
              <rect x={x + 0.5} y={y + 0.5} width={stepWidth - 1} height={HEIGHT - 1} rx={2} />
              <text x={x + stepWidth / 2} y={y + HEIGHT / 2 + 4}>
                {short(format.text(step.name))}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}
