import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ZoomIn, ZoomOut } from 'lucide-react'
import type { LngLat } from '../../../../domain/contract'
import { useRegistry } from '../../../feed'
import { Button } from '../../../widgets'
import { type Corners, leastCorners, mostCorners, movedTo, withCorner, without } from './corners'
import { DistrictPlan } from './DistrictPlan'
import { planShape, type PlanView, toGround, toPlan, viewOf, zoomedView } from './planView'
import styles from './Fence.module.css'

const zoomStep = 1.4
/** A pointer that moved less between down and up has clicked, CSS pixels. */
const clickWithinPx = 4
/** How far an arrow moves a corner, m; with Shift the finer step. */
const stepM = { coarse: 5, fine: 0.5 }
/** Size of a corner's handle, as a part of the plan's width. */
const handleShare = 0.011

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * The district in plan with the fence on it: a click sets a corner, corners are dragged, or moved by arrows once chosen; Delete takes one away. A drawing of its own and not the
 * map: graphics contexts are few, and the one map of the window is in use while a rule is written.
 */
export function FenceMap({ corners, onChange }: { corners: Corners; onChange(corners: Corners): void }) {
  const { t } = useTranslation('rules')
  const { geometry } = useRegistry()
  const [view, setView] = useState<PlanView>(() =>
    viewOf(corners.length > 0 ? corners : geometry.plots.flatMap(({ outline }) => outline), geometry.centre),
  )
  const plan = useRef<SVGSVGElement>(null)
  const held = useRef<{ corner?: number; x: number; y: number; view: PlanView; hasMoved: boolean }>(undefined)
  const heightM = view.widthM * planShape
  const pointAt = ({ clientX, clientY }: { clientX: number; clientY: number }): [number, number] => {
    const box = plan.current?.getBoundingClientRect()
    if (!box || box.width === 0) return [view.x, view.y]
    const scale = view.widthM / box.width
    return [
      view.x + (clientX - box.left - box.width / 2) * scale,
      view.y + (clientY - box.top - box.height / 2) * scale,
    ]
  }
  const grab = (event: PointerEvent, corner?: number) => {
    event.stopPropagation()
    plan.current?.setPointerCapture?.(event.pointerId)
    held.current = {
      ...(corner !== undefined && { corner }),
      x: event.clientX,
      y: event.clientY,
      view,
      hasMoved: false,
    }
  }
  const move = (event: PointerEvent) => {
    const now = held.current
    if (!now) return
    now.hasMoved ||= Math.hypot(event.clientX - now.x, event.clientY - now.y) > clickWithinPx
    if (!now.hasMoved) return
    if (now.corner !== undefined) return onChange(movedTo(corners, now.corner, toGround(...pointAt(event), view)))
    const scale = view.widthM / (plan.current?.getBoundingClientRect().width ?? 1)
    setView({
      ...now.view,
      x: now.view.x - (event.clientX - now.x) * scale,
      y: now.view.y - (event.clientY - now.y) * scale,
    })
  }
  const letGo = (event: PointerEvent) => {
    const now = held.current
    held.current = undefined
    if (now && !now.hasMoved && now.corner === undefined && corners.length < mostCorners)
      onChange(withCorner(corners, toGround(...pointAt(event), view)))
  }
  const press = (event: KeyboardEvent, at: number, corner: LngLat) => {
    const by = arrows[event.key]
    if (by) {
      event.preventDefault()
      const step = event.shiftKey ? stepM.fine : stepM.coarse
      const [x, y] = toPlan(corner, view)
      onChange(movedTo(corners, at, toGround(x + by[0] * step, y + by[1] * step, view)))
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && corners.length > leastCorners) {
      event.preventDefault()
      onChange(without(corners, at))
    }
  }
  const line = corners.map((corner) => toPlan(corner, view).join(',')).join(' ')
  const radius = view.widthM * handleShare
  return (
    <div className={styles.map}>
      <svg
        ref={plan}
        className={styles.plan}
        viewBox={`${view.x - view.widthM / 2} ${view.y - heightM / 2} ${view.widthM} ${heightM}`}
        role="group"
        aria-label={t('fenceDraw.plan')}
        onPointerDown={(event) => grab(event)}
        onPointerMove={move}
        onPointerUp={letGo}
        onPointerCancel={() => (held.current = undefined)}
        onWheel={(event) => setView(zoomedView(view, event.deltaY > 0 ? zoomStep : 1 / zoomStep, pointAt(event)))}
      >
        <DistrictPlan origin={view.origin} />
        <polygon className={styles.fence} points={line} strokeWidth={radius / 4} />
        {corners.map((corner, at) => {
          const [cx, cy] = toPlan(corner, view)
          return (
            <circle
              // oxlint-disable-next-line react/no-array-index-key -- a corner is its place in the line
              key={at}
              className={styles.corner}
              cx={cx}
              cy={cy}
              r={radius}
              strokeWidth={radius / 3}
              role="button"
              tabIndex={0}
              aria-label={t('fenceDraw.corner', { number: at + 1, place: corner.join(', ') })}
              onPointerDown={(event) => grab(event, at)}
              onKeyDown={(event) => press(event, at, corner)}
            />
          )
        })}
      </svg>
      <div className={styles.zooms}>
        <Button
          size="small"
          aria-label={t('fenceDraw.narrower')}
          onClick={() => setView(zoomedView(view, 1 / zoomStep, [view.x, view.y]))}
        >
          <ZoomIn size={14} aria-hidden />
        </Button>
        <Button
          size="small"
          aria-label={t('fenceDraw.wider')}
          onClick={() => setView(zoomedView(view, zoomStep, [view.x, view.y]))}
        >
          <ZoomOut size={14} aria-hidden />
        </Button>
      </div>
    </div>
  )
}
