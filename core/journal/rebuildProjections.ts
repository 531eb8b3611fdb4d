import type { Knex } from 'knex'
import { foldSubject } from '../../domain/folds/fold'
import { isStateKind, type StateKind } from '../../domain/folds/states'
import type { StoredEntry } from '../../domain/journal/entry'
import type { Store } from '../store/Store'
import { projectEntries, projectStates } from './projections'
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
    for await (const entries of bySubject(tx)) {
      await rebuildSubject(tx, entries)
      done += entries.length
      onProgress?.(done, total)
    }
  })

/** All entries of one subject after the other. */
async function* bySubject(tx: Knex.Transaction): AsyncGenerator<StoredEntry[]> {
  let pending: StoredEntry[] = []
  for await (const entry of inSubjectOrder(tx)) {
    const first = pending[0]
    if (first && (first.subject.kind !== entry.subject.kind || first.subject.id !== entry.subject.id)) {
      yield pending
      pending = []
    }
    pending.push(entry)
  }
  if (pending.length > 0) yield pending
}

async function* inSubjectOrder(tx: Knex.Transaction): AsyncGenerator<StoredEntry> {
  let after: readonly [string, string, number] = ['', '', 0]
  for (;;) {
    const rows: unknown[] = await tx('entry')
      .whereRaw('(subject_kind, subject_id, position) > (?, ?, ?)', [...after])
      .orderBy(['subject_kind', 'subject_id', 'position'])
      .limit(entriesPerPage)
    const entries = rows.map(entryOf)
    yield* entries
    const last = entries.at(-1)
    if (!last) return
    after = [last.subject.kind, last.subject.id, last.position]
  }
}

async function rebuildSubject(tx: Knex.Transaction, entries: readonly StoredEntry[]): Promise<void> {
  const subject = entries[0]?.subject
  const voids =
    subject && isStateKind(subject.kind) ? await rebuildState(tx, subject.kind, subject.id, entries) : undefined
  await projectEntries(
    tx,
    entries.map((entry) => {
      const voidReason = voids?.get(entry.id)
      return { ...entry, ...(voidReason && { voidReason }) }
    }),
  )
}

async function rebuildState<K extends StateKind>(
  tx: Knex.Transaction,
  kind: K,
  id: string,
  entries: readonly StoredEntry[],
) {
  const { subject, voids } = foldSubject(kind, entries)
  if (subject) {
    const states = new SubjectStates()
    states.set(kind, id, subject)
    await projectStates(tx, states, states.own())
  }
  return voids
}
