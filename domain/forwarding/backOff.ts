const firstMs = 1_000
const longestMs = 60_000

/**
 * How long to wait after so many failures in a row: twice as long each time, up to a minute, and a fifth more or less so that a target that comes back is not met
 * by all at once.
 *
 * @param chance from 0 to below 1
 */
export const backOffMs = (failures: number, chance: number): number =>
  Math.round(Math.min(longestMs, firstMs * 2 ** Math.min(30, failures - 1)) * (0.8 + 0.4 * chance))
