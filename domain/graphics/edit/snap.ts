import type { Box } from './geometry'

/** A line to show while something is held to it: `x` stands upright, `y` lies flat; drawn from `from` to `to` across. */
export interface Guide {
  axis: 'x' | 'y'
  at: number
  from: number
  to: number
}

export interface Snapped {
  dx: number
  dy: number
  guides: readonly Guide[]
}

export interface SnapOptions {
  /** Boxes of the elements that stand still, and of the sheet. */
  others: readonly Box[]
  /** How near is near enough, units of the sheet. */
  tolerance: number
  /** Step of the grid; absent for none. Edges of others go before it. */
  grid?: number | undefined
}

const start = (box: Box, axis: 'x' | 'y') => box[axis]
const size = (box: Box, axis: 'x' | 'y') => (axis === 'x' ? box.width : box.height)

/** First edge, middle and last edge of a box along an axis. */
const linesOf = (box: Box, axis: 'x' | 'y') => [
  start(box, axis),
  start(box, axis) + size(box, axis) / 2,
  start(box, axis) + size(box, axis),
]

/**
 * The last bit of way from where a box is held to where it belongs: with an edge or its middle at those of another, else with its upper left corner on the grid.
 *
 * @returns the way, and the lines it was held to
 */
export function snapBox(box: Box, options: SnapOptions): Snapped {
  const x = snapAxis(linesOf(box, 'x'), 'x', options)
  const y = snapAxis(linesOf(box, 'y'), 'y', options)
  const held = { ...box, x: box.x + x.way, y: box.y + y.way }
  return {
    dx: x.way,
    dy: y.way,
    guides: [...guidesOf(held, 'x', x.lines, options.others), ...guidesOf(held, 'y', y.lines, options.others)],
  }
}

/** Where a dragged edge or corner belongs; a direction in which nothing is dragged is left alone. */
export function snapPoint(
  point: { x: number; y: number },
  moves: { x: boolean; y: boolean },
  options: SnapOptions,
): Snapped {
  const still = { way: 0, lines: [] }
  const x = moves.x ? snapAxis([point.x], 'x', options) : still
  const y = moves.y ? snapAxis([point.y], 'y', options) : still
  const held = { x: point.x + x.way, y: point.y + y.way, width: 0, height: 0 }
  return {
    dx: x.way,
    dy: y.way,
    guides: [...guidesOf(held, 'x', x.lines, options.others), ...guidesOf(held, 'y', y.lines, options.others)],
  }
}

function snapAxis(
  mine: readonly number[],
  axis: 'x' | 'y',
  { others, tolerance, grid }: SnapOptions,
): { way: number; lines: readonly number[] } {
  let best: number | undefined
  for (const other of others)
    for (const line of linesOf(other, axis))
      for (const own of mine) {
        const way = line - own
        if (Math.abs(way) <= tolerance && (best === undefined || Math.abs(way) < Math.abs(best))) best = way
      }
  if (best !== undefined) {
    const way = best
    const met = others.flatMap((other) => linesOf(other, axis))
    return { way, lines: [...new Set(met.filter((line) => mine.some((own) => isSame(own + way, line))))] }
  }
  const [first] = mine
  if (grid === undefined || first === undefined) return { way: 0, lines: [] }
  return { way: Math.round(first / grid) * grid - first, lines: [] }
}

/** Half a hundredth of a unit: below what is kept of a length. */
const isSame = (a: number, b: number) => Math.abs(a - b) < 0.005

/** Each line from the held box to all that lie on it. */
function guidesOf(held: Box, axis: 'x' | 'y', lines: readonly number[], others: readonly Box[]): Guide[] {
  const across = axis === 'x' ? 'y' : 'x'
  return lines.map((at) => {
    const on = [held, ...others.filter((other) => linesOf(other, axis).some((line) => isSame(line, at)))]
    return {
      axis,
      at,
      from: Math.min(...on.map((box) => start(box, across))),
      to: Math.max(...on.map((box) => start(box, across) + size(box, across))),
    }
  })
}
