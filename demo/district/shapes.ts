import type { Point } from '../planar'

/** Outlines of buildings about their own middle, m, corners anticlockwise. `width` runs east, `depth` north. */
export type Shape = (width: number, depth: number) => Point[]

export const box: Shape = (w, d) => [
  [-w / 2, -d / 2],
  [w / 2, -d / 2],
  [w / 2, d / 2],
  [-w / 2, d / 2],
]

/** A slab with two stair towers standing out to the north, as southern housing has them. */
export const slab: Shape = (w, d) => {
  const step = d * 0.2
  const out = w * 0.12
  return [
    [-w / 2, -d / 2],
    [w / 2, -d / 2],
    [w / 2, d / 2 - step],
    [w / 4 + out, d / 2 - step],
    [w / 4 + out, d / 2],
    [w / 4 - out, d / 2],
    [w / 4 - out, d / 2 - step],
    [-w / 4 + out, d / 2 - step],
    [-w / 4 + out, d / 2],
    [-w / 4 - out, d / 2],
    [-w / 4 - out, d / 2 - step],
    [-w / 2, d / 2 - step],
  ]
}

/** A point tower with cut corners. */
export const tower: Shape = (w, d) => {
  const cut = Math.min(w, d) * 0.16
  return [
    [-w / 2 + cut, -d / 2],
    [w / 2 - cut, -d / 2],
    [w / 2, -d / 2 + cut],
    [w / 2, d / 2 - cut],
    [w / 2 - cut, d / 2],
    [-w / 2 + cut, d / 2],
    [-w / 2, d / 2 - cut],
    [-w / 2, -d / 2 + cut],
  ]
}

/** A cross of four wings: every flat has two outer sides. */
export const cross: Shape = (w, d) => {
  const [a, b] = [w * 0.24, d * 0.24]
  return [
    [-a, -d / 2],
    [a, -d / 2],
    [a, -b],
    [w / 2, -b],
    [w / 2, b],
    [a, b],
    [a, d / 2],
    [-a, d / 2],
    [-a, b],
    [-w / 2, b],
    [-w / 2, -b],
    [-a, -b],
  ]
}

/** Two wings at a right angle, the corner in the south-west. */
export const angle: Shape = (w, d) => {
  const wing = Math.min(w, d) * 0.38
  return [
    [-w / 2, -d / 2],
    [w / 2, -d / 2],
    [w / 2, -d / 2 + wing],
    [-w / 2 + wing, -d / 2 + wing],
    [-w / 2 + wing, d / 2],
    [-w / 2, d / 2],
  ]
}

/** The same, the corner in the north-east. */
export const angleTurned: Shape = (w, d) => angle(w, d).map(([x, y]): Point => [-x, -y])

/** Three wings round a court that opens to the south. */
export const court: Shape = (w, d) => {
  const wing = Math.min(w, d) * 0.3
  return [
    [-w / 2, -d / 2],
    [-w / 2 + wing, -d / 2],
    [-w / 2 + wing, d / 2 - wing],
    [w / 2 - wing, d / 2 - wing],
    [w / 2 - wing, -d / 2],
    [w / 2, -d / 2],
    [w / 2, d / 2],
    [-w / 2, d / 2],
  ]
}

/** An oval hall. */
export const oval: Shape = (w, d) =>
  Array.from({ length: 20 }, (_, i): Point => {
    const turn = (i / 20) * 2 * Math.PI
    return [(w / 2) * Math.cos(turn), (d / 2) * Math.sin(turn)]
  })

/** A hall bent towards the south: hotels that look over the lake. */
export const bow: Shape = (w, d) => {
  const sag = w * 0.12
  const arc = (offset: number) =>
    Array.from({ length: 7 }, (_, i): Point => {
      const x = -w / 2 + (w * i) / 6
      return [x, offset + sag * (1 - ((2 * x) / w) ** 2) - sag / 2]
    })
  return [...arc(-d / 2), ...arc(d / 2).reverse()]
}
