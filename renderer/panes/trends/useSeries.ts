import { useEffect, useState } from 'react'
import type { DeviceId, ErrorCode, HistorySeries } from '../../../domain/contract'
import { refusalCode, useClient } from '../../feed'
import type { TimeRange } from './timeRange'

export interface LanePoint {
  deviceId: DeviceId
  property: string
}

export type LaneAnswer = { series?: HistorySeries; code?: ErrorCode }

/** Somebody who drags asks for the range where he stops, not for every one on the way, ms. */
const settleMs = 120

/**
 * History of one point over a range, thinned to what the lane can show; what was there stays until the new one has come.
 *
 * @param range nothing is read while it is absent
 * @param version another one reads anew: figures became others while the range stayed
 * @param kind what was there of another kind does not stay
 */
export function useSeries(
  { deviceId, property }: LanePoint,
  range: TimeRange | undefined,
  maxPoints: number,
  version: string,
  kind?: string,
): LaneAnswer {
  const client = useClient()
  const [{ of, ...answer }, setAnswer] = useState<LaneAnswer & { of?: string | undefined }>({})
  const { fromMs, toMs } = range ?? {}
  useEffect(() => {
    if (fromMs === undefined || toMs === undefined) return setAnswer({})
    let isCurrent = true
    const timer = setTimeout(() => {
      client
        .call('history.read', {
          deviceId,
          property,
          fromMs: Math.max(0, Math.floor(fromMs)),
          toMs: Math.ceil(toMs),
          maxPoints,
        })
        .then(
          (series) => isCurrent && setAnswer({ series, of: kind }),
          (error: unknown) => isCurrent && setAnswer({ code: refusalCode(error), of: kind }),
        )
    }, settleMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `version` says that the same question has another answer
  }, [client, deviceId, property, fromMs, toMs, maxPoints, version, kind])
  return of === kind ? answer : {}
}
