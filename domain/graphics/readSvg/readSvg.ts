import type { SymbolPath } from '../../contract'
import { type Matrix, parseTransform, same, scaleOf, within } from './matrix'
import { firstPaint, inksOf, type Paint, paintOf } from './paint'
import { writePath } from './pathData'
import { outlineOf, parseLength, shapeNames } from './shapes'
import type { SvgNode } from './SvgNode'

/**
 * Why a file is refused as a whole.
 * - `tooLarge` the text, or more elements or levels than a symbol has
 * - `entities` it declares entities of its own, which can grow without bound
 * - `notSvg` it is not well-formed, or something else than a drawing
 * - `noSize` neither a view box nor a size
 * - `empty` nothing in it can be drawn
 * - `tooManyPaths` more outlines than a symbol holds
 * - `pathTooLong` one outline is longer than a symbol holds
 */
export type SvgRefusal = 'tooLarge' | 'entities' | 'notSvg' | 'noSize' | 'empty' | 'tooManyPaths' | 'pathTooLong'

/**
 * What was left out, to be told: `script` also of event attributes, `reference` of whatever points elsewhere, `style` of style sheets, `text`, `picture`, `effect` of filters,
 * masks and gradients, `shape` of shapes whose numbers make none, `other` of unknown elements.
 */
export type SvgDropped = 'script' | 'reference' | 'style' | 'text' | 'picture' | 'effect' | 'shape' | 'other'

export interface ReadSvg {
  width: number
  height: number
  paths: SymbolPath[]
  /** How often each was left out. */
  dropped: ReadonlyMap<SvgDropped, number>
}

/** Characters of a file. Icons have some thousands. */
export const mostSvgChars = 400_000
const mostNodes = 4_000
const mostDepth = 40
const mostPaths = 200
const mostPathChars = 20_000
/** The larger side of a symbol on the sheet: files for screens say 24, those for icon fonts 1024. */
const [leastSide, mostSide, usualSide] = [16, 400, 64]
const mostLineWidth = 40

