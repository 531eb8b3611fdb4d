/**
 * A vitest reporter that writes counts to the file named by `CHENGTAI_COUNTS`: what cannot be loaded and what fails outside a test
 * counts as failed, and a skipped test comes with its reason.
 */
import fs from 'node:fs'

/** @typedef {import('./counts.mjs').Counts} Counts */

/** @typedef {import('vitest/node').Reporter} Reporter */

/** @implements {Reporter} */
export default class CountReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} testModules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    /** @type {Counts} */
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] }
    for (const testModule of testModules) {
      if (testModule.errors().length > 0) counts.failed += 1
      for (const suite of testModule.children.allSuites()) if (suite.errors().length > 0) counts.failed += 1
      for (const test of testModule.children.allTests()) addTest(counts, test)
    }
    const file = process.env['CHENGTAI_COUNTS']
    if (file) fs.writeFileSync(file, JSON.stringify(counts))
  }
}

/**
 * @param {Counts} counts
 * @param {import('vitest/node').TestCase} test
 */
function addTest(counts, test) {
  const result = test.result()
  if (result.state === 'passed') counts.passed += 1
  else if (result.state === 'skipped') {
    const reason = result.note ?? 'no reason given'
    counts.skipped.push({ name: `${test.module.relativeModuleId} > ${test.fullName}`, reason })
  } else counts.failed += 1
}
