import type { Knex } from 'knex'
import type { StoredEntry } from '../../domain/journal/entry'
import type { Store } from '../store/Store'
import { projectEntries, projectStates } from './projections'
import { refold } from './refold'
import { entryOf } from './rows'
import { SubjectStates } from './SubjectStates'

/** Told now and then: how many entries are done, of how many. */
export type Progress = (done: number, total: number) => void

const entriesPerPage = 2_000
const projections = ['entry_void', 'entry_link', 'subject_state', 'alarm_index']

/** Throws the projections away and makes them anew, subject by subject, in one transaction: a kill leaves the old ones. */
export const rebuildProjections = (store: Store, onProgress?: Progress): Promise<void> =>
  store.transaction(async (tx) => {
    for (const table of projections) await tx(table).delete()
    const { total } = await tx('entry').count({ total: '*' }).first<{ total: number }>()
    let done = 0
    for await (const entries of wholeSubjects(tx)) {
      await project(tx, entries)
      done += entries.length
      onProgress?.(done, total)
    }
  })

/** All entries, page by page in the order of their subjects; no subject is torn between two pages. */
export async function* wholeSubjects(knex: Knex): AsyncGenerator<StoredEntry[]> {
  let after: readonly [string, string, number] = ['', '', 0]
  let carried: StoredEntry[] = []
  for (;;) {
    const rows: unknown[] = await knex('entry')
      .whereRaw('(subject_kind, subject_id, position) > (?, ?, ?)', [...after])
      .orderBy(['subject_kind', 'subject_id', 'position'])
      .limit(entriesPerPage)
    const page = [...carried, ...rows.map(entryOf)]
    const last = page.at(-1)
    if (!last) return
    if (rows.length < entriesPerPage) return void (yield page)
    // The page's last subject may go on: it waits for the next page.
    const start = page.findIndex(({ subject }) => subject.kind === last.subject.kind && subject.id === last.subject.id)
    if (start > 0) yield page.slice(0, start)
    carried = page.slice(start)
    after = [last.subject.kind, last.subject.id, last.position]
  }
}

async function project(tx: Knex.Transaction, entries: readonly StoredEntry[]): Promise<void> {
  const states = new SubjectStates()
  await projectEntries(tx, refold(states, entries))
  await projectStates(tx, states, states.own())
}