/** To be asked before any parser sees the text: entities of a file's own are what bombs are made of. */
export function refuseText(text: string): SvgRefusal | undefined {
  if (text.length > mostSvgChars) return 'tooLarge'
  if (/<!ENTITY/i.test(text) || /<!DOCTYPE[^>[]{0,1000}\[/i.test(text)) return 'entities'
  return undefined
}

const dropped: Readonly<Record<string, SvgDropped>> = {
  script: 'script',
  foreignObject: 'script',
  handler: 'script',
  use: 'reference',
  a: 'reference',
  style: 'style',
  text: 'text',
  image: 'picture',
  video: 'picture',
  audio: 'picture',
  iframe: 'script',
  animate: 'effect',
  animateTransform: 'effect',
  animateMotion: 'effect',
  set: 'effect',
  filter: 'effect',
  mask: 'effect',
  clipPath: 'effect',
  linearGradient: 'effect',
  radialGradient: 'effect',
  pattern: 'effect',
  marker: 'effect',
}
/** Says something about the drawing and draws nothing. */
const silent: ReadonlySet<string> = new Set(['title', 'desc', 'metadata', 'namedview', 'defs', 'symbol'])

/**
 * Turns a drawing into outlines of a symbol. Of the file only numbers remain: shapes become path data, groups and transforms are worked into it, colours become inks.
 * What is not a shape is left out and told.
 */
export function readSvg(root: SvgNode): ReadSvg | { refused: SvgRefusal } {
  if (root.name !== 'svg') return { refused: 'notSvg' }
  const frame = frameOf(root)
  if (!frame) return { refused: 'noSize' }
  const reading: Reading = { paths: [], dropped: new Map(), nodes: 0 }
  readChildren(root, frame.matrix, paintOf(root, firstPaint), 1, reading)
  if (reading.refused) return { refused: reading.refused }
  const paths = joined(reading.paths)
  if (paths.length === 0) return { refused: 'empty' }
  if (paths.length > mostPaths) return { refused: 'tooManyPaths' }
  return { width: frame.width, height: frame.height, paths, dropped: reading.dropped }
}

interface Reading {
  paths: SymbolPath[]
  dropped: Map<SvgDropped, number>
  nodes: number
  refused?: SvgRefusal
}

/** The box of the symbol, and the way into it. */
function frameOf({ attributes }: SvgNode): { width: number; height: number; matrix: Matrix } | undefined {
  const given = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const [x = 0, y = 0, width = 0, height = 0] =
    given.length === 4 && given.every(Number.isFinite)
      ? given
      : [0, 0, parseLength(attributes.get('width')), parseLength(attributes.get('height'))]
  const side = Math.max(width, height)
  if (!(width > 0 && height > 0) || !Number.isFinite(side) || side / Math.min(width, height) > 100) return undefined
  const scale = side < leastSide || side > mostSide ? usualSide / side : 1
  const sized = (length: number) => Math.max(1, Math.round(length * scale * 100) / 100)
  return { width: sized(width), height: sized(height), matrix: [scale, 0, 0, scale, -x * scale, -y * scale] }
}

function readChildren(node: SvgNode, matrix: Matrix, paint: Paint, depth: number, reading: Reading): void {
  if (depth > mostDepth) reading.refused ??= 'tooLarge'
  const drop = (what: SvgDropped) => reading.dropped.set(what, (reading.dropped.get(what) ?? 0) + 1)
  for (const name of node.attributes.keys()) if (/^on/i.test(name)) drop('script')
  for (const child of node.children) {
    if (++reading.nodes > mostNodes) reading.refused ??= 'tooLarge'
    if (reading.refused) return
    if (silent.has(child.name)) continue
    const isShape = shapeNames.has(child.name)
    if (!isShape && child.name !== 'g') {
      drop((Object.hasOwn(dropped, child.name) && dropped[child.name]) || 'other')
      continue
    }
    const inner = paintOf(child, paint)
    if (inner.isHidden) continue
    const transform = parseTransform(child.attributes.get('transform') ?? '')
    if (!transform) {
      drop('shape')
      continue
    }
    const placed = transform === same ? matrix : within(matrix, transform)
    if (!isShape) readChildren(child, placed, inner, depth + 1, reading)
    else readShape(child, placed, inner, reading, drop)
  }
}

function readShape(
  node: SvgNode,
  matrix: Matrix,
  paint: Paint,
  reading: Reading,
  drop: (what: SvgDropped) => void,
): void {
  for (const name of node.attributes.keys()) if (/^on/i.test(name)) drop('script')
  const outline = outlineOf(node)
  const d = outline && outline.length > 1 ? writePath(outline, matrix) : undefined
  if (d === undefined) return drop('shape')
  if (d.length > mostPathChars) {
    reading.refused ??= 'pathTooLong'
    return
  }
  const inks = inksOf(paint)
  const lineWidth = Math.min(mostLineWidth, Math.round(paint.strokeWidth * scaleOf(matrix) * 100) / 100)
  // A line is open: it has no filling, whatever it inherits.
  const fill = node.name === 'line' ? 'none' : inks.fill
  const line = lineWidth > 0 ? inks.line : 'none'
  if (line === 'none' && fill === 'none') return
  reading.paths.push({ d, line, fill, lineWidth: line === 'none' ? 0 : lineWidth })
}

/** Lines of one ink and width that follow each other are one outline; fillings stay apart, since together they could make holes. */
function joined(paths: readonly SymbolPath[]): SymbolPath[] {
  const all: SymbolPath[] = []
  for (const path of paths) {
    const before = all.at(-1)
    const isSame =
      before?.fill === 'none' &&
      path.fill === 'none' &&
      before.line === path.line &&
      before.lineWidth === path.lineWidth
    if (before && isSame && before.d.length + path.d.length <= mostPathChars)
      all[all.length - 1] = { ...before, d: before.d + path.d }
    else all.push(path)
  }
  return all
}
