import type { Knex } from 'knex'
import { z } from 'zod'
import { type Alarm, type AlarmPriority, type Command, type CommandState, SeatId } from '../../domain/contract'
import { parseState } from '../../domain/folds/states'
import { compareEntries } from '../../domain/journal/compareEntries'
import type { Entry, StoredEntry } from '../../domain/journal/entry'
import { storyOf } from '../../domain/journal/storyOf'
import { type ChainHead, chainHeadOf, type Heads } from './chains'
import type { Anchor } from './Journal'
import { entryOf, type StateRow } from './rows'

const withVoid = (knex: Knex) =>
  knex('entry as e').leftJoin('entry_void as v', 'v.position', 'e.position').select('e.*', 'v.reason as void_reason')

const entriesOf = async (query: Knex.QueryBuilder): Promise<StoredEntry[]> => {
  const rows: unknown[] = await query
  return rows.map(entryOf)
}

export const readAfter = (
  knex: Knex,
  { afterPosition, limit }: { afterPosition: number; limit: number },
): Promise<StoredEntry[]> =>
  entriesOf(withVoid(knex).where('e.position', '>', afterPosition).orderBy('e.position').limit(limit))

export async function readByIds(knex: Knex, ids: readonly string[]): Promise<Map<string, StoredEntry>> {
  if (ids.length === 0) return new Map()
  const entries = await entriesOf(withVoid(knex).whereIn('e.id', ids))
  // Written at two seats it is there twice: the earlier one is the fact.
  return new Map(
    entries
      .sort(compareEntries)
      .toReversed()
      .map((entry) => [entry.id, entry]),
  )
}

/** All entries of the subjects, by the index of subjects. */
export async function readSubjects(knex: Knex, refs: readonly { kind: string; id: string }[]): Promise<StoredEntry[]> {
  if (refs.length === 0) return []
  const rows: unknown[] = await knex.raw(
    `SELECT e.*, v.reason AS void_reason
     FROM (SELECT DISTINCT value ->> 'kind' AS kind, value ->> 'id' AS id FROM json_each(?)) AS s
     CROSS JOIN entry AS e ON e.subject_kind = s.kind AND e.subject_id = s.id
     LEFT JOIN entry_void AS v ON v.position = e.position`,
    [JSON.stringify(refs.map(({ kind, id }) => ({ kind, id })))],
  )
  return rows.map(entryOf)
}

/** The last entries of a subject in the order of facts, newest first. Only places are sorted, not what the entries say. */
export async function readLastOfSubject(
  knex: Knex,
  { kind, id }: { kind: string; id: string },
  limit: number,
): Promise<StoredEntry[]> {
  const rows: unknown[] = await knex.raw(
    `SELECT e.*, v.reason AS void_reason
     FROM (SELECT position FROM entry WHERE subject_kind = ? AND subject_id = ?
           ORDER BY hlc_ms DESC, hlc_counter DESC, origin DESC, seq DESC LIMIT ?) AS last
     CROSS JOIN entry AS e ON e.position = last.position
     LEFT JOIN entry_void AS v ON v.position = e.position`,
    [kind, id, limit],
  )
  return rows.map(entryOf).sort((a, b) => compareEntries(b, a))
}

/** Entries of an origin after a number, as it wrote them. */
export async function readRange(
  knex: Knex,
  { origin, afterSeq, limit }: { origin: SeatId; afterSeq: number; limit: number },
): Promise<Entry[]> {
  const stored = await entriesOf(
    knex('entry').where({ origin }).where('seq', '>', afterSeq).orderBy('seq').limit(limit),
  )
  return stored.map((entry) => {
    const { position: _position, ...fact } = entry
    return fact
  })
}

/** Hashes of an origin's entries of numbers `fromSeq` to `toSeq`, by number. */
export async function readHashes(
  knex: Knex,
  origin: SeatId,
  fromSeq: number,
  toSeq: number,
): Promise<Map<number, string>> {
  const rows: { seq: number; hash: string }[] = await knex('entry')
    .where({ origin })
    .whereBetween('seq', [fromSeq, toSeq])
    .select('seq', 'hash')
  return new Map(rows.map(({ seq, hash }) => [seq, hash]))
}

