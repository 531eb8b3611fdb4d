import type { Knex } from 'knex'
import { foldSubject, type Subject } from '../../domain/folds/fold'
import { isStateKind, parseState, type StateKind, type States } from '../../domain/folds/states'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import type { StoredEntry } from '../../domain/journal/entry'
import { linksOf } from '../../domain/journal/linksOf'
import type { Judged } from './Journal'
import { readSubjects } from './queries'
import type { StateRow } from './rows'
import { incidentIdOf, type StateRef, type SubjectStates } from './SubjectStates'

/** SQLite takes at most 500 rows in knex's multi-row insert; more a statement gains nothing. */
const rowsPerInsert = 100

export async function insertAll(tx: Knex.Transaction, table: string, rows: readonly object[]): Promise<void> {
  for (let i = 0; i < rows.length; i += rowsPerInsert) await tx(table).insert(rows.slice(i, i + rowsPerInsert))
}

/** What follows from entries alone: whom they name, and which are void. */
export async function projectEntries(tx: Knex.Transaction, entries: readonly StoredEntry[]): Promise<void> {
  await insertAll(
    tx,
    'entry_link',
    entries.flatMap((entry) => linksOf(entry).map((link) => ({ ...link, position: entry.position }))),
  )
  await insertAll(
    tx,
    'entry_void',
    entries.flatMap(({ position, voidReason }) => (voidReason ? [{ position, reason: voidReason }] : [])),
  )
}

/** Writes anew what is void of entries that were stored before. */
export async function projectJudged(tx: Knex.Transaction, judged: readonly Judged[]): Promise<void> {
  for (let i = 0; i < judged.length; i += rowsPerInsert)
    await tx('entry_void')
      .whereIn(
        'position',
        judged.slice(i, i + rowsPerInsert).map(({ entry }) => entry.position),
      )
      .delete()
  await insertAll(
    tx,
    'entry_void',
    judged.flatMap(({ entry: { position }, is }) => (is === undefined ? [] : [{ position, reason: is }])),
  )
}

/** A subject as a row of `subject_state`. */
export const stateRow = <K extends StateKind>(kind: K, id: string, { state, endedAtMs }: Subject<States[K]>) => ({
  kind,
  id,
  state: canonicalJson(state),
  incident_id: incidentIdOf(state) ?? null,
  ended_at_ms: endedAtMs ?? null,
})

/** Writes the states of the subjects over what was there. */
export async function projectStates(
  tx: Knex.Transaction,
  states: SubjectStates,
  touched: Iterable<StateRef>,
): Promise<void> {
  const stateRows: object[] = []
  const alarmRows: object[] = []
  for (const { kind, id } of touched) {
    const subject = states.get(kind, id)
    if (subject) stateRows.push(stateRow(kind, id, subject))
    else await tx('subject_state').where({ kind, id }).delete()
    if (kind !== 'alarm') continue
    const alarm = states.get('alarm', id)?.state
    if (!alarm) await tx('alarm_index').where({ id }).delete()
    else
      alarmRows.push({
        id,
        device_id: alarm.deviceId,
        definition_id: alarm.definitionId,
        raised_at_ms: alarm.raisedAtMs,
      })
  }
  for (let i = 0; i < stateRows.length; i += rowsPerInsert)
    await tx('subject_state')
      .insert(stateRows.slice(i, i + rowsPerInsert))
      .onConflict(['kind', 'id'])
      .merge()
  for (let i = 0; i < alarmRows.length; i += rowsPerInsert)
    await tx('alarm_index')
      .insert(alarmRows.slice(i, i + rowsPerInsert))
      .onConflict('id')
      .merge()
}

/** Lays stored states into `states`. A row that is no state any more (an older version wrote it) is folded anew from its entries. */
export async function readStates(knex: Knex, rows: readonly StateRow[], states: SubjectStates): Promise<void> {
  for (const row of rows) if (isStateKind(row.kind)) await readState(knex, row.kind, row, states)
}

async function readState<K extends StateKind>(
  knex: Knex,
  kind: K,
  row: StateRow,
  states: SubjectStates,
): Promise<void> {
  const state = parseState(kind, JSON.parse(row.state))
  const subject = state
    ? { state, ...(row.ended_at_ms !== null && { endedAtMs: row.ended_at_ms }) }
    : foldSubject(kind, await readSubjects(knex, [{ kind, id: row.id }])).subject
  if (subject) states.set(kind, row.id, subject)
}
