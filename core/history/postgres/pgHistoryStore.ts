import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { z } from 'zod'
import {
  CorrectionRow,
  type Groups,
  type HistoryStore,
  mergePoints,
  type NewBlock,
  newestOf,
  numbersOf,
  pointChanges,
} from '../HistoryStore'
import type { KnownPoint } from '../pointIds'
import { groupOf, hourlyLevels, levels, retentionClasses, sampleLevels, windowOf } from '../levels'
import { shedOldest } from '../shedOldest'
import { migratePg } from './pgMigrations'
import { monthOf } from './monthOf'

const KnownRow = z.object({
  id: z.number(),
  deviceId: z.string(),
  property: z.string(),
  kept: z.enum(retentionClasses),
})
const IdRow = z.object({ id: z.coerce.number() })
const RawRow = z.object({ id: z.coerce.number(), samples: z.instanceof(Uint8Array) })
const BlockRow = z.object({ id: z.coerce.number(), windowMs: z.coerce.number(), bytes: z.instanceof(Uint8Array) })
const UnsettledRow = z.object({ group: z.number(), windowMs: z.coerce.number() })
const SizeRow = z.object({ id: z.coerce.number(), windowMs: z.coerce.number(), size: z.coerce.number() })
const ShedRow = z.object({ name: z.string(), toMs: z.coerce.number() })
const NewestRow = z.object({ newest: z.coerce.number().nullable() })

/** A second or two of writing. */
const newestRows = 9
const rawRowsPerRead = 200
const sizesPerRead = 100

const inGroups = (groups: Groups, parameter: string): string =>
  'only' in groups ? `point_group = ANY(${parameter})` : `NOT (point_group = ANY(${parameter}))`
const listOf = (groups: Groups): readonly number[] => ('only' in groups ? groups.only : groups.not)

/**
 * The history's tables in PostgreSQL, with the same meaning as in SQLite: a commit is synced when it resolves (`synchronous_commit` stays on). One history a database, written by one seat.
 *
 * @throws Error when the database cannot be reached
 */
