/**
 * `npm run report:reliability`: writes docs/reliability.md from the lines that the tests of the reliability programme left in
 * artifacts/reliability.jsonl. Of each test the last line counts; a test of the programme without a line is listed as not run.
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { say } from './messages.mjs'
import { root } from './root.mjs'
import { readLines, renderReport } from './testing/reliability.mjs'

const lines = readLines(path.join(root, 'artifacts/reliability.jsonl'))
if (lines.length === 0) {
  say('noReliabilityLines')
  process.exit(1)
}
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? '?'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.version}`
fs.writeFileSync(path.join(root, 'docs/reliability.md'), renderReport(lines, { version, commit, machine }))
say('reliabilityWritten', { file: 'docs/reliability.md', tests: String(lines.length) })
