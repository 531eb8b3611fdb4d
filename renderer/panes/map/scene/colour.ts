/** Red, green, blue as 0–255, as deck.gl and the shaders take them. */
export type Rgb = readonly [number, number, number]

/** @param hex `#RRGGBB` or `#RRGGBBAA`; alpha is left out */
export function rgbOfHex(hex: string): Rgb {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  return [part(1), part(3), part(5)]
}

/** The colour `share` of the way from one token to another, for surfaces that have no token of their own (plazas, car parks). */
export function mixHex(from: string, to: string, share: number): string {
  const a = rgbOfHex(from)
  const b = rgbOfHex(to)
  const channel = (i: 0 | 1 | 2) =>
    Math.round(a[i] + (b[i] - a[i]) * share)
      .toString(16)
      .padStart(2, '0')
  return `#${channel(0)}${channel(1)}${channel(2)}`
}
