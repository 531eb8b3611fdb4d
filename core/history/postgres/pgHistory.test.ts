import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hasPostgres, startPostgres, type TestPostgres } from '../../../tests/support/postgres'
import { historyContract } from '../historyContract'
import { openPgHistory } from './pgHistoryStore'
import { hourMs, levels } from '../levels'
import { monthOf } from './monthOf'

describe('months', () => {
  it('follow one another without a gap, over the end of a year and a leap day', () => {
    const december = monthOf(Date.UTC(2027, 11, 31, 23, 59, 59, 999))
    const january = monthOf(december.toMs)
    expect([december.name, january.name]).toEqual(['2027_12', '2028_01'])
    expect(monthOf(Date.UTC(2028, 1, 29)).toMs).toBe(Date.UTC(2028, 2, 1))
  })
})

describe.runIf(hasPostgres)('history in PostgreSQL', () => {
  let server: TestPostgres
  let databases = 0
  const withClient = async (database: string, sql: string) => {
    const client = new Client({ host: '127.0.0.1', port: server.port, user: server.user, database })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }
  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(() => server.stop())

  const makeTables = async () => {
    const database = `history_${databases++}`
    await withClient('postgres', `CREATE DATABASE ${database}`)
    return {
      open: () => openPgHistory({ host: '127.0.0.1', port: server.port, user: server.user, database }),
      remove: async () => void (await withClient('postgres', `DROP DATABASE ${database} WITH (FORCE)`)),
    }
  }
  historyContract(makeTables, 1)

  it('keeps blocks in partitions by month, and lets a month go as a table', async () => {
    const on = await makeTables()
    const { tables, close } = await on.open()
    const level = { number: 0, widthMs: 0, windowMs: 3_600_000 }
    const block = { level, isSettled: true, firstPoint: 1, lastPoint: 1, count: 1, bytes: Uint8Array.of(1, 2, 3) }
    const march = Date.UTC(2026, 2, 31, 23)
    const april = march + level.windowMs
    await tables.replaceBlocks(
      [],
      [
        { ...block, windowMs: march },
        { ...block, windowMs: april },
      ],
    )
    const partitions = async () => {
      const rows = await withClient(
        `history_${databases - 1}`,
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'history_block'::regclass ORDER BY 1`,
      )
      return rows.map(({ name }) => name)
    }
    expect(await partitions()).toEqual(['history_block_2026_03', 'history_block_2026_04'])
    expect(await tables.shed(level, { not: [] }, april, 100)).toBe(1)
    expect(await partitions()).toEqual(['history_block_2026_04'])
    await tables.replaceBlocks([], [{ ...block, windowMs: march }])
    const found = await tables.readBlocks({
      levels: [level],
      group: 0,
      fromWindowMs: march,
      toWindowMs: april,
      point: 1,
    })
    expect(found.map(({ windowMs, bytes }) => [windowMs, [...bytes]])).toEqual([
      [march, [1, 2, 3]],
      [april, [1, 2, 3]],
    ])
    await close()
    await on.remove()
  })

  /**
   * No TimescaleDB here: a line in the list of extensions, and a function of its name and parameters (release 2, `docs.timescale.com/api/latest/hypertable`) that
   * writes down what it was asked. It shows that this way is sound SQL to a real PostgreSQL and does without our partitions, not what the extension then does.
   */
  it('asks TimescaleDB for a hypertable where the extension is (a stand-in), and makes no partitions of its own', async () => {
    const on = await makeTables()
    const database = `history_${databases - 1}`
    await withClient(
      database,
      `INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
       SELECT 424242, 'timescaledb', 10, oid, false, '2' FROM pg_namespace WHERE nspname = 'public';
       CREATE TABLE asked (relation text, time_column text, chunk bigint);
       CREATE FUNCTION create_hypertable(relation regclass, time_column_name name, partitioning_column name DEFAULT NULL, number_partitions integer DEFAULT NULL,
         associated_schema_name name DEFAULT NULL, associated_table_prefix name DEFAULT NULL, chunk_time_interval anyelement DEFAULT NULL::bigint,
         create_default_indexes boolean DEFAULT true, if_not_exists boolean DEFAULT false, partitioning_func regproc DEFAULT NULL, migrate_data boolean DEFAULT false)
       RETURNS TABLE (hypertable_id integer, schema_name name, table_name name, created boolean) LANGUAGE sql AS
       $$ INSERT INTO asked VALUES (relation::text, time_column_name, chunk_time_interval); SELECT 1, 'public'::name, relation::text::name, true $$`,
    )
    const history = await on.open()
    expect(await withClient(database, 'SELECT * FROM asked')).toEqual([
      { relation: 'history_block', time_column: 'window_ms', chunk: '2592000000' },
    ])
    const kind = async () =>
      (await withClient(database, `SELECT relkind::text FROM pg_class WHERE oid = 'history_block'::regclass`))[0]
        ?.relkind
    expect(await kind()).toBe('r')
    const windowMs = Date.UTC(2026, 2, 31, 23)
    const block = { isSettled: true, firstPoint: 1, lastPoint: 1, count: 1, bytes: Uint8Array.of(1, 2, 3), windowMs }
    await history.tables.replaceBlocks(
      [],
      [levels.samples, levels.minute, levels.hour].map((level) => ({ ...block, level })),
    )
    const correction = {
      id: 'c',
      point: 1,
      fromMs: windowMs,
      toMs: windowMs,
      madeAtMs: 2,
      change: { kind: 'exclude' as const },
    }
    await history.tables.saveCorrection(correction, false)
    expect(await history.tables.findUnsettled(Infinity, 5)).toEqual([{ group: 0, windowMs }])
    expect(await history.tables.shed(levels.minute, { not: [] }, windowMs + hourMs, 100)).toBe(1)
    await history.tables.giveBack()
    expect(await history.tables.newestBeforeMs(windowMs + 1)).toBe(windowMs)
    await history.close()
    // The second start finds the table made.
    const again = await on.open()
    expect(await withClient(database, 'SELECT * FROM asked')).toHaveLength(1)
    await again.close()
    await on.remove()
  })

  it('refuses what a connection was doing when it died without a word, and goes on with another', async () => {
    const on = await makeTables()
    const database = `history_${databases - 1}`
    const { tables, close } = await on.open()
    const correction = { id: 'c', point: 1, fromMs: 0, toMs: 1, madeAtMs: 2, change: { kind: 'exclude' as const } }
    const blocker = new Client({ host: '127.0.0.1', port: server.port, user: server.user, database })
    blocker.on('error', () => undefined)
    await blocker.connect()
    await blocker.query('BEGIN; LOCK TABLE history_correction')
    const saved = tables.saveCorrection(correction, false)
    // Looked at below.
    saved.catch(() => undefined)
    const waiting = `SELECT pid FROM pg_stat_activity WHERE application_name = 'chengtai history' AND datname = '${database}' AND wait_event_type = 'Lock'`
    const pid = await vi.waitFor(async () => {
      const { rows } = await blocker.query<{ pid: number }>(waiting)
      expect(rows).toHaveLength(1)
      return rows[0]!.pid
    })
    process.kill(pid, 'SIGKILL')
    await expect(saved).rejects.toThrow('terminated')
    await blocker.end().catch(() => undefined)
    // The server throws everybody out and begins anew.
    await vi.waitFor(() => tables.saveCorrection(correction, false), { timeout: 20_000 })
    expect((await tables.readCorrections()).map(({ id }) => id)).toEqual(['c'])
    await close()
    await on.remove()
  })
})
