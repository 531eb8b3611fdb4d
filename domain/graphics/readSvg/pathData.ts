import { arcToCurves } from './arcToCurves'
import type { Matrix } from './matrix'

/** One command of a path, absolute: coordinates in pairs. */
export type Segment =
  | readonly ['M' | 'L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Q', number, number, number, number]
  | readonly ['Z']

const arity: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 }
const number = /[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/y
/** The flags of an arc may stand without anything between them: `a5 5 0 01 4 4`. */
const flag = /[\s,]*([01])/y
const letter = /[\s,]*([A-Za-z])/y

/** A path with more commands than any symbol has. */
const mostSegments = 4_000

/**
 * Reads path data into absolute moves, lines, curves; arcs become curves, so that any transform may follow.
 *
 * @returns what stands before the first mistake, as browsers draw it; `undefined` for one with too many commands
 */
export function parsePath(d: string): Segment[] | undefined {
  const segments: Segment[] = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  /** Control point of the curve before, which a smooth one goes on from. */
  let smooth: { kind: 'C' | 'Q'; x: number; y: number } | undefined
  let command = ''
  let at = 0

  const read = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(d)
    if (found) at = pattern.lastIndex
    return found?.[1]
  }
  const readArguments = (name: string): number[] | undefined => {
    const values: number[] = []
    for (let index = 0; index < (arity[name] ?? 0); index++) {
      const text = read(name === 'A' && (index === 3 || index === 4) ? flag : number)
      const value = Number(text)
      if (text === undefined || !Number.isFinite(value)) return undefined
      values.push(value)
    }
    return values
  }

  for (;;) {
    const next = read(letter)
    if (next !== undefined) command = next
    else if (command === '' || command.toUpperCase() === 'Z') return segments
    const name = command.toUpperCase()
    if (arity[name] === undefined || (segments.length === 0 && name !== 'M')) return segments
    const given = readArguments(name)
    if (!given) return segments
    const isRelative = command !== name
    const [ox, oy] = isRelative ? [x, y] : [0, 0]
    const [a = 0, b = 0, c = 0, e = 0, f = 0, g = 0, h = 0] = given
    const reflected = (kind: 'C' | 'Q') =>
      smooth?.kind === kind ? { x: 2 * x - smooth.x, y: 2 * y - smooth.y } : { x, y }
    let kept: typeof smooth
    switch (name) {
      case 'M':
        segments.push(['M', a + ox, b + oy])
        ;[x, y, startX, startY] = [a + ox, b + oy, a + ox, b + oy]
        // What follows a move without a letter are lines.
        command = isRelative ? 'l' : 'L'
        break
      case 'L':
        segments.push(['L', a + ox, b + oy])
        ;[x, y] = [a + ox, b + oy]
        break
      case 'H':
        x = a + ox
        segments.push(['L', x, y])
        break
      case 'V':
        y = a + oy
        segments.push(['L', x, y])
        break
      case 'C':
        segments.push(['C', a + ox, b + oy, c + ox, e + oy, f + ox, g + oy])
        kept = { kind: 'C', x: c + ox, y: e + oy }
        ;[x, y] = [f + ox, g + oy]
        break
      case 'S': {
        const first = reflected('C')
        segments.push(['C', first.x, first.y, a + ox, b + oy, c + ox, e + oy])
        kept = { kind: 'C', x: a + ox, y: b + oy }
        ;[x, y] = [c + ox, e + oy]
        break
      }
      case 'Q':
        segments.push(['Q', a + ox, b + oy, c + ox, e + oy])
        kept = { kind: 'Q', x: a + ox, y: b + oy }
        ;[x, y] = [c + ox, e + oy]
        break
      case 'T': {
        const control = reflected('Q')
        segments.push(['Q', control.x, control.y, a + ox, b + oy])
        kept = { kind: 'Q', ...control }
        ;[x, y] = [a + ox, b + oy]
        break
      }
      case 'A':
        segments.push(
          ...arcToCurves({
            from: { x, y },
            rx: a,
            ry: b,
            turnDeg: c,
            isLarge: e === 1,
            isClockwise: f === 1,
            to: { x: g + ox, y: h + oy },
          }),
        )
        ;[x, y] = [g + ox, h + oy]
        break
      default:
        segments.push(['Z'])
        ;[x, y] = [startX, startY]
    }
    smooth = kept
    if (segments.length > mostSegments) return undefined
  }
}

const rounded = (value: number): string => String(Math.round(value * 1000) / 1000 + 0)
/** Far outside of any box; also what does not fit into the numbers of path data. */
const tooFar = 1_000_000

/** Path data of the contract: absolute, three digits. `undefined` when something of it lies beyond all bounds. */
export function writePath(segments: readonly Segment[], [a, b, c, d, e, f]: Matrix): string | undefined {
  const parts: string[] = []
  for (const [command, ...values] of segments) {
    const mapped: number[] = []
    for (let at = 0; at + 1 < values.length; at += 2) {
      const [x = 0, y = 0] = [values[at], values[at + 1]]
      mapped.push(a * x + c * y + e, b * x + d * y + f)
    }
    if (!mapped.every((value) => Math.abs(value) < tooFar)) return undefined
    parts.push(command + mapped.map(rounded).join(' '))
  }
  return parts.join('')
}