/**
 * All entries of the incident and of those that it was merged with, of every subject that ever named one of them, and of those they named; some of them
 * belong to another story.
 */
const storySql = `
  WITH RECURSIVE merged (id) AS (
    SELECT :incidentId
    UNION
    SELECT e.subject_id FROM merged m
      JOIN entry_link l ON l.kind = 'incident' AND l.id = m.id
      JOIN entry e ON e.position = l.position AND e.kind = 'incident.merged'
    UNION
    SELECT l.id FROM merged m
      JOIN entry e ON e.subject_kind = 'incident' AND e.subject_id = m.id AND e.kind = 'incident.merged'
      JOIN entry_link l ON l.position = e.position AND l.kind = 'incident'
  ), part (kind, id) AS (
    SELECT 'incident', id FROM merged
    UNION
    SELECT e.subject_kind, e.subject_id FROM merged m
      JOIN entry_link l ON l.kind = 'incident' AND l.id = m.id JOIN entry e ON e.position = l.position
    UNION
    SELECT l.kind, l.id FROM merged m
      JOIN entry e ON e.subject_kind = 'incident' AND e.subject_id = m.id JOIN entry_link l ON l.position = e.position
  )
  SELECT e.*, v.reason AS void_reason
  FROM part p
  JOIN entry e ON e.subject_kind = p.kind AND e.subject_id = p.id
  LEFT JOIN entry_void v ON v.position = e.position`

export async function readStory(knex: Knex, incidentId: string): Promise<StoredEntry[]> {
  const rows: unknown[] = await knex.raw(storySql, { incidentId })
  return storyOf(incidentId, rows.map(entryOf))
}

/** Which alarms, newest first. */
export interface AlarmQuery {
  deviceId?: string | undefined
  /** Of one of these; the list may be long. */
  deviceIds?: readonly string[] | undefined
  definitionId?: string | undefined
  priority?: AlarmPriority | undefined
  /** Raised at or after this, UTC ms. */
  fromMs?: number | undefined
  /** Raised before this, UTC ms. */
  beforeMs?: number | undefined
  limit: number
}

export async function readAlarms(
  knex: Knex,
  { deviceId, deviceIds, definitionId, priority, fromMs, beforeMs, limit }: AlarmQuery,
): Promise<Alarm[]> {
  const query = knex('alarm_index as a')
    .join('subject_state as s', (on) => on.on('s.id', 'a.id').andOnVal('s.kind', 'alarm'))
    .orderBy('a.raised_at_ms', 'desc')
    .limit(limit)
  if (deviceId !== undefined) void query.where('a.device_id', deviceId)
  if (definitionId !== undefined) void query.where('a.definition_id', definitionId)
  if (deviceIds !== undefined)
    void query.whereRaw('a.device_id IN (SELECT value FROM json_each(?))', [JSON.stringify(deviceIds)])
  if (priority !== undefined) void query.whereRaw("s.state ->> 'priority' = ?", [priority])
  if (fromMs !== undefined) void query.where('a.raised_at_ms', '>=', fromMs)
  if (beforeMs !== undefined) void query.where('a.raised_at_ms', '<', beforeMs)
  const states: string[] = await query.pluck('s.state')
  return states.flatMap((text) => parseState('alarm', JSON.parse(text)) ?? [])
}

/** Which commands, newest first. */
export interface CommandQuery {
  deviceId?: string | undefined
  service?: string | undefined
  batchId?: string | undefined
  /** Who or what issued it. */
  byId?: string | undefined
  states?: readonly CommandState[] | undefined
  /** Issued from then on, and before then, UTC ms. */
  fromMs?: number | undefined
  beforeMs?: number | undefined
  limit: number
}

const issuedAt = "json_extract(state, '$.issued.atMs')"

