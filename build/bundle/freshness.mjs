/** Tells whether an output is older than its sources, by the content of the sources: a checkout or a clone changes every mtime. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../root.mjs'

const stampFile = path.join(root, 'out/.sources.json')

/**
 * @param {readonly string[]} sources files and folders below the root; those that are missing count as empty
 * @returns {string} a digest of every path and every byte below them, tests left out
 */
export function digestSources(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of listFiles(path.join(root, source))) {
      hash.update(`${path.relative(root, file)}\0`)
      hash.update(fs.readFileSync(file))
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} start
 * @returns {string[]}
 */
function listFiles(start) {
  const stat = fs.statSync(start, { throwIfNoEntry: false })
  if (!stat) return []
  if (stat.isFile()) return [start]
  return fs
    .readdirSync(start, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((entry) => !/\.test\.\w+$|\.md$/.test(entry.name))
    .flatMap((entry) => listFiles(path.join(start, entry.name)))
}

/**
 * @param {string} output name of the output
 * @returns {string | undefined} the digest it was last made from
 */
export function readStamp(output) {
  return readStamps()[output]
}

/**
 * @param {string} output
 * @param {string} digest
 */
export function writeStamp(output, digest) {
  fs.mkdirSync(path.dirname(stampFile), { recursive: true })
  fs.writeFileSync(stampFile, `${JSON.stringify({ ...readStamps(), [output]: digest }, null, 2)}\n`)
}

/** @returns {Record<string, string>} */
function readStamps() {
  try {
    return JSON.parse(fs.readFileSync(stampFile, 'utf8'))
  } catch {
    return {}
  }
}
