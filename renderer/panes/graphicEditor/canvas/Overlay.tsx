import { memo } from 'react'
import type { Graphic, GraphicElement } from '../../../../domain/contract'
import {
  type Box,
  boxOfAll,
  cornersOf,
  type Point,
  turnAbout,
  middleOf,
} from '../../../../domain/graphics/edit/geometry'
import { pipePoints } from '../../../../domain/graphics/edit/pipeCorners'
import { handleAt, handles } from '../../../../domain/graphics/edit/resize'
import type { Guide } from '../../../../domain/graphics/edit/snap'
import type { Drag } from './useGestures'
import { toCanvas, type Size, type View } from './view'
import styles from './Canvas.module.css'

/** Half of a handle's side, px; the target is larger than what is seen. */
const handlePx = 4
const targetPx = 8
/** How far above the upper edge one turns, px. */
const turnPx = 24

export interface OverlayProps {
  graphic: Graphic
  selection: ReadonlySet<string>
  guides: readonly Guide[]
  band: Box | undefined
  /** What is chosen is on its way. */
  drag: Drag | undefined
  /** Elements with something wrong. */
  wrong: ReadonlySet<string>
  view: View
  size: Size
  isReadOnly: boolean
}

/** What is drawn over the sheet while it is edited, in px of the canvas: frames, handles, guide lines, the rubber band. `data-handle` says what a press takes hold of. */
export function Overlay(props: OverlayProps) {
  const { graphic, selection, guides, band, drag, wrong, view, size, isReadOnly } = props
  return (
    <svg className={styles.overlay} width={size.width} height={size.height} aria-hidden>
      {graphic.elements
        .filter(({ id }) => wrong.has(id) && !selection.has(id))
        .map((element) => (
          <Outline key={element.id} element={element} view={view} className={styles.wrong} />
        ))}
      <g transform={drag && `translate(${drag.dx * view.zoom} ${drag.dy * view.zoom})`}>
        <Chosen graphic={graphic} selection={selection} view={view} isReadOnly={isReadOnly} />
      </g>
      {guides.map(({ axis, at, from, to }) => {
        const [start, end] = [
          toCanvas(view, axis === 'x' ? { x: at, y: from } : { x: from, y: at }),
          toCanvas(view, axis === 'x' ? { x: at, y: to } : { x: to, y: at }),
        ]
        return <line key={`${axis}${at}`} className={styles.guide} x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
      })}
      {band && (
        <rect
          className={styles.band}
          {...toCanvas(view, band)}
          width={band.width * view.zoom}
          height={band.height * view.zoom}
        />
      )}
    </svg>
  )
}

/** Frames and handles of what is chosen: hundreds, and the same while they are dragged. */
const Chosen = memo(function Chosen({
  graphic,
  selection,
  view,
  isReadOnly,
}: Pick<OverlayProps, 'graphic' | 'selection' | 'view' | 'isReadOnly'>) {
  const chosen = graphic.elements.filter(({ id }) => selection.has(id))
  const free = chosen.filter(({ isLocked }) => isLocked !== true)
  const [only] = chosen
  const all = free.length > 1 ? boxOfAll(free.map(({ frame }) => frame)) : undefined
  return (
    <>
      {chosen.map((element) => (
        <Outline
          key={element.id}
          element={element}
          view={view}
          className={element.isLocked === true ? styles.locked : styles.chosen}
        />
      ))}
      {!isReadOnly && all && <BoxHandles box={all} view={view} />}
      {!isReadOnly && chosen.length === 1 && only && only.isLocked !== true && <Handles element={only} view={view} />}
    </>
  )
})

const pointsText = (points: readonly Point[], view: View) =>
  points
    .map((point) => toCanvas(view, point))
    .map(({ x, y }) => `${x},${y}`)
    .join(' ')

function Outline({ element, view, className }: { element: GraphicElement; view: View; className: string | undefined }) {
  return <polygon className={className} points={pointsText(cornersOf(element.frame), view)} />
}

function Handle({ at, name, isRound = false }: { at: Point; name: string; isRound?: boolean }) {
  return (
    <g className={styles.handle} data-handle={name}>
      <rect
        className={styles.target}
        x={at.x - targetPx}
        y={at.y - targetPx}
        width={targetPx * 2}
        height={targetPx * 2}
      />
      {isRound ? (
        <circle className={styles.knob} cx={at.x} cy={at.y} r={handlePx} />
      ) : (
        <rect
          className={styles.knob}
          x={at.x - handlePx}
          y={at.y - handlePx}
          width={handlePx * 2}
          height={handlePx * 2}
        />
      )}
    </g>
  )
}

function BoxHandles({ box, view }: { box: Box; view: View }) {
  const start = toCanvas(view, box)
  return (
    <>
      <rect
        className={styles.chosenAll}
        x={start.x}
        y={start.y}
        width={box.width * view.zoom}
        height={box.height * view.zoom}
      />
      {handles.map((handle) => (
        <Handle key={handle} name={handle} at={toCanvas(view, handleAt(box, handle))} />
      ))}
    </>
  )
}

function Handles({ element, view }: { element: GraphicElement; view: View }) {
  if (element.kind === 'pipe')
    return pipePoints(element).map((point, at) => (
      <Handle key={at} name={`corner ${at}`} isRound at={toCanvas(view, point)} />
    ))
  const { frame } = element
  const top = toCanvas(view, handleAt(frame, 'n'))
  const knob = turnAbout({ x: top.x, y: top.y - turnPx }, top, frame.turnDeg ?? 0)
  // On something small the handles of the sides would lie on those of the corners.
  const isSmall = Math.min(frame.width, frame.height) * view.zoom < handlePx * 6
  const shown = isSmall ? handles.filter((handle) => handle.length === 2) : handles
  return (
    <>
      <line className={styles.stalk} x1={top.x} y1={top.y} x2={knob.x} y2={knob.y} />
      <Handle name="turn" isRound at={knob} />
      {shown.map((handle) => (
        <Handle key={handle} name={handle} at={toCanvas(view, handleAt(frame, handle))} />
      ))}
      <circle className={styles.middle} r={2} {...asMiddle(toCanvas(view, middleOf(frame)))} />
    </>
  )
}

const asMiddle = ({ x, y }: Point) => ({ cx: x, cy: y })
