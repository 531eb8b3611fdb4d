import type { Alarm } from '../../domain/contract'
import { compareImportance, isSettled } from '../alarms/rank'

/** The alarm after (or before) the one at hand in the order of how much they matter; from none, the first (or last) of them. It does not go round: the end is the end. */
export function stepAlarm(alarms: Iterable<Alarm>, atId: string | undefined, by: 1 | -1): Alarm | undefined {
  const inOrder = [...alarms].filter((alarm) => !isSettled(alarm)).toSorted(compareImportance)
  const at = inOrder.findIndex(({ id }) => id === atId)
  if (at === -1) return inOrder.at(by === 1 ? 0 : -1)
  return inOrder[Math.max(0, Math.min(inOrder.length - 1, at + by))]
}
