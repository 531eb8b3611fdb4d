import type { Figure } from './results'

/** A figure in a line; `goal` is its number in the performance guide, where it has one. */
export const figure = (
  what: string,
  subject: string,
  value: number,
  unit: string,
  { goal, target }: { goal?: number; target?: string } = {},
): Figure => ({
  ...(goal === undefined ? {} : { goal }),
  what,
  subject,
  value,
  unit,
  ...(target === undefined ? {} : { target }),
})
