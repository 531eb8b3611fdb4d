/** Maps x to ax + cy + e, and y to bx + dy + f; as SVG writes it. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const same: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export const within = (outer: Matrix, inner: Matrix): Matrix => {
  const [a, b, c, d, e, f] = outer
  const [g, h, i, j, k, l] = inner
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

/** By how much a matrix makes lines thicker. */
export const scaleOf = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c))

const call = /\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]{0,400})\)[\s,]*/y
const radians = (deg: number) => (deg * Math.PI) / 180

/** @returns `undefined` when the text is no list of transforms */
export function parseTransform(text: string): Matrix | undefined {
  let all = same
  call.lastIndex = 0
  const trimmed = text.trim()
  while (call.lastIndex < trimmed.length) {
    const match = call.exec(trimmed)
    if (!match) return undefined
    const one = matrixOf(
      match[1] ?? '',
      (match[2] ?? '')
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number),
    )
    if (!one || !one.every(Number.isFinite)) return undefined
    all = within(all, one)
  }
  return all.every(Number.isFinite) ? all : undefined
}

function matrixOf(name: string, given: readonly number[]): Matrix | undefined {
  const [first, second, third] = given
  if (first === undefined) return undefined
  switch (name) {
    case 'matrix': {
      const [, b, c, d, e, f] = given
      if (b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) return undefined
      return [first, b, c, d, e, f]
    }
    case 'translate':
      return [1, 0, 0, 1, first, second ?? 0]
    case 'scale':
      return [first, 0, 0, second ?? first, 0, 0]
    case 'rotate': {
      const [sin, cos] = [Math.sin(radians(first)), Math.cos(radians(first))]
      const turned: Matrix = [cos, sin, -sin, cos, 0, 0]
      if (second === undefined || third === undefined) return turned
      return within(within([1, 0, 0, 1, second, third], turned), [1, 0, 0, 1, -second, -third])
    }
    case 'skewX':
      return [1, 0, Math.tan(radians(first)), 1, 0, 0]
    case 'skewY':
      return [1, Math.tan(radians(first)), 0, 1, 0, 0]
    default:
      return undefined
  }
}
