import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folders } from '../testing/checks.mjs'
import { root } from '../root.mjs'
import { readCsv } from './csv.mjs'
import { markersIn } from './markers.mjs'

/** Rows of the table of docs/iot-platform.md: id and last column. */
const rows = [
  ...fs.readFileSync(path.join(root, 'docs/iot-platform.md'), 'utf8').matchAll(/^\| (R-[\d.-]+) .*\| (.+?) *\|$/gm),
]
const marked = new Set(
  folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.test\.(?:ts|tsx|mts|mjs)$/.test(name))
      .flatMap((name) => markersIn(name, fs.readFileSync(path.join(root, folder, name), 'utf8')))
      .map(({ id }) => id),
  ),
)

test('every requirement of the IoT platform has its place in the demo district, or says why it has none', () => {
  const ids = readCsv(fs.readFileSync(path.join(root, 'docs/requirements-ids.csv'), 'utf8'))
    .filter(({ system }) => system?.startsWith('iot_platform.'))
    .map(({ id }) => id)
  expect(new Set(rows.map(([, id]) => id))).toEqual(new Set(ids))
  expect(rows).toHaveLength(ids.length)
})

test('the table calls held what a test holds, and nothing else', () => {
  for (const [, id, held] of rows) expect([id, held?.trim() === 'yes'], held).toEqual([id, marked.has(id ?? '')])
})
