import { type Alarm, SeatId } from '../../domain/contract'
import { foldEntry } from '../../domain/folds/fold'
import { checkFact } from '../../domain/journal/parseEntry'
import { noHash } from '../journal/chains'
import type { Draft } from '../journal/Journal'

/** Alarms with news that the journal could not take yet. An emergency is shown and sounds all the same; it is marked, and nobody can decide on it. */
export interface UnsavedAlarms {
  get(id: string): Alarm | undefined
  list(): IterableIterator<Alarm>
  /** Told of those that came, changed or left. */
  onChanged(listener: (ids: readonly string[]) => void): () => void
}

/** Where the alarm engine puts them. */
export interface UnsavedAlarmBoard extends UnsavedAlarms {
  put(alarms: readonly Alarm[]): void
  /** They are saved now, or another seat tells of them. */
  remove(ids: readonly string[]): void
}

export function createUnsavedAlarms(): UnsavedAlarmBoard {
  const alarms = new Map<string, Alarm>()
  const listeners = new Set<(ids: readonly string[]) => void>()
  const tell = (ids: readonly string[]): void => {
    if (ids.length > 0) for (const listener of listeners) listener(ids)
  }
  return {
    get: (id) => alarms.get(id),
    list: () => alarms.values(),
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    put(given) {
      for (const alarm of given) alarms.set(alarm.id, { ...alarm, isUnsaved: true })
      tell(given.map(({ id }) => id))
    },
    remove: (ids) => tell(ids.filter((id) => alarms.delete(id))),
  }
}

/** Of an entry that has no place in any chain yet; no fold of an alarm looks at these. */
const placeless = { origin: SeatId.parse('seat-unsaved'), seq: 1, prev: noHash, hash: noHash }

/**
 * What an alarm will be once the draft is saved.
 *
 * @param nowMs our clock, UTC ms
 * @returns as it was, where the draft would change nothing
 * @throws Refused `badRequest` when the draft is not in the shape of its kind
 */
export function foldUnsaved(alarm: Alarm | undefined, draft: Draft, nowMs: number): Alarm | undefined {
  const { kind, subjectId, payload, actor } = draft
  const entry = { ...placeless, ...checkFact(kind, subjectId, payload), id: subjectId, kind, actor }
  return foldEntry('alarm', alarm && { state: alarm }, { ...entry, hlc: { ms: nowMs, counter: 0 } }).subject?.state
}