export async function openPgHistory(config: PoolConfig): Promise<{ tables: HistoryStore; close(): Promise<void> }> {
  const pool = new Pool({ max: 4, application_name: 'chengtai history', ...config })
  // A connection that dies while nobody uses it is replaced by the next that is needed.
  pool.on('error', () => undefined)
  try {
    const hasTimescale = await withClient(pool, migratePg)
    return { tables: createPgStore(pool, hasTimescale), close: () => pool.end() }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** Lends a connection. One on which something went wrong is thrown away: nobody knows how far it came. */
async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // The statement under way is told of a connection that dies; without a listener the event would end the process.
  const ignore = () => undefined
  client.on('error', ignore)
  let failure: Error | undefined
  try {
    return await work(client)
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    client.release(failure)
    // The pool listens again from here on.
    client.off('error', ignore)
  }
}

function createPgStore(pool: Pool, hasTimescale: boolean): HistoryStore {
  const months = new Set<string>()

  async function query<T>(row: z.ZodType<T>, sql: string, values: readonly unknown[] = []): Promise<T[]> {
    const { rows } = await pool.query<Record<string, unknown>>(sql, [...values])
    return rows.map((one) => row.parse(one))
  }
  const transaction = <T>(work: (client: PoolClient) => Promise<T>): Promise<T> =>
    withClient(pool, async (client) => {
      await client.query('BEGIN')
      const result = await work(client)
      await client.query('COMMIT')
      return result
    })
  /** Before the transaction that needs it: a partition that another one makes at the same moment is no fault. */
  async function makeMonths(blocks: readonly NewBlock[]): Promise<void> {
    if (hasTimescale) return
    for (const { windowMs } of blocks) {
      const { name, fromMs, toMs } = monthOf(windowMs)
      if (months.has(name)) continue
      await pool.query(
        `CREATE TABLE IF NOT EXISTS history_block_${name} PARTITION OF history_block FOR VALUES FROM (${fromMs}) TO (${toMs})`,
      )
      months.add(name)
    }
  }
  /** Months whose last block has gone go as tables, with all that vacuum would have to sweep. */
  async function dropEmptyMonths(): Promise<void> {
    if (hasTimescale) return
    const children = await query(
      z.object({ name: z.string() }),
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'history_block'::regclass`,
    )
    for (const { name } of children) {
      const month = /^history_block_(\d{4}_\d{2})$/.exec(name)?.[1]
      if (month === undefined) continue
      await transaction(async (client) => {
        // Locked before it is looked at: what is just being written there must not go with it.
        await client.query(`LOCK TABLE ${name} IN ACCESS EXCLUSIVE MODE`)
        const { rowCount } = await client.query(`SELECT 1 FROM ${name} LIMIT 1`)
        if (rowCount === 0) await client.query(`DROP TABLE ${name}`)
      })
      // Afterwards: whoever took it for made while it went is refused, and makes it when he tries again.
      months.delete(month)
    }
  }
  async function insert(client: PoolClient, blocks: readonly NewBlock[]): Promise<void> {
    for (const { level, windowMs, isSettled, firstPoint, lastPoint, count, bytes } of blocks)
      await client.query({
        name: 'insert-block',
        text: `INSERT INTO history_block (level, point_group, window_ms, is_settled, first_point, last_point, count, series) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        values: [level.number, groupOf(firstPoint), windowMs, isSettled, firstPoint, lastPoint, count, toBuffer(bytes)],
      })
  }

  const savePoints = (points: readonly KnownPoint[]) =>
    pool.query(
      `INSERT INTO history_point (id, device_id, property, kept)
       SELECT id, "deviceId", property, kept FROM jsonb_to_recordset($1::jsonb) AS p(id integer, "deviceId" text, property text, kept text)
       ON CONFLICT (id) DO UPDATE SET kept = excluded.kept`,
      [JSON.stringify(points)],
    )

  return {
    async addPoints(points) {
      await savePoints(points)
    },

    async bind(points) {
      const known = await query(KnownRow, 'SELECT id, device_id AS "deviceId", property, kept FROM history_point')
      const changed = pointChanges(known, points)
      if (changed.length > 0) await savePoints(changed)
      return mergePoints(known, changed)
    },

    async appendRaw({ fromMs, toMs, count, samples }) {
      const [row] = await query(
        IdRow,
        'INSERT INTO history_raw (from_ms, to_ms, count, samples) VALUES ($1, $2, $3, $4) RETURNING id',
        [fromMs, toMs, count, toBuffer(samples)],
      )
      if (!row) throw new Error('the raw log did not take the row')
      return row.id
    },

    async newestMs() {
      // The middle one: a device whose clock runs ahead stands in some rows and must not speak for all.
      const rows = await query(NewestRow, 'SELECT to_ms AS newest FROM history_raw ORDER BY id DESC LIMIT $1', [
        newestRows,
      ])
      const middle = rows.flatMap(({ newest }) => newest ?? []).sort((a, b) => a - b)[rows.length >> 1]
      if (middle !== undefined) return middle
      const [block] = await query(
        NewestRow,
        `SELECT max(window_ms) AS newest FROM history_block WHERE level IN (${numbersOf(sampleLevels)})`,
      )
      return block?.newest ?? undefined
    },

    async newestBeforeMs(beforeMs) {
      const found = await Promise.all(
        hourlyLevels.map((level) =>
          query(NewestRow, 'SELECT max(window_ms) AS newest FROM history_block WHERE level = $1 AND window_ms < $2', [
            level.number,
            beforeMs,
          ]),
        ),
      )
      return newestOf(found.map(([row]) => row?.newest))
    },

    async readRaw(each) {
      for (let after = -1; ;) {
        const rows = await query(RawRow, 'SELECT id, samples FROM history_raw WHERE id > $1 ORDER BY id LIMIT $2', [
          after,
          rawRowsPerRead,
        ])
        for (const row of rows) each(row.id, row.samples)
        const last = rows.at(-1)
        if (!last) return
        after = last.id
      }
    },

    async replaceRaw(fromId, toId, blocks) {
      await makeMonths(blocks)
      await transaction(async (client) => {
        await insert(client, blocks)
        await client.query('DELETE FROM history_raw WHERE id BETWEEN $1 AND $2', [fromId, toId])
      })
    },

    async replaceBlocks(gone, blocks) {
      await makeMonths(blocks)
      await transaction(async (client) => {
        await client.query('DELETE FROM history_block WHERE id = ANY($1)', [[...gone]])
        await insert(client, blocks)
      })
    },

    readBlocks: ({ levels, group, fromWindowMs, toWindowMs, point }) =>
      query(
        BlockRow,
        `SELECT id, window_ms AS "windowMs", series AS bytes FROM history_block
         WHERE level IN (${numbersOf(levels)}) AND point_group = $1 AND window_ms BETWEEN $2 AND $3 AND ($4::integer IS NULL OR (first_point <= $4 AND last_point >= $4)) ORDER BY window_ms, id`,
        [group, fromWindowMs, toWindowMs, point],
      ),

    findUnsettled: (beforeMs, limit) =>
      query(
        UnsettledRow,
        `SELECT DISTINCT point_group AS "group", window_ms AS "windowMs" FROM history_block WHERE NOT is_settled AND window_ms < $1 ORDER BY window_ms, point_group LIMIT $2`,
        [Math.min(beforeMs, Number.MAX_SAFE_INTEGER), limit],
      ),

    async readUnsettledWindows(point, fromMs, toMs) {
      const rows = await query(
        UnsettledRow,
        `SELECT DISTINCT point_group AS "group", window_ms AS "windowMs" FROM history_block
         WHERE NOT is_settled AND window_ms BETWEEN $1 AND $2 AND point_group = $3 AND first_point <= $4 AND last_point >= $4`,
        [windowOf(levels.samples, fromMs), toMs, groupOf(point), point],
      )
      return rows.map((row) => row.windowMs)
    },

    async shed(level, groups, beforeWindowMs, limit) {
      const { rowCount } = await pool.query(
        `DELETE FROM history_block WHERE id IN (SELECT id FROM history_block WHERE level = $1 AND ${inGroups(groups, '$2')} AND window_ms < $3 LIMIT $4)`,
        [level.number, listOf(groups), beforeWindowMs, limit],
      )
      const shed = rowCount ?? 0
      if (shed > 0 && shed < limit) await dropEmptyMonths()
      return shed
    },

    shedOldest: (name, { levels, groups }, bytes) =>
      shedOldest(
        bytes,
        () =>
          query(
            SizeRow,
            `SELECT id, window_ms AS "windowMs", length(series) AS size FROM history_block
             WHERE level IN (${numbersOf(levels)}) AND is_settled AND ${inGroups(groups, '$1')} ORDER BY window_ms LIMIT $2`,
            [listOf(groups), sizesPerRead],
          ),
        (ids, toMs) =>
          transaction(async (client) => {
            await client.query('DELETE FROM history_block WHERE id = ANY($1)', [ids])
            await client.query(
              `INSERT INTO history_shed (name, to_ms) VALUES ($1, $2)
               ON CONFLICT (name) DO UPDATE SET to_ms = greatest(history_shed.to_ms, excluded.to_ms)`,
              [name, toMs],
            )
          }),
      ),

    async readShed() {
      const rows = await query(ShedRow, 'SELECT name, to_ms AS "toMs" FROM history_shed')
      return new Map(rows.map(({ name, toMs }) => [name, toMs]))
    },

    readCorrections: () =>
      query(
        CorrectionRow,
        'SELECT id, point, from_ms AS "fromMs", to_ms AS "toMs", made_at_ms AS "madeAtMs", change FROM history_correction',
      ),

    saveCorrection: ({ id, point, fromMs, toMs, madeAtMs, change }, isWithdrawn) =>
      transaction(async (client) => {
        await client.query('DELETE FROM history_correction WHERE id = $1', [id])
        if (!isWithdrawn)
          await client.query(
            'INSERT INTO history_correction (id, point, from_ms, to_ms, made_at_ms, change) VALUES ($1, $2, $3, $4, $5, $6)',
            [id, point, fromMs, toMs, madeAtMs, JSON.stringify(change)],
          )
        await client.query(
          `UPDATE history_block SET is_settled = false
           WHERE level IN (${numbersOf(sampleLevels)}) AND point_group = $1 AND window_ms BETWEEN $2 AND $3 AND first_point <= $4 AND last_point >= $4`,
          [groupOf(point), windowOf(levels.samples, fromMs), toMs, point],
        )
      }),

    /** Its own vacuum gives room back. */
    async giveBack() {
      await dropEmptyMonths()
      return 0
    },
  }
}

/** The driver sends a Buffer as bytea; any other array as an array. */
const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
