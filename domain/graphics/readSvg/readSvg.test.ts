import { describe, expect, test } from 'vitest'
import { GraphicSymbol, SymbolPath } from '../../contract'
import { parseTransform } from './matrix'
import { parsePath, writePath } from './pathData'
import { mostSvgChars, readSvg, refuseText } from './readSvg'
import { scaleSymbol } from './scaleSymbol'
import type { SvgNode } from './SvgNode'

const node = (name: string, attributes: Record<string, string> = {}, children: SvgNode[] = []): SvgNode => ({
  name,
  attributes: new Map(Object.entries(attributes)),
  children,
})
const svg = (...children: SvgNode[]) => node('svg', { viewBox: '0 0 48 32' }, children)
const read = (root: SvgNode) => {
  const result = readSvg(root)
  if ('refused' in result) throw new Error(result.refused)
  return result
}
const dataOf = (...children: SvgNode[]) => read(svg(...children)).paths.map(({ d }) => d)
const here = [1, 0, 0, 1, 0, 0] as const
const lined = { fill: 'none', stroke: '#123', 'stroke-width': '2' }

describe('path data', () => {
  const absolute = (d: string) => writePath(parsePath(d) ?? [], here)

  test('is read as browsers read it: relative, repeated, shortened, without spaces', () => {
    expect(absolute('m1 2 3 4h5v-6z')).toBe('M1 2L4 6L9 6L9 0Z')
    expect(absolute('M0,0C0 5 5 5 5 0S10-5 10 0')).toBe('M0 0C0 5 5 5 5 0C5 -5 10 -5 10 0')
    expect(absolute('M0 0q5 5 10 0t10 0')).toBe('M0 0Q5 5 10 0Q15 -5 20 0')
    expect(absolute('M.5.5-1-1')).toBe('M0.5 0.5L-1 -1')
    expect(absolute('M1e1 0zl1 1')).toBe('M10 0ZL11 1')
  })

  test('keeps what stands before a mistake and begins with a move', () => {
    expect(absolute('M1 2L3 4L5')).toBe('M1 2L3 4')
    expect(absolute('L1 2')).toBe('')
    expect(absolute('M1 2 url(#x)')).toBe('M1 2')
    expect(parsePath(`M0 0${'h1'.repeat(5000)}`)).toBeUndefined()
  })

  test('an arc becomes curves along the same ellipse, flags without anything between them', () => {
    const half = parsePath('M-10 0a10 10 0 0120 0') ?? []
    expect(half).toHaveLength(3)
    expect(half.at(-1)?.slice(-2)).toEqual([10, 0])
    // The quarter: over the top, since the arc goes clockwise and y points down.
    expect(half[1]?.[5]).toBeCloseTo(0)
    expect(half[1]?.[6]).toBeCloseTo(-10)
    expect(parsePath('M0 0A1 1 0 0 0 20 0')?.at(-1)?.slice(-2)).toEqual([20, 0])
    expect(absolute('M0 0A0 5 0 0 0 20 0')).toBe('M0 0L20 0')
  })
})

describe('transforms', () => {
  test('apply from the right, turn about a point, and refuse what they do not know', () => {
    expect(parseTransform('translate(10 5) scale(2)')).toEqual([2, 0, 0, 2, 10, 5])
    const turned = parseTransform('rotate(90, 10, 10)') ?? [0, 0, 0, 0, 0, 0]
    expect(writePath([['M', 20, 10]], turned)).toBe('M10 20')
    expect(parseTransform('')).toEqual(here)
    expect(parseTransform('spin(3)')).toBeUndefined()
    expect(parseTransform('matrix(1 2 3)')).toBeUndefined()
  })
})

