import { useEffect, useRef, useState } from 'react'
import type { AlarmKpis, ErrorCode } from '../../../domain/contract'
import { refusalCode, seatNow, useClient } from '../../feed'
import { useFormat } from '../../i18n'
import { rangeStartMs, type Range } from './ranges'

/** Read again this often while it is looked at. ms */
const readAgainMs = 60_000

export interface KpisState {
  kpis: AlarmKpis | undefined
  /** Why the last reading failed; what was read before stays. */
  failure: { code: ErrorCode; sinceMs: number } | undefined
  readAgain(): void
}

/** Figures of the alarm system over a range that ends now, read again every minute. */
export function useKpis(range: Range): KpisState {
  const client = useClient()
  const { clock } = useFormat()
  const [read, setRead] = useState<{ range: Range; kpis?: AlarmKpis; failure?: KpisState['failure'] }>()
  const again = useRef(() => {})
  useEffect(() => {
    let isCurrent = true
    const ask = async () => {
      const nowMs = Math.floor(seatNow())
      const [hours = 0, minutes = 0, seconds = 0] = clock(nowMs).split(':').map(Number)
      const localMs = ((hours * 60 + minutes) * 60 + seconds) * 1000
      try {
        const kpis = await client.call('alarm.kpis', { fromMs: rangeStartMs(range, nowMs, localMs), toMs: nowMs })
        if (isCurrent) setRead({ range, kpis })
      } catch (error) {
        const failure = { code: refusalCode(error), sinceMs: nowMs }
        if (isCurrent) setRead((known) => ({ ...(known?.range === range && known), range, failure }))
      }
    }
    again.current = () => void ask()
    void ask()
    const timer = setInterval(() => void ask(), readAgainMs)
    return () => {
      isCurrent = false
      clearInterval(timer)
    }
  }, [client, clock, range])
  const known = read?.range === range ? read : undefined
  return { kpis: known?.kpis, failure: known?.failure, readAgain: () => again.current() }
}
