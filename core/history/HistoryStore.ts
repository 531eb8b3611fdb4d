import type { Knex } from 'knex'
import { z } from 'zod'
import { CorrectionChange } from '../../domain/contract'
import type { Migration, Store } from '../store/Store'
import type { Block } from './block'
import { groupOf, type Level, levels, retentionClasses, hourlyLevels, sampleLevels, windowOf } from './levels'
import type { SampleCorrection } from './correctSeries'
import { keyOf, type KnownPoint, numberPoints, type PointKey } from './pointIds'
import { type BlockSize, shedOldest } from './shedOldest'

export const historyMigrations: readonly Migration[] = [
  {
    id: 'history-0001-log-and-blocks',
    async up(tx) {
      // The registry may renumber its points; history keeps its own numbers, one for each device and property, for ever.
      await tx.raw(
        'CREATE TABLE history_point (id INTEGER PRIMARY KEY, device_id TEXT NOT NULL, property TEXT NOT NULL, UNIQUE (device_id, property))',
      )
      await tx.raw(
        'CREATE TABLE history_raw (id INTEGER PRIMARY KEY, from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, count INTEGER NOT NULL, samples BLOB NOT NULL)',
      )
      await tx.raw(
        `CREATE TABLE history_block (id INTEGER PRIMARY KEY, level INTEGER NOT NULL, point_group INTEGER NOT NULL, window_ms INTEGER NOT NULL,
           is_settled INTEGER NOT NULL, first_point INTEGER NOT NULL, last_point INTEGER NOT NULL, count INTEGER NOT NULL, series BLOB NOT NULL)`,
      )
      await tx.raw('CREATE INDEX history_block_place ON history_block (level, point_group, window_ms)')
      await tx.raw('CREATE INDEX history_block_window ON history_block (level, window_ms)')
      await tx.raw(
        'CREATE INDEX history_block_unsettled ON history_block (window_ms, point_group) WHERE is_settled = 0',
      )
    },
  },
  {
    id: 'history-0002-classes-and-corrections',
    async up(tx) {
      await tx.raw(`ALTER TABLE history_point ADD COLUMN kept TEXT NOT NULL DEFAULT 'standard'`)
      await tx.raw(
        'CREATE TABLE history_correction (id TEXT PRIMARY KEY, point INTEGER NOT NULL, from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, made_at_ms INTEGER NOT NULL, change TEXT NOT NULL) WITHOUT ROWID',
      )
    },
  },
  {
    id: 'history-0003-shed',
    async up(tx) {
      await tx.raw('CREATE TABLE history_shed (name TEXT PRIMARY KEY, to_ms INTEGER NOT NULL) WITHOUT ROWID')
    },
  },
]

/** A block on its way into the table. */
export interface NewBlock extends Block {
  level: Level
  windowMs: number
  isSettled: boolean
}

export interface StoredBlock {
  id: number
  windowMs: number
  bytes: Uint8Array
}

export interface RawChunk {
  fromMs: number
  toMs: number
  count: number
  samples: Uint8Array
}

export interface StoredCorrection extends SampleCorrection {
  point: number
}

/** Groups of points: those of the list, or all others. */
export type Groups = { readonly only: readonly number[] } | { readonly not: readonly number[] }

/** What `shedOldest` may delete: levels whose blocks hold an hour. */
export interface Doomed {
  readonly levels: readonly Level[]
  readonly groups: Groups
}

/** As the row of a correction comes out of a table. */
export const CorrectionRow = z
  .object({
    id: z.string(),
    point: z.coerce.number(),
    fromMs: z.coerce.number(),
    toMs: z.coerce.number(),
    madeAtMs: z.coerce.number(),
    change: z.string(),
  })
  .transform((row) => ({ ...row, change: CorrectionChange.parse(JSON.parse(row.change)) }))

const KnownRow = z.object({
  id: z.number(),
  deviceId: z.string(),
  property: z.string(),
  kept: z.enum(retentionClasses),
})

