import fs from 'node:fs'

/**
 * One line that a test of the programme printed (tests/faults/report.ts).
 *
 * @typedef {{ name: string, at: string, isNightly: boolean, seed?: number, figures?: Record<string, number | string>, bar?: string,
 *   pass?: boolean, skipped?: string }} Line
 */

/** What the programme names and this product tests by now; the rest of it comes with the parts that it tests. */
const programme = [
  'S1 sim-seats',
  'S2 sim-mutants',
  'S3 fold-order',
  'D1 kill-ack',
  'D2 power-cut',
  'D3 disk-full',
  'D4 io-error',
  'D5 corrupt-open',
  'D6 row-integrity',
  'D7 backup-restore',
  'D8 audit-tamper',
  'D9 migrate-kill',
  'L1 store-then-ack',
  'L2 gap-fill',
  'L3 broker-kill',
  'L4 silent-link',
  'L5 opcua-restart',
  'L6 bad-network',
  'X11 clock-jump',
  'W1 window-crash',
  'W2 window-hang',
  'W3 gpu-crash',
  'W4 core-crash',
  'W5 main-crash',
  'W6 display-loss',
  'B4 alone-shift',
  'E1 three-seats',
]

/** `D4` of `D4 io-error: ENOSPC at write`: a test may print several lines. @param {string} name */
const idOf = (name) => name.split(' ', 1)[0]

/** @param {string} file @returns {Line[]} the last line of each test, in the order of the programme */
export function readLines(file) {
  if (!fs.existsSync(file)) return []
  /** @type {Map<string, Line>} */
  const last = new Map()
  for (const text of fs.readFileSync(file, 'utf8').split('\n')) {
    if (text === '') continue
    /** @type {Line} */
    const line = JSON.parse(text)
    last.set(line.name, line)
  }
  const place = (/** @type {string} */ name) => {
    const at = programme.findIndex((test) => idOf(test) === idOf(name))
    return at < 0 ? programme.length : at
  }
  return [...last.values()].sort((a, b) => place(a.name) - place(b.name))
}

/**
 * @param {readonly Line[]} lines
 * @param {{ version: string, commit: string, machine: string }} run
 * @returns {string} Markdown
 */
export function renderReport(lines, { version, commit, machine }) {
  const missing = programme.filter((test) => !lines.some((line) => idOf(line.name) === idOf(test)))
  const rows = lines.map((line) =>
    [line.name, resultOf(line), figuresOf(line), line.bar ?? '', line.seed ?? ''].map((cell) => escape(String(cell))),
  )
  return [
    '# Reliability report',
    '',
    `Version ${version} (${commit}), on ${machine}. Written by \`npm run report:reliability\` from what the tests of the programme printed; times were taken on a`,
    'shared machine with software drawing and are not asserted.',
    '',
    '| test | result | figures | must hold | seed |',
    '|---|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    missing.length === 0 ? 'Every test of the programme that is due has run.' : `Not run: ${missing.join(', ')}.`,
    '',
  ].join('\n')
}

/** @param {Line} line */
function resultOf({ pass, skipped, isNightly }) {
  if (skipped !== undefined) return `SKIPPED ${skipped}`
  return `${pass ? 'holds' : '**BROKEN**'}${isNightly ? ' (long)' : ''}`
}

/** @param {Line} line */
const figuresOf = ({ figures = {} }) =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`)
    .join(', ')

/** @param {string} cell */
const escape = (cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
