import type { Point } from '../../../../domain/graphics/edit/geometry'

/** How a sheet lies in the canvas: its upper left corner in px from that of the canvas, and px a unit. */
export interface View {
  x: number
  y: number
  zoom: number
}

export interface Size {
  width: number
  height: number
}

const [leastZoom, mostZoom] = [0.1, 8]
const marginPx = 24
const zoomWithin = (zoom: number) => Math.min(Math.max(zoom, leastZoom), mostZoom)

/** The whole sheet in the middle, no larger than drawn. */
export function fitView(sheet: Size, canvas: Size): View {
  const zoom = zoomWithin(
    Math.min((canvas.width - 2 * marginPx) / sheet.width, (canvas.height - 2 * marginPx) / sheet.height, 1),
  )
  return { zoom, x: (canvas.width - sheet.width * zoom) / 2, y: (canvas.height - sheet.height * zoom) / 2 }
}

/** Nearer or further, with what is at `at` (px of the canvas) staying there. */
export function zoomAt(view: View, at: Point, factor: number): View {
  const zoom = zoomWithin(view.zoom * factor)
  const kept = toSheet(view, at)
  return { zoom, x: at.x - kept.x * zoom, y: at.y - kept.y * zoom }
}

export const toSheet = ({ x, y, zoom }: View, at: Point): Point => ({ x: (at.x - x) / zoom, y: (at.y - y) / zoom })
export const toCanvas = ({ x, y, zoom }: View, at: Point): Point => ({ x: at.x * zoom + x, y: at.y * zoom + y })

/** Units from one named line of the ruler to the next, so that they stand some 60 px apart. */
export function rulerStep(zoom: number): number {
  const wanted = 60 / zoom
  const power = 10 ** Math.floor(Math.log10(wanted))
  return power * ([1, 2, 5, 10].find((times) => times * power >= wanted) ?? 10)
}
