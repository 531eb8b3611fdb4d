import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ForwardField, ForwardTarget } from '../../../domain/contract'
import { ForwardItem } from '../../../domain/forwarding/ForwardItem'
import { csvTable } from '../../tables/csvTable'
import { parquetTable } from '../../tables/parquetTable'
import type { Row, TableColumn } from '../../tables/TableEncoder'
import { type Target, TargetError } from './Target'

const stageName = 'stage.jsonl'
/** Rows that are turned into the table at a time. */
const pieceRows = 2_000

const columnsOf = (fields: readonly ForwardField[]): (TableColumn & { name: ForwardField | 'id' })[] => [
  { name: 'id', type: 'text' },
  ...fields.map((name) => ({
    name,
    type:
      name === 'atMs'
        ? ('time' as const)
        : name === 'value' || name === 'quality'
          ? ('number' as const)
          : ('text' as const),
  })),
]

/**
 * Files that others fetch: items are staged as lines, synced, and become a CSV or a Parquet file when there are enough of them or it is time. A file with its final name is whole, and
 * holds each id once, also when a chunk came twice.
 *
 * @param folder of the route alone
 */
export function fileTarget(
  { format, rotateRows, rotateMinutes, keepFiles }: Extract<ForwardTarget, { kind: 'file' }>,
  fields: readonly ForwardField[],
  folder: string,
  now: () => number,
): Target {
  const stage = join(folder, stageName)
  let rows: number | undefined
  let openedAtMs = 0

  async function* staged(): AsyncGenerator<ForwardItem> {
    const seen = new Set<string>()
    for await (const line of linesOf(stage)) {
      const item = readLine(line)
      if (!item || seen.has(item.id)) continue
      seen.add(item.id)
      yield item
    }
  }
  const takeUp = async (): Promise<number> => {
    if (rows !== undefined) return rows
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const found = await stat(stage).catch(() => undefined)
    openedAtMs = Math.min(found?.birthtimeMs ?? Infinity, now())
    let count = 0
    if (found) for await (const _ of staged()) count++
    rows = count
    return count
  }
  const rotate = async (): Promise<void> => {
    const columns = columnsOf(fields)
    const table = format === 'csv' ? csvTable(columns) : parquetTable(columns)
    // 2026-03-01T08-00-00-000Z: sorts by time, and stands in every file system.
    const name = `${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}.${format}`
    const half = join(folder, `${name}.part`)
    const handle = await open(half, 'w', 0o600)
    try {
      let piece: Row[] = []
      for await (const item of staged()) {
        piece.push(columns.map((column) => item[column.name]))
        if (piece.length < pieceRows) continue
        await handle.write(table.add(piece))
        piece = []
      }
      await handle.write(table.add(piece))
      await handle.write(table.end())
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(half, join(folder, name))
    await rm(stage)
    rows = 0
    const whole = (await readdir(folder)).filter((file) => /\.(csv|parquet)$/.test(file)).sort()
    for (const old of whole.slice(0, Math.max(0, whole.length - keepFiles))) await rm(join(folder, old))
  }
  const failed = (error: unknown): never => {
    throw new TargetError('failed', error instanceof Error ? error.message.slice(0, 300) : String(error))
  }

  return {
    async send(items) {
      try {
        const before = await takeUp()
        if (before === 0) openedAtMs = now()
        const handle = await open(stage, 'a', 0o600)
        try {
          // Begins on a line of its own: what a power cut left of the one before spoils nothing.
          await handle.writeFile(`\n${items.map((item) => JSON.stringify(item)).join('\n')}\n`)
          await handle.sync()
        } finally {
          await handle.close()
        }
        rows = before + items.length
        if (rows >= rotateRows) await rotate()
      } catch (error) {
        failed(error)
      }
    },
    async tick() {
      if ((await takeUp().catch(failed)) > 0 && now() - openedAtMs >= rotateMinutes * 60_000)
        await rotate().catch(failed)
    },
    async probe() {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        const trial = join(folder, 'trial.part')
        await writeFile(trial, 'x')
        await rm(trial)
      } catch (error) {
        failed(error)
      }
    },
    close: async () => undefined,
  }
}

/** Node's own reader of lines passes on no error of the file before Node 20. @throws as the file does */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of createReadStream(file, { encoding: 'utf8' })) {
    const lines = (rest + String(piece)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest
}

/** A line that a power cut left half is not there: its chunk is in the queue still. */
function readLine(line: string): ForwardItem | undefined {
  try {
    return ForwardItem.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
