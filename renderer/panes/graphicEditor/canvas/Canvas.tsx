import { useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { boxOf, boxOfAll, type Point } from '../../../../domain/graphics/edit/geometry'
import { addCorner, nearestLeg, removeCorner } from '../../../../domain/graphics/edit/pipeCorners'
import { changeElements } from '../../../../domain/graphics/edit/arrange'
import { elementAt } from '../../../../domain/graphics/edit/hitTest'
import { inkOf } from '../../../graphics/inks'
import { isComponentDrag, readComponent, type Dragged } from '../libraryDrag'
import type { GraphicDraft } from '../useGraphicDraft'
import { Grid } from './Grid'
import { Overlay } from './Overlay'
import { Rulers } from './Rulers'
import { useCanvasSize } from './useCanvasSize'
import { useDragged } from './useDragged'
import { nearPx, useGestures } from './useGestures'
import { fitView, toSheet, zoomAt, type View } from './view'
import styles from './Canvas.module.css'

export interface CanvasProps {
  draft: GraphicDraft
  /** `undefined`: as large as fits. */
  view: View | undefined
  onView(view: View): void
  /** Step of the grid; absent for none. */
  grid: number | undefined
  wrong: ReadonlySet<string>
  isReadOnly: boolean
  /** Keys of the editor, for the focus on the sheet. Escape first ends a gesture. */
  onKeyDown(event: React.KeyboardEvent): void
  onDropped(dragged: Dragged, at: Point): void
  /** The drawing itself. */
  children: ReactNode
}

/** The sheet under the hand: rulers, grid, handles; the wheel moves it, Ctrl and the wheel draw it nearer, Space or the middle button drag it. */
export function Canvas(props: CanvasProps) {
  const { draft, onView, grid, wrong, isReadOnly, onKeyDown, onDropped, children } = props
  const { t } = useTranslation('graphicEditor')
  const canvas = useRef<HTMLDivElement>(null)
  const size = useCanvasSize(canvas)
  const { graphic, selection } = draft
  const view = useMemo(() => props.view ?? fitView(graphic.sheet, size), [props.view, graphic.sheet, size])
  const [isPanning, setIsPanning] = useState(false)
  const [isTarget, setIsTarget] = useState(false)
  const gestures = useGestures({ canvas, draft, view, setView: onView, grid, isReadOnly, isPanning })
  useWheel(canvas, view, onView)

  const sheetPoint = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left = 0, top = 0 } = canvas.current?.getBoundingClientRect() ?? {}
    return toSheet(view, { x: clientX - left, y: clientY - top })
  }
  /** Of a group one element is taken out; a pipe that is chosen is bent. */
  const reachIn = (event: React.MouseEvent) => {
    const hit = elementAt(graphic, sheetPoint(event), nearPx / view.zoom)
    if (hit?.groups && selection.size > 1) return draft.select([hit.id])
    bend(event)
  }
  const bend = (event: React.MouseEvent) => {
    const [only] = graphic.elements.filter(({ id }) => selection.has(id))
    if (isReadOnly || selection.size !== 1 || only?.kind !== 'pipe') return
    const leg = nearestLeg(only, sheetPoint(event))
    const handle = event.target instanceof Element ? event.target.closest('[data-handle^="corner"]') : null
    const corner = handle?.getAttribute('data-handle')?.slice('corner '.length)
    if (corner === undefined && leg.distance * view.zoom > nearPx) return
    draft.change((now) =>
      changeElements(now, selection, (element) => {
        if (element.kind !== 'pipe') return element
        return corner === undefined ? addCorner(element, leg.before, leg.at) : removeCorner(element, Number(corner))
      }),
    )
  }
  const { drag } = gestures
  const sheet = useRef<HTMLDivElement>(null)
  useDragged(sheet, drag?.ids)
  const chosen = useMemo(() => {
    const boxes = graphic.elements.filter(({ id }) => selection.has(id)).map(({ frame }) => boxOf(frame))
    return boxes.length === 0 ? undefined : boxOfAll(boxes)
  }, [graphic, selection])

  const place: CSSProperties & Record<'--drag-x' | '--drag-y', string> = {
    '--drag-x': `${drag?.dx ?? 0}px`,
    '--drag-y': `${drag?.dy ?? 0}px`,
    width: graphic.sheet.width * view.zoom,
    height: graphic.sheet.height * view.zoom,
    transform: `translate(${view.x}px, ${view.y}px)`,
    background: inkOf(graphic.sheet.ground),
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a sheet to draw on: it has the role of an application and keys of its own
    <div
      ref={canvas}
      className={[styles.canvas, isPanning && styles.panning, isTarget && styles.isDropTarget]
        .filter(Boolean)
        .join(' ')}
      role="application"
      aria-label={t('canvas.label')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={0}
      onPointerDown={(event) => {
        canvas.current?.focus({ preventScroll: true })
        gestures.onPointerDown(event)
      }}
      onDoubleClick={reachIn}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && gestures.cancel()) return event.stopPropagation()
        if (event.key === ' ') {
          event.preventDefault()
          return setIsPanning(true)
        }
        onKeyDown(event)
      }}
      onKeyUp={(event) => event.key === ' ' && setIsPanning(false)}
      onBlur={() => setIsPanning(false)}
      onDragOver={(event) => {
        if (isReadOnly || !isComponentDrag(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setIsTarget(true)
      }}
      onDragLeave={() => setIsTarget(false)}
      onDrop={(event) => {
        setIsTarget(false)
        const dragged = isReadOnly ? undefined : readComponent(event)
        if (!dragged) return
        event.preventDefault()
        onDropped(dragged, sheetPoint(event))
        canvas.current?.focus({ preventScroll: true })
      }}
    >
      <div ref={sheet} className={styles.sheet} style={place}>
        {grid !== undefined && <Grid zoom={view.zoom} sheet={graphic.sheet} step={grid} />}
        {children}
      </div>
      <Overlay
        graphic={graphic}
        selection={selection}
        guides={gestures.guides}
        band={gestures.band}
        drag={drag}
        wrong={wrong}
        view={view}
        size={size}
        isReadOnly={isReadOnly}
      />
      <Rulers
        view={view}
        size={size}
        chosen={chosen && { ...chosen, x: chosen.x + (drag?.dx ?? 0), y: chosen.y + (drag?.dy ?? 0) }}
      />
    </div>
  )
}

/** A wheel's event can be kept from the page only by a listener that says so. */
function useWheel(canvas: React.RefObject<HTMLElement | null>, view: View, onView: (view: View) => void): void {
  const latest = useRef({ view, onView })
  useEffect(() => {
    latest.current = { view, onView }
  })
  useEffect(() => {
    const shown = canvas.current
    if (!shown) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const { view: now, onView: tell } = latest.current
      const { left, top } = shown.getBoundingClientRect()
      if (event.ctrlKey) {
        const at = { x: event.clientX - left, y: event.clientY - top }
        return tell(zoomAt(now, at, Math.exp(-event.deltaY / 400)))
      }
      const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      tell({ ...now, x: now.x - dx, y: now.y - dy })
    }
    shown.addEventListener('wheel', turn, { passive: false })
    return () => shown.removeEventListener('wheel', turn)
  }, [canvas])
}
