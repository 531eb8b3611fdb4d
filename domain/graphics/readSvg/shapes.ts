import { parsePath, type Segment } from './pathData'
import type { SvgNode } from './SvgNode'

const units: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
}
const lengthForm = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*$/

/** A length in px. `undefined` for what depends on something else (percent, em) and what is none. */
export function parseLength(text: string | undefined): number | undefined {
  const [, digits, unit = ''] = lengthForm.exec(text ?? '') ?? []
  const length = Number(digits) * (units[unit] ?? 1)
  return digits !== undefined && Number.isFinite(length) ? length : undefined
}

export const shapeNames: ReadonlySet<string> = new Set([
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
])

/** The outline of a shape. `undefined` when its numbers make none. */
export function outlineOf(node: SvgNode): Segment[] | undefined {
  const lengths = (...names: string[]): number[] | undefined => {
    const found = names.map((name) => (node.attributes.has(name) ? parseLength(node.attributes.get(name)) : 0))
    return found.every((length) => length !== undefined) ? found : undefined
  }
  switch (node.name) {
    case 'path':
      return parsePath(node.attributes.get('d') ?? '')
    case 'rect': {
      const [x, y, width, height] = lengths('x', 'y', 'width', 'height') ?? []
      return x === undefined || y === undefined || !width || !height || width < 0 || height < 0
        ? undefined
        : rectangle({ x, y, width, height }, cornerOf(node, width, height))
    }
    case 'circle': {
      const [cx, cy, r] = lengths('cx', 'cy', 'r') ?? []
      return cx === undefined || cy === undefined || !r || r < 0 ? undefined : ellipse(cx, cy, r, r)
    }
    case 'ellipse': {
      const [cx, cy, rx, ry] = lengths('cx', 'cy', 'rx', 'ry') ?? []
      return cx === undefined || cy === undefined || !rx || !ry || rx < 0 || ry < 0
        ? undefined
        : ellipse(cx, cy, rx, ry)
    }
    case 'line': {
      const [x1, y1, x2, y2] = lengths('x1', 'y1', 'x2', 'y2') ?? []
      return x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined
        ? undefined
        : [
            ['M', x1, y1],
            ['L', x2, y2],
          ]
    }
    default: {
      // Points are path data without letters.
      const points = parsePath(`M${node.attributes.get('points') ?? ''}`)
      if (!points || points.length < 2) return undefined
      return node.name === 'polygon' ? [...points, ['Z']] : points
    }
  }
}

/** Radii of the corners; one that is absent is as the other, none is more than half a side. */
function cornerOf({ attributes }: SvgNode, width: number, height: number): readonly [rx: number, ry: number] {
  const [rx, ry] = [parseLength(attributes.get('rx')), parseLength(attributes.get('ry'))]
  const within = (radius: number, side: number) => Math.min(Math.max(radius, 0), side / 2)
  return [within(rx ?? ry ?? 0, width), within(ry ?? rx ?? 0, height)]
}

function rectangle(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  [rx, ry]: readonly [number, number],
): Segment[] | undefined {
  const [right, bottom] = [x + width, y + height]
  if (rx === 0 || ry === 0) return parsePath(`M${x} ${y}H${right}V${bottom}H${x}Z`)
  const arc = (toX: number, toY: number) => `A${rx} ${ry} 0 0 1 ${toX} ${toY}`
  return parsePath(
    `M${x + rx} ${y}H${right - rx}${arc(right, y + ry)}V${bottom - ry}${arc(right - rx, bottom)}` +
      `H${x + rx}${arc(x, bottom - ry)}V${y + ry}${arc(x + rx, y)}Z`,
  )
}

const ellipse = (cx: number, cy: number, rx: number, ry: number): Segment[] | undefined =>
  parsePath(`M${cx - rx} ${cy}A${rx} ${ry} 0 0 1 ${cx + rx} ${cy}A${rx} ${ry} 0 0 1 ${cx - rx} ${cy}Z`)
