import { createHash } from 'node:crypto'

/**
 * Name of what a rule decides on a cause, and of each thing that it does: the same at every seat, so that two seats that were apart and both drove have done it once; the second entry of
 * it is void when they meet (I3).
 */
export const ruleDeedId = (prefix: string, ...parts: readonly (string | number)[]): string =>
  `${prefix}-${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 26)}`
