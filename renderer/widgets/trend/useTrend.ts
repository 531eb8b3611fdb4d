import { useEffect, useMemo, useState } from 'react'
import type { DeviceId, ErrorCode, HistorySeries } from '../../../domain/contract'
import { refusalCode, seatNow, useClient, useRegistry, useSamples, type LatestSample } from '../../feed'
import { trendPoints, type TrendPoint } from './trendPoints'

/** More points than this are more than a chart in a side column can show. */
const maxPoints = 600
/** History is read again so often while it is looked at, so that a long live tail does not grow for ever. */
const readAgainMs = 5 * 60_000

export type Trend =
  { status: 'loading' } | { status: 'failed'; code: ErrorCode } | { status: 'ready'; points: TrendPoint[] }

/** One property's history over the last `spanMs`, with what comes in since. */
export function useTrend(deviceId: DeviceId, propertyId: string, spanMs: number): Trend {
  const client = useClient()
  const registry = useRegistry()
  const [history, setHistory] = useState<HistorySeries>()
  const [failure, setFailure] = useState<ErrorCode>()
  const [live, setLive] = useState<readonly LatestSample[]>([])

  useEffect(() => {
    let isCurrent = true
    setHistory(undefined)
    setLive([])
    const read = async () => {
      const toMs = seatNow()
      try {
        const series = await client.call('history.read', {
          deviceId,
          property: propertyId,
          fromMs: Math.floor(toMs - spanMs),
          toMs: Math.floor(toMs),
          maxPoints,
        })
        if (!isCurrent) return
        setLive((samples) => samples.filter(({ timeMs }) => timeMs > toMs))
        setHistory(series)
        setFailure(undefined)
      } catch (error) {
        if (isCurrent) setFailure(refusalCode(error))
      }
    }
    void read()
    const timer = setInterval(() => void read(), readAgainMs)
    return () => {
      isCurrent = false
      clearInterval(timer)
    }
  }, [client, deviceId, propertyId, spanMs])

  const property = registry.property(deviceId, propertyId)
  const devices = useMemo(() => [deviceId], [deviceId])
  const sample = useSamples(devices, 1).get(property?.point ?? -1)
  useEffect(() => {
    if (sample) setLive((samples) => (sample.timeMs > (samples.at(-1)?.timeMs ?? 0) ? [...samples, sample] : samples))
  }, [sample])

  const gapMs = Math.max(10_000, 3 * (property?.property.reportPeriodMs ?? 0))
  return useMemo(() => {
    if (failure) return { status: 'failed', code: failure }
    if (!history) return { status: 'loading' }
    return { status: 'ready', points: trendPoints(history, live, gapMs) }
  }, [history, live, failure, gapMs])
}
