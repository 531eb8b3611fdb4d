import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'

/** What a profile holds, as figures that its copy must have too. */
export const Manifest = z.object({
  seatId: z.string(),
  createdAtMs: z.number().int(),
  /** Rows of every table of the duty database, by name, but for those of the schema's own history. */
  rows: z.record(z.string(), z.number().int()),
  /** Last number and hash of every origin's chain. */
  heads: z.array(z.object({ origin: z.string(), seq: z.number().int(), hash: z.string() })),
  /** SHA-256 over the folded states of all subjects. */
  foldHash: z.string(),
  /** Bytes of the history in the backup; 0 when it was left out. */
  historyBytes: z.number().int(),
})
export type Manifest = z.infer<typeof Manifest>

const statesPerPage = 2_000

/** Reads the figures from a duty database that nobody writes to meanwhile. */
export async function readFigures(knex: Knex): Promise<Pick<Manifest, 'rows' | 'heads' | 'foldHash'>> {
  const tables: string[] = await knex('sqlite_schema')
    .where('type', 'table')
    .whereNot('name', 'like', 'sqlite_%')
    .whereNot('name', 'migration')
    .pluck('name')
  const rows: Record<string, number> = {}
  for (const table of tables.sort()) {
    const counted = await knex(table).count({ count: '*' }).first<{ count: number }>()
    rows[table] = counted.count
  }
  const heads = await knex('entry')
    .select('origin', 'seq', 'hash')
    .whereIn(['origin', 'seq'], knex('entry').groupBy('origin').select('origin').max('seq'))
    .orderBy('origin')
  return { rows, heads: Manifest.shape.heads.parse(heads), foldHash: await hashStates(knex) }
}

async function hashStates(knex: Knex): Promise<string> {
  const hash = createHash('sha256')
  let after = ['', '']
  for (;;) {
    const page: { kind: string; id: string; state: string }[] = await knex('subject_state')
      .whereRaw('(kind, id) > (?, ?)', after)
      .orderBy(['kind', 'id'])
      .limit(statesPerPage)
      .select('kind', 'id', 'state')
    for (const { kind, id, state } of page) hash.update(`${kind}\t${id}\t${state}\n`)
    const last = page.at(-1)
    if (!last || page.length < statesPerPage) return hash.digest('hex')
    after = [last.kind, last.id]
  }
}

/** @returns what differs, in words for an engineer; `undefined` when nothing does */
export function findDifference(
  expected: Manifest,
  found: Pick<Manifest, 'rows' | 'heads' | 'foldHash'>,
): string | undefined {
  for (const [table, count] of Object.entries(expected.rows))
    if (found.rows[table] !== count) return `table ${table} has ${found.rows[table] ?? 'no'} rows, not ${count}`
  for (const { origin, seq, hash } of expected.heads) {
    const head = found.heads.find((other) => other.origin === origin)
    if (head?.seq !== seq || head.hash !== hash) return `the chain of ${origin} ends at ${head?.seq ?? 0}, not ${seq}`
  }
  return expected.foldHash === found.foldHash ? undefined : 'the folded states differ'
}