/** The history's tables. */
export interface HistoryStore {
  /** Gives numbers to points that have none. @returns every point that was ever here */
  bind(points: readonly PointKey[]): Promise<KnownPoint[]>
  /** Adds points that were given numbers. */
  addPoints(points: readonly KnownPoint[]): Promise<void>
  /** @returns id of the row, once it is synced to disk */
  appendRaw(chunk: RawChunk): Promise<number>
  /** About when the newest samples were told, UTC ms; `undefined` of an empty history. */
  newestMs(): Promise<number | undefined>
  /** Begin of the newest block before a time, UTC ms; `undefined` when there is none. */
  newestBeforeMs(beforeMs: number): Promise<number | undefined>
  /** Every row of the raw log, in order of arrival. */
  readRaw(each: (id: number, samples: Uint8Array) => void): Promise<void>
  /** Puts blocks in the place of raw rows, in one transaction. */
  replaceRaw(fromId: number, toId: number, blocks: readonly NewBlock[]): Promise<void>
  /** Puts blocks in the place of other blocks, in one transaction. */
  replaceBlocks(gone: readonly number[], blocks: readonly NewBlock[]): Promise<void>
  /** Blocks of a group that begin in the range, in order of time; with a point, only those that may hold it. */
  readBlocks(wanted: {
    levels: readonly Level[]
    group: number
    fromWindowMs: number
    toWindowMs: number
    point?: number
  }): Promise<StoredBlock[]>
  /** Group and window of samples that came in pieces, windows before `beforeMs`. */
  findUnsettled(beforeMs: number, limit: number): Promise<{ group: number; windowMs: number }[]>
  /** Windows of a point that still lie in pieces. */
  readUnsettledWindows(point: number, fromMs: number, toMs: number): Promise<number[]>
  /** Deletes some blocks of a level and of some groups older than the window. @returns how many */
  shed(level: Level, groups: Groups, beforeWindowMs: number, limit: number): Promise<number>
  /**
   * Deletes the oldest settled blocks of some levels and groups until so many bytes are gone, or all, and keeps in mind up to where under the name.
   *
   * @returns bytes, and the end of the youngest window that lost some
   */
  shedOldest(name: string, doomed: Doomed, bytes: number): Promise<{ bytes: number; toMs: number }>
  /** Up to where blocks were thrown away by `shedOldest`, by its names, UTC ms. */
  readShed(): Promise<ReadonlyMap<string, number>>
  readCorrections(): Promise<StoredCorrection[]>
  /** Keeps a correction, or forgets it, and marks the windows of its range as unsettled, in one transaction. */
  saveCorrection(correction: StoredCorrection, isWithdrawn: boolean): Promise<void>
  /** Gives freed room back to the disk. @returns bytes that stay free in the file */
  giveBack(): Promise<number>
}

/** A second or two of writing. */
const newestRows = 9
/** Blocks a statement: 9 bindings each, far below SQLite's limit. */
const blocksPerInsert = 100

