/**
 * `npm run coverage:requirements`: which requirements of the white paper which test holds, and which none; totals by family. Writes docs/coverage.md.
 * With `--check` it writes nothing and fails when a test names a requirement that there is not.
 */
import fs from 'node:fs'
import path from 'node:path'
import { markersIn, problemsOf } from './coverage/markers.mjs'
import { renderCoverage, tally } from './coverage/report.mjs'
import { keepCopy, readRequirements } from './coverage/requirements.mjs'
import { say } from './messages.mjs'
import { root } from './root.mjs'
import { folders } from './testing/checks.mjs'

const requirements = readRequirements()
const markers = folders
  .flatMap((folder) => testFilesIn(folder))
  .flatMap((file) => markersIn(file, fs.readFileSync(path.join(root, file), 'utf8')))
const problems = problemsOf(markers, new Set(requirements.map(({ id }) => id)))
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
} else if (!process.argv.includes('--check')) {
  await write()
}

async function write() {
  const { format, resolveConfig } = await import('prettier')
  const file = path.join(root, 'docs/coverage.md')
  const text = renderCoverage(requirements, markers)
  fs.writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
  keepCopy(requirements)
  const titles = new Map(requirements.map(({ id, title }) => [id, title]))
  for (const { id, file, test } of markers) console.log(`${id} ${titles.get(id) ?? ''}\t${file} › ${test}`)
  const held = new Set(markers.map(({ id }) => id))
  const open = requirements.filter(({ id }) => !held.has(id))
  console.log(`\nBy no test:\n${open.map(({ id, title }) => `${id} ${title}`).join('\n')}\n`)
  for (const { name, held, all } of tally(requirements, markers))
    console.log(`${name.padEnd(20)} ${String(held).padStart(4)} / ${all}`)
  say('coverageWritten', { file: 'docs/coverage.md', held: held.size, all: requirements.length })
}

/** @param {string} folder @returns {string[]} from the root, with slashes, in order */
function testFilesIn(folder) {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.(?:ts|tsx|mts|mjs)$/.test(name))
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .sort()
}
