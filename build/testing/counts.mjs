/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, reason: string }[]} failures named again at the end of a run, where a log that is cut still shows them
 * @property {{ name: string, reason: string }[]} skipped
 */

/** @returns {Counts} */
export function noCounts() {
  return { passed: 0, failed: 0, failures: [], skipped: [] }
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    failures: all.flatMap(({ failures }) => failures),
    skipped: all.flatMap(({ skipped }) => skipped),
  }
}
