import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readLines, renderReport } from './reliability.mjs'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chengtai-report-'))
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

it('takes the last line of each test, in the order of the programme, and names what was not run', () => {
  const file = path.join(folder, 'reliability.jsonl')
  fs.mkdirSync(folder, { recursive: true })
  const lines = [
    { name: 'L1 store-then-ack', figures: { lost: 3 }, bar: '0 lost', pass: false },
    { name: 'D1 kill-ack', seed: 7, figures: { lost: 0, reopenP50Ms: 12.3456 }, bar: 'a | b', pass: true },
    { name: 'L1 store-then-ack', figures: { lost: 0 }, bar: '0 lost', pass: true },
    { name: 'W6 display-loss', skipped: 'no X server' },
  ].map((line) => JSON.stringify({ at: '2026-11-22', isNightly: false, ...line }))
  fs.writeFileSync(file, `${lines.join('\n')}\n`)
  const report = renderReport(readLines(file), { version: '1.0.0', commit: 'abc', machine: 'm' })
  expect(report.match(/^\| [A-Z]\d.*$/gm)).toEqual([
    '| D1 kill-ack | holds | lost 0, reopenP50Ms 12.35 | a \\| b | 7 |',
    '| L1 store-then-ack | holds | lost 0 | 0 lost |  |',
    '| W6 display-loss | SKIPPED no X server |  |  |  |',
  ])
  expect(report).toContain('Not run: S1 sim-seats')
  expect(report).not.toMatch(/Not run:.*D1/)
})

it('has nothing to report where no test has run', () => {
  expect(readLines(path.join(folder, 'none.jsonl'))).toEqual([])
})