export function createHistoryStore(store: Store): HistoryStore {
  const savePoints = (points: readonly KnownPoint[]) =>
    store.transaction((tx) =>
      tx.raw(
        `INSERT INTO history_point (id, device_id, property, kept)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
         ON CONFLICT (id) DO UPDATE SET kept = excluded.kept`,
        [JSON.stringify(points.map(({ id, deviceId, property, kept }) => [id, deviceId, property, kept]))],
      ),
    )

  return {
    async addPoints(points) {
      await savePoints(points)
    },
    async bind(points) {
      const rows: unknown[] = await store.knex.raw(
        'SELECT id, device_id AS deviceId, property, kept FROM history_point',
      )
      const known = rows.map((row) => KnownRow.parse(row))
      const changed = pointChanges(known, points)
      if (changed.length > 0) await savePoints(changed)
      return mergePoints(known, changed)
    },

    appendRaw: (chunk) =>
      store.transaction(async (tx) => {
        const rows: { id: number }[] = await tx.raw(
          'INSERT INTO history_raw (from_ms, to_ms, count, samples) VALUES (?, ?, ?, ?) RETURNING id',
          [chunk.fromMs, chunk.toMs, chunk.count, toBuffer(chunk.samples)],
        )
        const [row] = rows
        if (!row) throw new Error('the raw log did not take the row')
        return row.id
      }),

    async newestMs() {
      const rows: { toMs: number }[] = await store.knex.raw(
        'SELECT to_ms AS toMs FROM history_raw ORDER BY id DESC LIMIT ?',
        [newestRows],
      )
      // The middle one: a device whose clock runs ahead stands in some rows and must not speak for all.
      const middle = rows.map(({ toMs }) => toMs).sort((a, b) => a - b)[rows.length >> 1]
      if (middle !== undefined) return middle
      const [block]: { windowMs: number | null }[] = await store.knex.raw(
        `SELECT max(window_ms) AS windowMs FROM history_block WHERE level IN (${numbersOf(sampleLevels)})`,
      )
      return block?.windowMs ?? undefined
    },

    async newestBeforeMs(beforeMs) {
      const found = await Promise.all(
        hourlyLevels.map((level): PromiseLike<{ windowMs: number | null }[]> =>
          store.knex.raw('SELECT max(window_ms) AS windowMs FROM history_block WHERE level = ? AND window_ms < ?', [
            level.number,
            beforeMs,
          ]),
        ),
      )
      return newestOf(found.map(([row]) => row?.windowMs))
    },

    async readRaw(each) {
      for (let after = -1; ;) {
        const rows: { id: number; samples: Uint8Array }[] = await store.knex.raw(
          'SELECT id, samples FROM history_raw WHERE id > ? ORDER BY id LIMIT 200',
          [after],
        )
        for (const row of rows) each(row.id, row.samples)
        const last = rows.at(-1)
        if (!last) return
        after = last.id
      }
    },

    replaceRaw: (fromId, toId, blocks) =>
      store.transaction(async (tx) => {
        await insertBlocks(tx, blocks)
        await tx.raw('DELETE FROM history_raw WHERE id BETWEEN ? AND ?', [fromId, toId])
      }),

    replaceBlocks: (gone, blocks) =>
      store.transaction(async (tx) => {
        await deleteBlocks(tx, gone)
        await insertBlocks(tx, blocks)
      }),

    async readBlocks({ levels, group, fromWindowMs, toWindowMs, point }) {
      const rows: StoredBlock[] = await store.knex.raw(
        `SELECT id, window_ms AS windowMs, series AS bytes FROM history_block
         WHERE level IN (${numbersOf(levels)}) AND point_group = ? AND window_ms BETWEEN ? AND ? AND first_point <= ? AND last_point >= ? ORDER BY window_ms, id`,
        [group, fromWindowMs, toWindowMs, point ?? Number.MAX_SAFE_INTEGER, point ?? 0],
      )
      return rows
    },

    async findUnsettled(beforeMs, limit) {
      const rows: { group: number; windowMs: number }[] = await store.knex.raw(
        `SELECT DISTINCT point_group AS "group", window_ms AS windowMs FROM history_block WHERE is_settled = 0 AND window_ms < ? ORDER BY window_ms, point_group LIMIT ?`,
        [beforeMs, limit],
      )
      return rows
    },

    async readUnsettledWindows(point, fromMs, toMs) {
      const rows: { windowMs: number }[] = await store.knex.raw(
        `SELECT DISTINCT window_ms AS windowMs FROM history_block
         WHERE is_settled = 0 AND window_ms BETWEEN ? AND ? AND point_group = ? AND first_point <= ? AND last_point >= ?`,
        [windowOf(levels.samples, fromMs), toMs, groupOf(point), point, point],
      )
      return rows.map((row) => row.windowMs)
    },

    async shed(level, groups, beforeWindowMs, limit) {
      // Looked up first: nearly always there is nothing, and a look costs no sync to disk.
      const ids: { id: number }[] = await store.knex.raw(
        `SELECT id FROM history_block WHERE level = ? AND window_ms < ? AND ${inGroups(groups)} LIMIT ?`,
        [level.number, beforeWindowMs, listOf(groups), limit],
      )
      if (ids.length > 0)
        await store.transaction((tx) =>
          deleteBlocks(
            tx,
            ids.map((row) => row.id),
          ),
        )
      return ids.length
    },

    shedOldest: (name, { levels, groups }, bytes) =>
      shedOldest(
        bytes,
        () =>
          store.knex.raw<BlockSize[]>(
            `SELECT id, window_ms AS windowMs, length(series) AS size FROM history_block
             WHERE level IN (${numbersOf(levels)}) AND is_settled = 1 AND ${inGroups(groups)} ORDER BY window_ms LIMIT ?`,
            [listOf(groups), blocksPerInsert],
          ),
        (ids, toMs) =>
          store.transaction(async (tx) => {
            await deleteBlocks(tx, ids)
            await tx.raw(
              `INSERT INTO history_shed (name, to_ms) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET to_ms = max(to_ms, excluded.to_ms)`,
              [name, toMs],
            )
          }),
      ),

    async readShed() {
      const rows: { name: string; toMs: number }[] = await store.knex.raw(
        'SELECT name, to_ms AS toMs FROM history_shed',
      )
      return new Map(rows.map(({ name, toMs }) => [name, toMs]))
    },

    async readCorrections() {
      const rows: unknown[] = await store.knex.raw(
        'SELECT id, point, from_ms AS fromMs, to_ms AS toMs, made_at_ms AS madeAtMs, change FROM history_correction',
      )
      return rows.map((row) => CorrectionRow.parse(row))
    },

    saveCorrection: ({ id, point, fromMs, toMs, madeAtMs, change }, isWithdrawn) =>
      store.transaction(async (tx) => {
        if (isWithdrawn) await tx('history_correction').where({ id }).delete()
        else
          await tx('history_correction')
            .insert({ id, point, from_ms: fromMs, to_ms: toMs, made_at_ms: madeAtMs, change: JSON.stringify(change) })
            .onConflict('id')
            .merge()
        await tx('history_block')
          .where({ point_group: groupOf(point) })
          .whereIn(
            'level',
            sampleLevels.map(({ number }) => number),
          )
          .whereBetween('window_ms', [windowOf(levels.samples, fromMs), toMs])
          .where('first_point', '<=', point)
          .where('last_point', '>=', point)
          .update({ is_settled: 0 })
      }),

    giveBack: () => store.giveBack(),
  }
}

