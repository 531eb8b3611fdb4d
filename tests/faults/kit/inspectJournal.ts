import type { Knex } from 'knex'
import { randomBytes } from 'node:crypto'
import { SeatId } from '../../../domain/contract'
import { createJournal } from '../../../core/journal/createJournal'
import { journalMigrations } from '../../../core/journal/migrations'
import { openDatabase } from '../../../core/store/openDatabase'

/** What a journal holds after what was done to it. */
export interface Inspection {
  ids: ReadonlySet<string>
  /** Saves of which one entry is there and the other is not, or whose folded state says so. */
  halves: number
  isSound: boolean
}

/** Opens the file as a start does, and reads all of it. @throws Refused `storageDegraded` when it is damaged */
export async function inspectJournal(file: string): Promise<Inspection> {
  const now = () => Date.now()
  const store = await openDatabase({ file, migrations: journalMigrations, now, isCheckedAtOpen: true })
  try {
    const journal = await createJournal({
      store,
      seatId: SeatId.parse('seat-a'),
      now,
      randomBytes,
      onStorage: () => undefined,
      onFault: () => undefined,
    })
    const ids = new Set<string>(await store.knex('entry').pluck('id'))
    const torn = [...ids].filter((id) => !id.endsWith('-ack') && !ids.has(`${id}-ack`))
    const open = [...journal.view.list('alarm')].filter((alarm) => !alarm.acknowledged)
    return { ids, halves: torn.length + open.length, isSound: (await journal.verify()).isSound }
  } finally {
    await store.close()
  }
}

/** Ids that a program of `savingProgram` said are saved. */
export const savedIds = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => (line.startsWith('saved ') ? [line.slice('saved '.length)] : []))

/** Rows of the tables that are there, in a fixed order. */
export async function inspectRows(knex: Knex, tables: readonly string[]): Promise<Record<string, unknown[]>> {
  const there: string[] = await knex('sqlite_master').where({ type: 'table' }).whereIn('name', tables).pluck('name')
  const rows: Record<string, unknown[]> = {}
  for (const table of there.sort()) rows[table] = await knex(table).orderByRaw('1')
  return rows
}
