/**
 * A vitest reporter that writes counts to the file named by `CHENGTAI_COUNTS`: what cannot be loaded and what fails outside a test
 * counts as failed, and a failed or skipped test comes with its reason.
 */
import fs from 'node:fs'
import { noCounts } from './counts.mjs'

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
    const counts = noCounts()
    for (const error of unhandledErrors) addFailure(counts, 'outside every test', [error])
    for (const testModule of testModules) {
      const file = testModule.relativeModuleId
      if (testModule.errors().length > 0) addFailure(counts, file, testModule.errors())
      for (const suite of testModule.children.allSuites()) {
        if (suite.errors().length > 0) addFailure(counts, `${file} > ${suite.fullName}`, suite.errors())
      }
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
  const name = `${test.module.relativeModuleId} > ${test.fullName}`
  if (result.state === 'passed') counts.passed += 1
  else if (result.state === 'skipped') counts.skipped.push({ name, reason: result.note ?? 'no reason given' })
  else addFailure(counts, name, result.errors ?? [])
}

/**
 * @param {Counts} counts
 * @param {string} name
 * @param {readonly unknown[]} errors
 */
function addFailure(counts, name, errors) {
  counts.failed += 1
  counts.failures.push({ name, reason: String(Object(errors[0]).message ?? errors[0]).split('\n', 1)[0] ?? '' })
}
