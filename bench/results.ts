import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, platform, totalmem } from 'node:os'
import { join } from 'node:path'

/** One measured figure. */
export interface Figure {
  /** Number of the goal in the performance guide, where it is one. */
  goal?: number
  what: string
  subject: string
  value: number
  unit: string
  /** What we aim at, as text: `≥ 60,000`. */
  target?: string
}

/** Writes the figures of a run as JSON and as the readable `latest.md`, or `latest-<scenario>.md` when only some ran. @returns path of the JSON file */
export async function writeResults(
  folder: string,
  name: string,
  figures: readonly Figure[],
  atMs: number,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()}, Node ${process.version}; load over the last minute ${loadavg()[0]?.toFixed(1)}`
  const at = new Date(atMs).toISOString()
  const file = join(folder, `${at.slice(0, 16).replace(':', '')}-${name}.json`)
  await writeFile(file, `${JSON.stringify({ at, machine, figures }, undefined, 2)}\n`)
  await writeFile(join(folder, name === 'all' ? 'latest.md' : `latest-${name}.md`), asMarkdown(at, machine, figures))
  return file
}

const asMarkdown = (at: string, machine: string, figures: readonly Figure[]): string =>
  `# Figures of ${at}\n\n${machine}\n\n${asTable(figures)}`

/** Rows of Markdown that can be read as they are. */
export function asTable(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ goal, what, subject, value, unit, target }) =>
      `| ${goal ?? ''} | ${what} | ${subject} | ${readable(value)} ${unit} | ${target ?? ''} |`,
  )
  return ['| goal | what | of | measured | aim |', '|---|---|---|---|---|', ...rows, ''].join('\n')
}

const readable = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3).replace(/\.0+$/, '')
