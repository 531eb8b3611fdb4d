import { useMemo } from 'react'
import { useSeat } from '../feed'

/** First number of this seat's own entries that the leader does not have; `undefined` when it has all. */
export const usePendingFromSeq = (): number | undefined => useSeat()?.pendingFromSeq

/** Subjects, as `kind id`, of which something is saved here that the leader does not have yet. */
export function usePending(): ReadonlySet<string> {
  const subjects = useSeat()?.pendingSubjects
  // The seat's state comes anew every second; rows must not be drawn again for that.
  const key = subjects?.join('\n') ?? ''
  return useMemo(() => new Set(key === '' ? [] : key.split('\n')), [key])
}
