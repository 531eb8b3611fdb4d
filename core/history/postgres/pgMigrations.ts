import type { PoolClient } from 'pg'

/**
 * Tables of a history in PostgreSQL. Blocks lie in partitions by the month of their window, so that what is past its time goes as a table and not row by row; where TimescaleDB is
 * installed, a hypertable does the same. A released step is never changed.
 */
const steps: readonly { id: string; up(client: PoolClient, hasTimescale: boolean): Promise<void> }[] = [
  {
    id: 'history-pg-0001',
    async up(client, hasTimescale) {
      await client.query(
        'CREATE TABLE history_point (id integer PRIMARY KEY, device_id text NOT NULL, property text NOT NULL, kept text NOT NULL, UNIQUE (device_id, property))',
      )
      await client.query(
        'CREATE TABLE history_raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, from_ms bigint NOT NULL, to_ms bigint NOT NULL, count integer NOT NULL, samples bytea NOT NULL)',
      )
      await client.query('CREATE SEQUENCE history_block_id')
      await client.query(
        `CREATE TABLE history_block (id bigint NOT NULL DEFAULT nextval('history_block_id'), level smallint NOT NULL, point_group integer NOT NULL, window_ms bigint NOT NULL,
           is_settled boolean NOT NULL, first_point integer NOT NULL, last_point integer NOT NULL, count integer NOT NULL, series bytea NOT NULL)
         ${hasTimescale ? '' : 'PARTITION BY RANGE (window_ms)'}`,
      )
      // Packed already: to pack it again costs time and gains nothing.
      await client.query('ALTER TABLE history_block ALTER COLUMN series SET STORAGE EXTERNAL')
      await client.query('ALTER TABLE history_raw ALTER COLUMN samples SET STORAGE EXTERNAL')
      if (hasTimescale)
        await client.query(`SELECT create_hypertable('history_block', 'window_ms', chunk_time_interval => 2592000000)`)
      await client.query('CREATE INDEX history_block_place ON history_block (level, point_group, window_ms)')
      await client.query('CREATE INDEX history_block_id_of ON history_block (id)')
      await client.query(
        'CREATE INDEX history_block_unsettled ON history_block (window_ms, point_group) WHERE NOT is_settled',
      )
      await client.query(
        'CREATE TABLE history_correction (id text PRIMARY KEY, point integer NOT NULL, from_ms bigint NOT NULL, to_ms bigint NOT NULL, made_at_ms bigint NOT NULL, change text NOT NULL)',
      )
    },
  },
  {
    id: 'history-pg-0002',
    async up(client) {
      await client.query('CREATE TABLE history_shed (name text PRIMARY KEY, to_ms bigint NOT NULL)')
    },
  },
]

/** Two seats that start at the same moment make the tables one after the other. */
const migrationLock = 0x63_74_68

/** @returns whether TimescaleDB is there; throws as the database does, and the connection is then of no more use */
export async function migratePg(client: PoolClient): Promise<boolean> {
  // Held by the connection: when a step fails, lock and transaction end with it.
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
  const found = await client.query(`SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'`)
  const hasTimescale = found.rowCount === 1
  await client.query('CREATE TABLE IF NOT EXISTS history_migration (id text PRIMARY KEY)')
  for (const { id, up } of steps) {
    const done = await client.query('SELECT 1 FROM history_migration WHERE id = $1', [id])
    if (done.rowCount === 1) continue
    await client.query('BEGIN')
    await up(client, hasTimescale)
    await client.query('INSERT INTO history_migration VALUES ($1)', [id])
    await client.query('COMMIT')
  }
  await client.query('SELECT pg_advisory_unlock($1)', [migrationLock])
  return hasTimescale
}
