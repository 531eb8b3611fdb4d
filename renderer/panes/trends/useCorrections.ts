import { useEffect, useState } from 'react'
import { ErrorCode, type Correction } from '../../../domain/contract'
import { useClient } from '../../feed'
import type { LanePoint } from './useSeries'

export interface CorrectionState {
  status: 'loading' | 'live' | 'failed'
  /** Those that hold and those that were withdrawn, the latest first. */
  corrections: readonly Correction[]
  code?: ErrorCode
}

const none: CorrectionState = { status: 'loading', corrections: [] }

/** Everything that people said of what was recorded of a point. */
export function useCorrections({ deviceId, property }: LanePoint): CorrectionState {
  const client = useClient()
  const [state, setState] = useState(none)
  useEffect(() => {
    const known = new Map<string, Correction>()
    setState(none)
    return client.on(
      'correction.changed',
      { deviceId, property },
      ({ isSnapshot, upserts, removes }) => {
        if (isSnapshot) known.clear()
        for (const correction of upserts) known.set(correction.id, correction)
        for (const id of removes) known.delete(id)
        const corrections = [...known.values()].sort((a, b) => b.made.atMs - a.made.atMs)
        setState({ status: 'live', corrections })
      },
      (code) => setState({ status: 'failed', corrections: [], code: ErrorCode.safeParse(code).data ?? 'internal' }),
    )
  }, [client, deviceId, property])
  return state
}

/** Other than before whenever figures may have become others by what people said. */
export const correctionsKey = (corrections: readonly Correction[]): string =>
  corrections.map(({ id, withdrawn }) => (withdrawn ? '' : id)).join(' ')
