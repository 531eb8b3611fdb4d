/**
 * `npm test`: prepares the machine as far as needed, then runs the checks, the unit tests, and the real console on four screens in
 * memory, and the faults of the reliability programme. The last line is `N passed, N failed`. `--only check|unit|faults|e2e` runs one part, `--nightly`
 * the long variants, `--pictures` has the end-to-end tests leave pictures in `artifacts/`; other arguments choose test files.
 */
import fs from 'node:fs'
import path from 'node:path'
import { buildOutputs } from './bundle/buildOutputs.mjs'
import { say } from './messages.mjs'
import { root } from './root.mjs'
import { ensureDistrict } from './run/district.mjs'
import { startDisplaysInMemory } from './setup/display.mjs'
import { prepare } from './setup/prepare.mjs'
import { SetupError } from './setup/SetupError.mjs'
import { installGroup, missingCommands } from './setup/systemPackages.mjs'
import { checks } from './testing/checks.mjs'
import { addCounts, noCounts } from './testing/counts.mjs'
import { runCheck } from './testing/runCheck.mjs'
import { runVitest } from './testing/runVitest.mjs'

/** @typedef {import('./testing/counts.mjs').Counts} Counts */

const SCREENS = 4

const isNightly = process.argv.includes('--nightly')
const hasPictures = isNightly || process.argv.includes('--pictures')
const args = process.argv.slice(2).filter((arg) => arg !== '--nightly' && arg !== '--pictures')
const only = args[0] === '--only' ? args[1] : undefined
const filters = args.slice(only === undefined ? 0 : 2)

const parts = {
  check: runChecks,
  unit: () => runVitest('vitest.config.mts', { filters, env: { ...withServers, ...nightly } }),
  faults: runFaults,
  e2e: runEndToEnd,
}

/** Tests read it to run for longer; each says how long. */
const nightly = isNightly ? { CHENGTAI_NIGHTLY: '1' } : {}

/** mosquitto lives in sbin, which the PATH of a plain Debian user leaves out. */
const withServers = { PATH: `${process.env['PATH'] ?? ''}${path.delimiter}/usr/sbin` }

/** @returns {Promise<Counts>} */
async function runChecks() {
  const counts = noCounts()
  const waiting = [...checks()]
  // Some use one processor, some more: two at a time leave none idle.
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (await runCheck(check)) counts.passed += 1
      else {
        counts.failed += 1
        counts.failures.push({ name: `check ${check.name}`, reason: 'see above' })
      }
    }
  }
  await Promise.all([lane(), lane()])
  return counts
}

/** Kills, cut power, full disks, dead links: the programs that are harmed are the built ones. @returns {Promise<Counts>} */
async function runFaults() {
  await buildOutputs({ onlyStale: true })
  return runVitest('vitest.faults.config.mts', { filters, env: { ...withServers, ...nightly } })
}

/** @returns {Promise<Counts>} */
async function runEndToEnd() {
  if (!fs.existsSync(path.join(root, 'tests/e2e'))) return noCounts()
  const electron = await prepare()
  await buildOutputs({ onlyStale: true })
  const district = await ensureDistrict()
  const displays = process.platform === 'linux' ? await startDisplaysInMemory(SCREENS) : undefined
  try {
    const env = {
      ...withServers,
      ...nightly,
      ...(hasPictures ? { CHENGTAI_PICTURES: '1' } : {}),
      ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
      CHENGTAI_DISTRICT: district,
      ...(displays ? { DISPLAY: displays.display } : {}),
    }
    return await runVitest('vitest.e2e.config.mts', { filters, env })
  } finally {
    displays?.stop()
  }
}

/** A broker from outside is needed; a browser is not everywhere to be had by apt, its test then says that it is skipped. */
async function prepareForTests() {
  await prepare()
  if (process.platform !== 'linux') return
  const broker = missingCommands('tests')
  if (broker.length > 0) await installGroup('tests', broker)
  const browser = missingCommands('browser')
  if (browser.length === 0) return
  await installGroup('browser', browser).catch(() => say('noBrowser'))
}

/**
 * A part that cannot run counts as one failed, and the others still run.
 *
 * @param {() => Promise<Counts>} part
 * @returns {Promise<Counts>}
 */
async function runPart(part) {
  try {
    return await part()
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error)
    const reason = error instanceof Error ? error.message : String(error)
    return { ...noCounts(), failed: 1, failures: [{ name: part.name, reason }] }
  }
}

/** @returns {Promise<Counts>} */
async function runAll() {
  // A whole run begins its report anew; parts of one add to it.
  if (only === undefined) fs.rmSync(path.join(root, 'artifacts/reliability.jsonl'), { force: true })
  await prepareForTests()
  if (only !== undefined) {
    const [, part] = Object.entries(parts).find(([name]) => name === only) ?? []
    return part ? runPart(part) : noCounts()
  }
  const unit = await runPart(parts.unit)
  // The faults mostly wait, for limits of the product to pass: the checks have the processors meanwhile.
  const both = await Promise.all([runPart(parts.faults), runPart(parts.check)])
  return addCounts([unit, ...both, await runPart(parts.e2e)])
}

const total = await runPart(runAll)
for (const { name, reason } of total.skipped) console.log(`skipped: ${name} (${reason})`)
for (const { name, reason } of total.failures) console.log(`failed: ${name} (${reason})`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
