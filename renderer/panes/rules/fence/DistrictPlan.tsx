import { memo } from 'react'
import type { LngLat } from '../../../../domain/contract'
import { useRegistry } from '../../../feed'
import { toPlan } from './planView'
import styles from './Fence.module.css'

/** Widths of roads on the ground, m. */
const roadM = { major: 25, minor: 11, path: 3.5 } as const

/** Water, greens, roads, plots, houses and gates in plan: drawn once, moved and scaled by the view around it. */
export const DistrictPlan = memo(function DistrictPlan({ origin }: { origin: LngLat }) {
  const { geometry } = useRegistry()
  const pathOf = (line: readonly LngLat[], isClosed: boolean) =>
    `M${line.map((place) => toPlan(place, { origin }).map((each) => each.toFixed(1))).join('L')}${isClosed ? 'Z' : ''}`
  return (
    <g aria-hidden>
      {geometry.areas.map(({ id, kind, outline }) => (
        <path key={id} className={styles[`area-${kind}`]} d={pathOf(outline, true)} />
      ))}
      {geometry.plots.map(({ id, outline }) => (
        <path key={id} className={styles.plot} d={pathOf(outline, true)} />
      ))}
      {geometry.roads.map(({ id, kind, line }) => (
        <path key={id} className={styles.road} strokeWidth={roadM[kind]} d={pathOf(line, false)} />
      ))}
      {geometry.buildings.map(({ id, footprint }) => (
        <path key={id} className={styles.building} d={pathOf(footprint, true)} />
      ))}
      {geometry.gates.map(({ id, lngLat }) => {
        const [cx, cy] = toPlan(lngLat, { origin })
        return <circle key={id} className={styles.gate} cx={cx} cy={cy} r={8} />
      })}
    </g>
  )
})
