import { describe, expect, it } from 'vitest'
import { csvField, readCsv } from './csv.mjs'
import { markersIn, problemsOf } from './markers.mjs'
import { renderCoverage, tally } from './report.mjs'
import { readRequirements } from './requirements.mjs'

const mark = '// req:' // apart, so that this file marks nothing itself
const requirements = [
  { id: 'R-1', system: 'fire.hydrant', title: '一' },
  { id: 'R-2', system: 'fire.panel', title: '二_2' },
  { id: 'R-3', system: 'access.door', title: '三' },
]

describe('marks', () => {
  it('belong to the test or group after them, also over several lines', () => {
    const text = [
      `${mark} R-1, R-2`,
      "it('does it\\'s work', () => {})",
      `  ${mark} R-3`,
      '  // why',
      '  describe.each([1, 2])(',
      '    `in a group`,',
    ].join('\n')
    expect(markersIn('a.test.ts', text)).toEqual([
      { id: 'R-1', file: 'a.test.ts', line: 1, test: "does it's work" },
      { id: 'R-2', file: 'a.test.ts', line: 1, test: "does it's work" },
      { id: 'R-3', file: 'a.test.ts', line: 3, test: 'in a group' },
    ])
  })

  it('are wrong without an id, with an unknown one, and with no test after them', () => {
    const text = [mark, "it('a', f)", `${mark} R-9`, "it('b', f)", `${mark} R-1`, 'const c = 1'].join('\n')
    expect(problemsOf(markersIn('a.test.ts', text), new Set(['R-1']))).toEqual([
      'a.test.ts:1 no requirement ""',
      'a.test.ts:3 no requirement "R-9"',
      'a.test.ts:5 no test follows',
    ])
  })
})

describe('the report', () => {
  const markers = markersIn('a.test.ts', `${mark} R-2\nit('holds | it', f)`)

  it('counts a requirement once, by family in the order of the text', () => {
    expect(tally(requirements, [...markers, ...markers])).toEqual([
      { name: 'fire', held: 1, all: 2 },
      { name: 'access', held: 0, all: 1 },
    ])
  })

  it('names the tests of what is held, and what no test holds', () => {
    const text = renderCoverage(requirements, markers)
    expect(text).toContain('1 of 3 are held.')
    expect(text).toContain('- **R-2** 二\\_2 (`fire.panel`)\n  - `a.test.ts`: holds \\| it\n\nBy no test: R-1 一')
  })
})

describe('the requirements', () => {
  it('are 1,328 of 25 families, each with an id of its own', () => {
    const all = readRequirements()
    expect(new Set(all.map(({ id }) => id)).size).toBe(1328)
    expect(tally(all, [])).toHaveLength(25)
  })

  it('are read as they were written, also with commas and quotes', () => {
    const title = 'a, "b"'
    expect(readCsv(`id,title\nR-1,${csvField(title)}\n`)).toEqual([{ id: 'R-1', title }])
  })
})
