import type { Knex } from 'knex'
import { type Alarm, type SeatId } from '../../domain/contract'
import { parseState } from '../../domain/folds/states'
import type { StoredEntry } from '../../domain/journal/entry'
import { storyOf } from '../../domain/journal/storyOf'
import { type StateRow } from './projections'
import { entryOf } from './rows'
import { type Head, noHash } from './Staging'

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
  return new Map(entries.map((entry) => [entry.id, entry]))
}

/** All entries of the incident, of every subject that ever named it, and of those it named; some of them belong to another story. */
const storySql = `
  WITH part (kind, id) AS (
    SELECT 'incident', :incidentId
    UNION
    SELECT e.subject_kind, e.subject_id FROM entry_link l JOIN entry e ON e.position = l.position WHERE l.kind = 'incident' AND l.id = :incidentId
    UNION
    SELECT l.kind, l.id FROM entry e JOIN entry_link l ON l.position = e.position WHERE e.subject_kind = 'incident' AND e.subject_id = :incidentId
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
  definitionId?: string | undefined
  /** Raised before this, UTC ms. */
  beforeMs?: number | undefined
  limit: number
}

export async function readAlarms(
  knex: Knex,
  { deviceId, definitionId, beforeMs, limit }: AlarmQuery,
): Promise<Alarm[]> {
  const query = knex('alarm_index as a')
    .join('subject_state as s', (on) => on.on('s.id', 'a.id').andOnVal('s.kind', 'alarm'))
    .orderBy('a.raised_at_ms', 'desc')
    .limit(limit)
  if (deviceId !== undefined) void query.where('a.device_id', deviceId)
  if (definitionId !== undefined) void query.where('a.definition_id', definitionId)
  if (beforeMs !== undefined) void query.where('a.raised_at_ms', '<', beforeMs)
  const states: string[] = await query.pluck('s.state')
  return states.flatMap((text) => parseState('alarm', JSON.parse(text)) ?? [])
}

/** Rows of the subjects that belong in memory: open ones, lately ended ones, and all of an open incident. */
export const readLiveRows = (knex: Knex, endedSinceMs: number): Promise<StateRow[]> =>
  knex('subject_state')
    .whereNull('ended_at_ms')
    .orWhere('ended_at_ms', '>=', endedSinceMs)
    .orWhereIn('incident_id', knex('subject_state').where({ kind: 'incident' }).whereNull('ended_at_ms').select('id'))
    .select('kind', 'id', 'state', 'ended_at_ms')

export const readStateRows = (knex: Knex, refs: readonly { kind: string; id: string }[]): Promise<StateRow[]> =>
  knex('subject_state')
    .whereIn(
      ['kind', 'id'],
      refs.map(({ kind, id }) => [kind, id]),
    )
    .select('kind', 'id', 'state', 'ended_at_ms')

export async function readHead(knex: Knex, seatId: SeatId): Promise<Head> {
  const last = await knex('entry').max({ position: 'position' }).first<{ position: number | null }>()
  const [own] = await entriesOf(withVoid(knex).where('e.origin', seatId).orderBy('e.seq', 'desc').limit(1))
  return {
    position: last.position ?? 0,
    seq: own?.seq ?? 0,
    hash: own?.hash ?? noHash,
    hlc: own?.hlc ?? { ms: 0, counter: 0 },
  }
}
