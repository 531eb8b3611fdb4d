import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { AlarmId, BulkAnswer } from '../../domain/contract'
import { refusalCode } from '../feed'

/** Deeds on one or many alarms that are answered for each of them. */
export type AlarmDeed =
  | 'alarm.acknowledge'
  | 'alarm.reset'
  | 'alarm.take'
  | 'alarm.release'
  | 'alarm.shelve'
  | 'alarm.unshelve'
  | 'alarm.comment'
  | 'alarm.judge'

/** The core takes at most so many in one entry. */
const atOnce = 1000

export interface Outcome {
  deed: AlarmDeed
  done: number
  /** Why not, for each of those that were refused. */
  refused: BulkAnswer['refused']
}

interface State {
  /** Alarms with a deed on its way. */
  pending: ReadonlyMap<string, AlarmDeed>
  /** How the last deed ended; stays until the next, or until it is dismissed. */
  outcome?: Outcome
}

const store = createStore<State>(() => ({ pending: new Map() }))

const withPending = (pending: State['pending'], ids: readonly AlarmId[], deed: AlarmDeed | undefined) => {
  const next = new Map<string, AlarmDeed>(pending)
  for (const id of ids) {
    if (deed) next.set(id, deed)
    else next.delete(id)
  }
  return next
}

/**
 * Does something to alarms and keeps what became of each. Rows change only with the feed; until then they are shown as pending.
 *
 * @param send asks the core for one part of them, with a key of its own
 * @returns true when every one was done
 */
export async function doToAlarms(
  deed: AlarmDeed,
  ids: readonly AlarmId[],
  send: (ids: AlarmId[]) => Promise<BulkAnswer>,
): Promise<boolean> {
  store.setState(({ pending }) => ({ pending: withPending(pending, ids, deed) }), true)
  const outcome: Outcome = { deed, done: 0, refused: [] }
  for (let from = 0; from < ids.length; from += atOnce) {
    const part = ids.slice(from, from + atOnce)
    try {
      const { done, refused } = await send(part)
      outcome.done += done.length
      outcome.refused.push(...refused)
    } catch (error) {
      const code = refusalCode(error)
      outcome.refused.push(...part.map((id) => ({ id, code })))
    }
  }
  store.setState(({ pending }) => ({ pending: withPending(pending, ids, undefined), outcome }), true)
  return outcome.refused.length === 0
}

/** Shows how a deed ended that was done another way. */
export const showOutcome = (outcome: Outcome): void => store.setState(({ pending }) => ({ pending, outcome }), true)

export const dismissOutcome = (): void => store.setState(({ pending }) => ({ pending }), true)
export const usePendingDeeds = (): State['pending'] => useStore(store, (state) => state.pending)
export const useOutcome = (): Outcome | undefined => useStore(store, (state) => state.outcome)