export async function readCommands(knex: Knex, query: CommandQuery): Promise<Command[]> {
  const rows = knex('subject_state').where('kind', 'command').orderByRaw(`${issuedAt} DESC`).limit(query.limit)
  if (query.fromMs !== undefined) void rows.whereRaw(`${issuedAt} >= ?`, [query.fromMs])
  if (query.beforeMs !== undefined) void rows.whereRaw(`${issuedAt} < ?`, [query.beforeMs])
  const { deviceId, service, batchId, byId, states } = query
  for (const [path, value] of Object.entries({ deviceId, service, batchId, 'issued.by.id': byId }))
    if (value !== undefined) void rows.whereRaw('json_extract(state, ?) = ?', [`$.${path}`, value])
  if (states?.length)
    void rows.whereRaw(`json_extract(state, '$.state') IN (${states.map(() => '?').join(', ')})`, [...states])
  const texts: string[] = await rows.pluck('state')
  return texts.flatMap((text) => parseState('command', JSON.parse(text)) ?? [])
}

/** Ids of the alarms that something was written of from `fromMs` until before `toMs`, UTC ms, each once. */
export async function readAlarmIds(knex: Knex, { fromMs, toMs }: { fromMs: number; toMs: number }): Promise<string[]> {
  const ids: string[] = await knex('entry')
    .where('subject_kind', 'alarm')
    .where('hlc_ms', '>=', fromMs)
    .where('hlc_ms', '<', toMs)
    .distinct()
    .pluck('subject_id')
  return ids
}

/** Rows of the subjects that belong in memory: open ones, lately ended ones, and all of an open incident. */
export const readLiveRows = (knex: Knex, endedSinceMs: number): Promise<StateRow[]> =>
  knex('subject_state')
    .whereNull('ended_at_ms')
    .orWhere('ended_at_ms', '>=', endedSinceMs)
    .orWhereIn('incident_id', knex('subject_state').where({ kind: 'incident' }).whereNull('ended_at_ms').select('id'))
    .select('kind', 'id', 'state', 'incident_id', 'ended_at_ms')

export const readStateRows = (knex: Knex, refs: readonly { kind: string; id: string }[]): Promise<StateRow[]> =>
  knex('subject_state')
    .whereIn(
      ['kind', 'id'],
      refs.map(({ kind, id }) => [kind, id]),
    )
    .select('kind', 'id', 'state', 'incident_id', 'ended_at_ms')

const AnchorRow = z.object({
  origin: SeatId,
  witness: SeatId,
  seq: z.number(),
  hash: z.string(),
  at_ms: z.number(),
})

export async function readAnchors(knex: Knex): Promise<Anchor[]> {
  const rows: unknown[] = await knex('anchor').orderBy(['origin', 'witness'])
  return rows.map((row) => {
    const { at_ms: atMs, ...anchor } = AnchorRow.parse(row)
    return { ...anchor, atMs }
  })
}

/** Each origin once, by hopping over the index of chains from one to the next. */
const originsSql = `
  WITH RECURSIVE next (origin) AS (
    SELECT min(origin) FROM entry
    UNION ALL
    SELECT (SELECT min(e.origin) FROM entry e WHERE e.origin > next.origin) FROM next WHERE next.origin IS NOT NULL
  )
  SELECT origin FROM next WHERE origin IS NOT NULL`

export async function readOrigins(knex: Knex): Promise<string[]> {
  const rows: { origin: string }[] = await knex.raw(originsSql)
  return rows.map(({ origin }) => origin)
}

/** The last position and every chain's head, without reading through the entries. */
export async function readHeads(knex: Knex): Promise<{ position: number; heads: Heads }> {
  const last = await knex('entry').max({ position: 'position' }).first<{ position: number | null }>()
  const heads = new Map<SeatId, ChainHead>()
  for (const origin of await readOrigins(knex)) {
    const [head] = await entriesOf(knex('entry').where({ origin }).orderBy('seq', 'desc').limit(1))
    if (head) heads.set(head.origin, chainHeadOf(head))
  }
  return { position: last.position ?? 0, heads }
}
