import { spawn } from 'node:child_process'
import { root } from '../root.mjs'

/**
 * Runs the commands of one check one after the other and shows what they say only when one fails.
 *
 * @param {import('./checks.mjs').Check} check
 * @returns {Promise<boolean>} whether all ended with 0
 */
export async function runCheck({ name, commands }) {
  const startedAtMs = Date.now()
  const failures = []
  for (const command of commands) {
    const { code, output } = await runQuietly(command)
    if (code !== 0) failures.push(output)
  }
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1)
  console.log(`${failures.length === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
  for (const output of failures) console.log(output.trimEnd())
  return failures.length === 0
}

/**
 * @param {readonly string[]} command
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function runQuietly(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text) => {
        output += text
      })
    }
    child.on('close', (code) => resolve({ code, output }))
  })
}
