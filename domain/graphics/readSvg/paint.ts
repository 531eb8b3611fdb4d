import type { SymbolPath } from '../../contract'
import { parseLength } from './shapes'
import type { SvgNode } from './SvgNode'

/** What a drawing hands down to its parts. */
export interface Paint {
  fill: string
  stroke: string
  strokeWidth: number
  isHidden: boolean
}

/** As SVG begins: filled black, without a line. */
export const firstPaint: Paint = { fill: 'black', stroke: 'none', strokeWidth: 1, isHidden: false }

/** The paint of an element: its `style` before its attributes before what it inherits. */
export function paintOf({ attributes }: SvgNode, inherited: Paint): Paint {
  const style = declarations(attributes.get('style') ?? '')
  const told = (name: string) => {
    const value = (style.get(name) ?? attributes.get(name))?.trim().toLowerCase()
    return value === undefined || value === 'inherit' ? undefined : value
  }
  return {
    fill: told('fill') ?? inherited.fill,
    stroke: told('stroke') ?? inherited.stroke,
    strokeWidth: Math.max(0, parseLength(told('stroke-width')) ?? inherited.strokeWidth),
    isHidden:
      inherited.isHidden || told('display') === 'none' || told('visibility') === 'hidden' || told('opacity') === '0',
  }
}

function declarations(style: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const one of style.split(';')) {
    const [name = '', ...value] = one.split(':')
    if (value.length > 0) found.set(name.trim().toLowerCase(), value.join(':'))
  }
  return found
}

const white = /^(?:white|#fff|#ffffff|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))$/

/**
 * The inks for a paint. Colours of a file say nothing in our themes: every line is drawn in the element's line, every filling in its filling, and white is the ground, which a
 * drawing uses to cover what lies below.
 */
export function inksOf({ fill, stroke }: Paint): Pick<SymbolPath, 'line' | 'fill'> {
  const isNone = (colour: string) => colour === 'none' || colour === 'transparent'
  return {
    line: isNone(stroke) ? 'none' : white.test(stroke) ? 'ground' : 'line',
    fill: isNone(fill) ? 'none' : white.test(fill) ? 'ground' : 'fill',
  }
}