describe('a drawing', () => {
  test('becomes outlines: shapes of every kind, groups and transforms worked in', () => {
    expect(dataOf(node('rect', { x: '1', y: '2', width: '10', height: '5' }))).toEqual(['M1 2L11 2L11 7L1 7Z'])
    expect(dataOf(node('polygon', { points: '0,0 4,0 4,4' }))).toEqual(['M0 0L4 0L4 4Z'])
    expect(dataOf(node('polyline', { ...lined, points: '0 0 4 0' }))).toEqual(['M0 0L4 0'])
    expect(dataOf(node('line', { ...lined, x1: '1', x2: '9' }))).toEqual(['M1 0L9 0'])
    expect(dataOf(node('circle', { cx: '5', cy: '5', r: '5' }))[0]).toMatch(/^M0 5C.*10 5C.*Z$/)
    expect(dataOf(node('rect', { width: '10', height: '10', rx: '2' }))[0]).toMatch(/^M2 0L8 0C/)
    expect(
      dataOf(
        node('g', { transform: 'translate(10 0)' }, [
          node('g', { transform: 'scale(2)' }, [node('path', { d: 'M0 0h3' })]),
        ]),
      ),
    ).toEqual(['M10 0L16 0'])
  })

  test('is drawn in inks: lines in the line, fillings in the filling, white covers, style before attribute', () => {
    const paint = (attributes: Record<string, string>) =>
      read(svg(node('path', { d: 'M0 0h9v9', ...attributes }))).paths.map(({ line, fill, lineWidth }) => [
        line,
        fill,
        lineWidth,
      ])
    expect(paint({})).toEqual([['none', 'fill', 0]])
    expect(paint({ fill: '#fff', stroke: 'red' })).toEqual([['line', 'ground', 1]])
    expect(paint({ fill: 'red', style: 'fill:none;stroke:blue;stroke-width:3px', transform: 'scale(2)' })).toEqual([
      ['line', 'none', 6],
    ])
    expect(readSvg(svg(node('path', { d: 'M0 0h9v9', style: 'display:none' })))).toEqual({ refused: 'empty' })
  })

  test('comes in a size that fits a sheet, wherever its box begins', () => {
    const icon = read(node('svg', { viewBox: '-512 0 1024 512' }, [node('path', { d: 'M-512 0H512' })]))
    expect(icon).toMatchObject({ width: 64, height: 32, paths: [{ d: 'M0 0L64 0' }] })
    expect(read(node('svg', { width: '40px', height: '20' }, [node('path', { d: 'M0 0h9' })]))).toMatchObject({
      width: 40,
      height: 20,
    })
    expect(readSvg(node('svg', { width: '100%' }, [node('path', { d: 'M0 0h9' })]))).toEqual({ refused: 'noSize' })
  })

  test('lines that follow each other are one outline, fillings stay apart', () => {
    expect(dataOf(node('path', { d: 'M0 0h9', ...lined }), node('path', { d: 'M0 9h9', ...lined }))).toEqual([
      'M0 0L9 0M0 9L9 9',
    ])
    expect(dataOf(node('path', { d: 'M0 0h9v9' }), node('path', { d: 'M0 9h9v9' }))).toHaveLength(2)
  })

  test('leaves out whatever is no shape and tells it', () => {
    const shape = node('path', { d: 'M0 0h9v9', onclick: 'alert(1)' })
    const { dropped, paths } = read(
      svg(
        node('script', {}, []),
        node('style'),
        node('image', { href: 'http://example.org/a.png' }),
        node('use', { href: 'other.svg#a' }),
        node('foreignObject', {}, [shape]),
        node('text'),
        node('constructor'),
        node('rect', { width: '50%', height: '2' }),
        node('g', { transform: 'javascript:1' }, [shape]),
        node('defs', {}, [shape]),
        shape,
      ),
    )
    expect(Object.fromEntries(dropped)).toEqual({
      script: 3,
      style: 1,
      picture: 1,
      reference: 1,
      text: 1,
      other: 1,
      shape: 2,
    })
    expect(paths).toHaveLength(1)
  })

  test('is refused as a whole with the reason', () => {
    const shape = (d: string) => node('path', { d })
    const deep = (levels: number): SvgNode => (levels === 0 ? shape('M0 0h9v9') : node('g', {}, [deep(levels - 1)]))
    const refusal = (root: SvgNode) => readSvg(root)
    expect(refusal(node('html'))).toEqual({ refused: 'notSvg' })
    expect(refusal(svg())).toEqual({ refused: 'empty' })
    expect(refusal(svg(deep(60)))).toEqual({ refused: 'tooLarge' })
    expect(refusal(svg(...Array.from({ length: 5000 }, () => shape('M0 0h9v9'))))).toEqual({ refused: 'tooLarge' })
    expect(refusal(svg(...Array.from({ length: 300 }, () => shape('M0 0h9v9'))))).toEqual({ refused: 'tooManyPaths' })
    expect(refusal(svg(shape(`M0 0${'l1.111 2.222'.repeat(2000)}`)))).toEqual({ refused: 'pathTooLong' })
  })

  test('entities and files beyond all measure are refused before they are parsed', () => {
    expect(refuseText('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')).toBe('entities')
    expect(refuseText('<!doctype svg\n SYSTEM "x" [ ]><svg/>')).toBe('entities')
    expect(refuseText(' '.repeat(mostSvgChars + 1))).toBe('tooLarge')
    expect(refuseText('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>')).toBeUndefined()
  })
})

