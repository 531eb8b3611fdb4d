import { foldSubject } from '../../domain/folds/fold'
import { isStateKind, type StateKind } from '../../domain/folds/states'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import type { Entry } from '../../domain/journal/entry'
import type { Breach } from './Breach'

/** A seat, as far as its states are compared. */
export interface StateCopy {
  readonly seatId: string
  /** State of a subject as the seat holds it. */
  get(kind: StateKind, id: string): unknown
}

/**
 * I11: after healing every seat holds, for every subject, the state that all entries give.
 *
 * @param entries of all origins; each once is enough
 */
export function findUnequal(entries: readonly Entry[], seats: readonly StateCopy[]): Breach | undefined {
  const subjects = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = `${entry.subject.kind} ${entry.subject.id}`
    const subject = subjects.get(key)
    if (subject) subject.push(entry)
    else subjects.set(key, [entry])
  }
  for (const [key, history] of subjects) {
    const { kind, id } = history[0]?.subject ?? {}
    if (kind === undefined || id === undefined || !isStateKind(kind)) continue
    const wanted = canonicalJson({ state: foldSubject(kind, history).subject?.state })
    for (const seat of seats) {
      const held = canonicalJson({ state: seat.get(kind, id) })
      if (held !== wanted) return { invariant: 'I11', text: `${seat.seatId} holds ${key} as ${held}, not as ${wanted}` }
    }
  }
  return undefined
}
