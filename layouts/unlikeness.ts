import type { Fingerprint } from './schema'

/*
 * Weights, in units of "the whole desk apart". A label weighs more than any place: when a system forgets how the desk stands, panels keep their names. Among
 * panels of one name the place decides; size before that, since a part arranged for a 4K panel does not fit a small one however near it stands.
 */
const weights = {
  label: 40_000,
  noLabel: 20_000,
  internal: 20_000,
  octave: 20_000,
  upright: 15_000,
  turned: 2_000,
  place: 10_000,
}

/** How unlike two fingerprints are: 0 for the same display, always a whole number so that sums compare exactly. */
export function unlikeness(a: Fingerprint, b: Fingerprint): number {
  const [aLong, aShort] = sidesOf(a)
  const [bLong, bShort] = sidesOf(b)
  const octaves = octavesBetween(aLong, bLong) + octavesBetween(aShort, bShort)
  const distance = (a.place.x - b.place.x) ** 2 + (a.place.y - b.place.y) ** 2
  return Math.round(
    labelCost(a.label, b.label) +
      (a.isInternal === b.isInternal ? 0 : weights.internal) +
      octaves * weights.octave +
      octavesBetween(a.scaleFactor, b.scaleFactor) * weights.octave +
      (isUpright(a) === isUpright(b) ? 0 : weights.upright) +
      (a.rotation === b.rotation ? 0 : weights.turned) +
      distance * weights.place,
  )
}

const labelCost = (a: string, b: string): number => {
  if (a === b) return 0
  return a === '' || b === '' ? weights.noLabel : weights.label
}

const sidesOf = ({ widthPx, heightPx }: Fingerprint): [long: number, short: number] =>
  widthPx >= heightPx ? [widthPx, heightPx] : [heightPx, widthPx]
const octavesBetween = (a: number, b: number): number => Math.abs(Math.log2(a / b))
const isUpright = ({ widthPx, heightPx }: Fingerprint): boolean => heightPx > widthPx
