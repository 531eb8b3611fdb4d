import type { Knex } from 'knex'
import type { StoredEntry } from '../../domain/journal/entry'
import { stateRow } from './projections'
import { readStateRows } from './queries'
import { wholeSubjects } from './rebuildProjections'
import { refold } from './refold'
import { SubjectStates } from './SubjectStates'

export interface Stale {
  kind: string
  id: string
}

/** Folds everything anew and holds it against what is stored. @returns subjects whose state, or whose marks of void entries, are others */
export async function verifyProjections(knex: Knex): Promise<Stale[]> {
  const stale: Stale[] = []
  for await (const entries of wholeSubjects(knex)) stale.push(...(await compare(knex, entries)))
  const ghosts: Stale[] = await knex('subject_state as s')
    .whereRaw('NOT EXISTS (SELECT 1 FROM entry AS e WHERE e.subject_kind = s.kind AND e.subject_id = s.id)')
    .select('s.kind', 's.id')
  return [...stale, ...ghosts]
}

async function compare(knex: Knex, entries: readonly StoredEntry[]): Promise<Stale[]> {
  const states = new SubjectStates()
  const stale = new Map<string, Stale>()
  const note = ({ kind, id }: Stale) => stale.set(keyOf({ kind, id }), { kind, id })

  const positions = entries.map(({ position }) => position)
  const marks: { position: number; reason: string }[] = await knex('entry_void').whereIn('position', positions)
  const reasons = new Map(marks.map(({ position, reason }) => [position, reason]))
  for (const { position, voidReason, subject } of refold(states, entries))
    if (reasons.get(position) !== voidReason) note(subject)

  const refs = [...states.own()]
  const stored = new Map((await readStateRows(knex, refs)).map((row) => [keyOf(row), row]))
  for (const { kind, id } of refs) {
    const subject = states.get(kind, id)
    const row = stored.get(keyOf({ kind, id }))
    const isSame = subject && row && Object.entries(stateRow(kind, id, subject)).every(([k, v]) => Object(row)[k] === v)
    if (!isSame) note({ kind, id })
  }
  return [...stale.values()]
}

const keyOf = ({ kind, id }: Stale): string => `${kind} ${id}`
