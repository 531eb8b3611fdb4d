import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from '../root.mjs'
import { program } from './checks.mjs'
import { noCounts } from './counts.mjs'

/**
 * Runs vitest and counts.
 *
 * @param {string} config configuration file
 * @param {{ filters?: readonly string[], env?: Record<string, string>, quiet?: boolean }} [options] `filters` are parts of file names
 * @returns {Promise<import('./counts.mjs').Counts>} one failed when vitest ended without counts, or with an error that no count shows
 */
export async function runVitest(config, { filters = [], env = {}, quiet = false } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chengtai-test-'))
  const file = path.join(folder, 'counts.json')
  const reporters = ['--reporter=default', `--reporter=${path.join(import.meta.dirname, 'countReporter.mjs')}`]
  const args = [program('vitest', 'vitest'), 'run', '--config', config, ...reporters, ...filters]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, CHENGTAI_COUNTS: file },
    stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  const counts = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : noCounts()
  fs.rmSync(folder, { recursive: true, force: true })
  if (code === 0 || counts.failed > 0) return counts
  return { ...counts, failed: 1, failures: [{ name: config, reason: `vitest ended with ${code} and without a count` }] }
}