test('a symbol is drawn larger with its lines, or stays as it is', () => {
  const symbol = GraphicSymbol.parse({
    id: 'valve',
    name: { zh: '阀', en: 'Valve' },
    systemKey: 'general',
    width: 40,
    height: 20,
    paths: [{ d: 'M0 0L40 20', line: 'line', fill: 'none', lineWidth: 2 }],
  })
  expect(scaleSymbol(symbol, 60)).toMatchObject({ width: 60, height: 30, paths: [{ d: 'M0 0L60 30', lineWidth: 3 }] })
  expect(scaleSymbol(symbol, 9_000)).toBe(symbol)
})

test('whatever a file says, what comes out of it has the form of the contract or is refused', () => {
  const random = seeded(20_261_123)
  const any = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const names = [
    'path',
    'rect',
    'circle',
    'ellipse',
    'line',
    'polyline',
    'polygon',
    'g',
    'svg',
    'use',
    'script',
    '__proto__',
    '',
  ]
  const keys = [
    'd',
    'x',
    'y',
    'width',
    'height',
    'r',
    'rx',
    'cx',
    'points',
    'transform',
    'style',
    'fill',
    'stroke',
    'stroke-width',
    'onload',
    'viewBox',
  ]
  const bits = [
    'M0 0',
    'L1e308 9',
    'a1 1 0 0 1 9 9',
    'z',
    'c',
    '-',
    '.',
    'e',
    '1e-9',
    ',',
    'NaN',
    'scale(',
    '1e200',
    ')',
    'rotate(45 1 1)',
    'fill:none;',
    'stroke:#fff',
    '%',
    '\u0000',
    '\uD800',
    '6',
    '0 0 24 24',
    'h9v9',
    'matrix(0 0 0 0 0 0)',
  ]
  const text = () => Array.from({ length: Math.floor(random() * 6) }, () => any(bits)).join('')
  const made = (depth: number): SvgNode =>
    node(
      any(names),
      Object.fromEntries(Array.from({ length: 4 }, () => [any(keys), text()])),
      depth > 0 ? Array.from({ length: Math.floor(random() * 3) }, () => made(depth - 1)) : [],
    )
  let drawn = 0
  const wrong: unknown[] = []
  for (let time = 0; time < 10_000; time++) {
    const result = readSvg(node('svg', { viewBox: random() < 0.9 ? '0 0 24 24' : text() }, [made(2), made(1)]))
    if ('refused' in result) continue
    drawn++
    wrong.push(...result.paths.filter((path) => !SymbolPath.safeParse(path).success))
    if (!(result.width >= 1 && result.height >= 1 && result.width <= 2000 && result.height <= 2000)) wrong.push(result)
  }
  expect(wrong).toEqual([])
  expect(drawn).toBeGreaterThan(200)
})

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
