import { partsOf } from './chord'

/** First and last key of nine that differ only in their digit, as `Ctrl+1` to `Ctrl+9`; nothing when one was changed. */
export function numberedLine(chords: readonly (string | undefined)[]): { first: string; last: string } | undefined {
  const [first] = chords
  const last = chords.at(-1)
  if (chords.length !== 9 || first === undefined || last === undefined) return undefined
  const prefix = first.slice(0, -1)
  const isInRow = chords.every((chord, at) => chord === `${prefix}${at + 1}`)
  return isInRow && partsOf(first).modifiers.length > 0 ? { first, last } : undefined
}
