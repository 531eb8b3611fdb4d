import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { AlarmId, Client, ErrorCode } from '../../domain/contract'
import { newKey, refusalCode } from '../feed'
import { showOutcome, type Outcome } from './deeds'

/** The core takes at most so many in one entry. */
const atOnce = 1000

interface State {
  /** Alarms whose acknowledgement is on its way. */
  pending: ReadonlySet<string>
  /** Why the last one was refused; stays until the next try. */
  refusal?: ErrorCode
}

const store = createStore<State>(() => ({ pending: new Set() }))

/**
 * Takes alarms as seen. They are shown as pending until the core has answered; the row itself changes only with the feed. Of those that are refused the outcome says
 * why, each for itself.
 *
 * @param basis journal position of the list that the person saw
 */
export async function acknowledgeAlarms(client: Client, ids: readonly AlarmId[], basis: number): Promise<void> {
  const asked = ids.filter((id) => !store.getState().pending.has(id))
  if (asked.length === 0) return
  store.setState(({ pending }) => ({ pending: new Set([...pending, ...asked]) }), true)
  const outcome: Outcome = { deed: 'alarm.acknowledge', done: 0, refused: [] }
  try {
    for (let from = 0; from < asked.length; from += atOnce) {
      const ids = asked.slice(from, from + atOnce)
      const { acknowledged, refused } = await client.call('alarm.acknowledge', { key: newKey(), ids, basis })
      outcome.done += acknowledged.length
      outcome.refused.push(...refused)
    }
    if (outcome.refused.length > 0) showOutcome(outcome)
  } catch (error) {
    store.setState({ refusal: refusalCode(error) })
  } finally {
    store.setState(({ pending }) => ({
      pending: new Set([...pending].filter((id) => !asked.some((each) => each === id))),
    }))
  }
}

export const usePendingAcknowledgements = (): ReadonlySet<string> => useStore(store, (state) => state.pending)
export const useAcknowledgeRefusal = (): ErrorCode | undefined => useStore(store, (state) => state.refusal)