/** Points that are new, with their numbers, and those that are kept for another time than before. */
export function pointChanges(known: readonly KnownPoint[], points: readonly PointKey[]): KnownPoint[] {
  const byKey = new Map(known.map((point) => [keyOf(point), point]))
  const fresh = new Map<string, PointKey>()
  const others: KnownPoint[] = []
  for (const point of points) {
    const before = byKey.get(keyOf(point))
    if (!before) fresh.set(keyOf(point), point)
    else if (before.kept !== point.kept) others.push({ ...before, kept: point.kept })
  }
  return [...others, ...numberPoints(known, [...fresh.values()])]
}

export const mergePoints = (known: readonly KnownPoint[], changed: readonly KnownPoint[]): KnownPoint[] => [
  ...new Map([...known, ...changed].map((point) => [point.id, point])).values(),
]

/** For a statement: numbers of levels are our own. */
export const numbersOf = (some: readonly Level[]): string => some.map(({ number }) => number).join(', ')
export const newestOf = (times: readonly (number | null | undefined)[]): number | undefined =>
  times.flatMap((ms) => ms ?? []).sort((a, b) => b - a)[0]
const inGroups = (groups: Groups): string =>
  `point_group ${'only' in groups ? 'IN' : 'NOT IN'} (SELECT value FROM json_each(?))`
const listOf = (groups: Groups): string => JSON.stringify('only' in groups ? groups.only : groups.not)

async function deleteBlocks(tx: Knex.Transaction, ids: readonly number[]): Promise<void> {
  await tx.raw('DELETE FROM history_block WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)])
}

async function insertBlocks(tx: Knex.Transaction, blocks: readonly NewBlock[]): Promise<void> {
  for (let from = 0; from < blocks.length; from += blocksPerInsert) {
    const some = blocks.slice(from, from + blocksPerInsert)
    await tx.raw(
      `INSERT INTO history_block (level, point_group, window_ms, is_settled, first_point, last_point, count, series)
       VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      some.flatMap((block) => [
        block.level.number,
        groupOf(block.firstPoint),
        block.windowMs,
        block.isSettled ? 1 : 0,
        block.firstPoint,
        block.lastPoint,
        block.count,
        toBuffer(block.bytes),
      ]),
    )
  }
}

/** The driver stores a Buffer as BLOB; any other array it would write as text. */
const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
