/** The last line of `npm test` is only as honest as this count. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runVitest } from './runVitest.mjs'

let folder = ''

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chengtai-count-'))
})

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

test('passes, failures and skips are counted, a skip with its reason', async () => {
  const counts = await countOf({
    'a.test.mjs': `test('good', () => {}); test('bad', () => { throw new Error('bad') }); test('away', ({ skip }) => skip('no camera'))`,
  })

  expect(counts).toEqual({
    passed: 1,
    failed: 1,
    failures: [{ name: 'a.test.mjs > bad', reason: 'bad' }],
    skipped: [{ name: 'a.test.mjs > away', reason: 'no camera' }],
  })
})

test('a file that cannot be loaded counts as failed', async () => {
  const counts = await countOf({
    'a.test.mjs': `test('good', () => {})`,
    'b.test.mjs': `throw new Error('broken file')`,
  })

  expect(counts).toMatchObject({ passed: 1, failed: 1 })
})

test('a failing set-up of a suite counts as failed', async () => {
  const counts = await countOf({
    'a.test.mjs': `describe('suite', () => { beforeAll(() => { throw new Error('set-up') }); test('never run', () => {}) })`,
  })

  expect(counts.failed).toBe(1)
})

test('an error outside every test counts as failed', async () => {
  const counts = await countOf({
    'a.test.mjs': `test('good', () => { setTimeout(() => { throw new Error('late') }) })\n${late}`,
  })

  expect(counts.failed).toBe(1)
})

test('a run that finds no test counts as failed', async () => {
  expect(await countOf({})).toMatchObject({ passed: 0, failed: 1 })
})

/** Keeps the file running until the late error has been thrown. */
const late = `test('later', () => new Promise((resolve) => setTimeout(resolve, 20)))`

/** @param {Record<string, string>} files */
function countOf(files) {
  const config = path.join(folder, 'vitest.config.mjs')
  fs.writeFileSync(config, `export default { root: ${JSON.stringify(folder)}, test: { globals: true } }`)
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text)
  return runVitest(config, { quiet: true })
}
