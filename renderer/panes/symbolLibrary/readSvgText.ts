import { readSvg, refuseText, type ReadSvg, type SvgRefusal } from '../../../domain/graphics/readSvg/readSvg'
import type { SvgNode } from '../../../domain/graphics/readSvg/SvgNode'

/**
 * Reads an SVG file or pasted SVG. The page's own parser makes an inert document of it: nothing in it runs, loads or is ever drawn; only what the reader takes out of it goes on.
 */
export function readSvgText(text: string): ReadSvg | { refused: SvgRefusal } {
  const refused = refuseText(text)
  if (refused) return { refused }
  const { documentElement } = new DOMParser().parseFromString(text.trim(), 'image/svg+xml')
  if (!documentElement || documentElement.querySelector('parsererror')) return { refused: 'notSvg' }
  return readSvg(toNode(documentElement, 0))
}

/** Deeper than the reader goes: the stack is not the place to find that out. */
const mostDepth = 60

const toNode = (element: Element, depth: number): SvgNode => ({
  name: element.localName,
  attributes: new Map(Array.from(element.attributes, ({ localName, value }) => [localName, value])),
  children: depth > mostDepth ? [] : Array.from(element.children, (child) => toNode(child, depth + 1)),
})
