import type { ElementStyle, GraphicElement, GraphicSource, GraphicSymbol, LocalText, TextStyle } from '../../contract'
import type { Point } from './geometry'

/** Basic components, which the library holds beside the symbols. */
export const basicKinds = [
  'text',
  'value',
  'level',
  'gauge',
  'trend',
  'button',
  'alarms',
  'pipe',
  'rectangle',
  'ellipse',
] as const
export type BasicKind = (typeof basicKinds)[number]

/** A source that nobody chose yet. No type has such a property, so that the core takes no graphic that still has it. */
export const unboundSource: GraphicSource = { deviceId: '$device', propertyId: 'unbound' }
export const isUnbound = ({ propertyId }: GraphicSource): boolean => propertyId === unboundSource.propertyId

const sizes: Record<BasicKind, readonly [width: number, height: number]> = {
  text: [120, 24],
  value: [140, 28],
  level: [40, 120],
  gauge: [120, 120],
  trend: [280, 120],
  button: [96, 32],
  alarms: [120, 28],
  pipe: [160, 1],
  rectangle: [120, 80],
  ellipse: [80, 80],
}

const plain: ElementStyle = { line: 'normal', fill: 'none', lineWidth: 1 }
const letters: TextStyle = { size: 14, weight: 'normal', align: 'start', ink: 'strong' }

/** A basic component with its middle at a place, as it is before anybody changed it. `words`: what a text and a button say at first. */
export function newBasic(kind: BasicKind, id: string, middle: Point, words: LocalText): GraphicElement {
  const [width, height] = sizes[kind]
  const base = {
    id,
    frame: { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2), width, height },
    animations: [],
  }
  const source = unboundSource
  switch (kind) {
    case 'text':
      return { ...base, kind, words, style: { ...plain, line: 'none' }, text: letters }
    case 'value':
      return { ...base, kind, source, showsName: true, style: { ...plain, line: 'none' }, text: letters }
    case 'level':
      return { ...base, kind, source, low: 0, high: 100, direction: 'up', style: { ...plain, fill: 'water' } }
    case 'gauge':
      return { ...base, kind, source, low: 0, high: 100, style: plain, text: letters }
    case 'trend':
      return { ...base, kind, sources: [source], minutes: 60, style: plain }
    case 'button':
      return { ...base, kind, words, style: { ...plain, radius: 2 }, text: { ...letters, align: 'middle' } }
    case 'alarms':
      return { ...base, kind, deviceId: unboundSource.deviceId, style: plain }
    case 'pipe':
      return {
        ...base,
        kind,
        corners: [
          [0, 0],
          [1, 0],
        ],
        style: { ...plain, line: 'water', lineWidth: 4 },
      }
    case 'rectangle':
    case 'ellipse':
      return { ...base, kind: 'shape', shape: kind, style: plain }
  }
}

export function newSymbol(symbol: GraphicSymbol, id: string, middle: Point): GraphicElement {
  const { id: symbolId, width, height, paths } = symbol
  // Icons of files are often nothing but fillings: without an ink of their own they would not be seen.
  const isFilled = paths.some(({ line, fill }) => line === 'none' && fill === 'fill')
  return {
    id,
    kind: 'symbol',
    symbolId,
    frame: { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2), width, height },
    style: { ...plain, line: 'strong', fill: isFilled ? 'normal' : 'none', lineWidth: 2 },
    animations: [],
  }
}
