import fs from 'node:fs'
import path from 'node:path'
import { digestSources, readStamp, writeStamp } from '../bundle/freshness.mjs'
import { say } from '../messages.mjs'
import { root } from '../root.mjs'
import { runStep } from '../setup/run.mjs'

const file = path.join(root, 'out/demo/district.json')

/**
 * The demo district as a file, made anew when the program that makes it has changed.
 *
 * @returns {Promise<string>} path of the file
 */
export async function ensureDistrict() {
  const digest = digestSources(['demo', 'domain'])
  if (readStamp('district') === digest && fs.existsSync(file)) return file
  say('makingDistrict')
  const made = await runStep(process.execPath, ['out/demo/makeDistrict.cjs', '--out', file], { what: 'district' })
  if (!made.ok) throw new Error(`makeDistrict failed: ${made.output}`)
  writeStamp('district', digest)
  return file
}
