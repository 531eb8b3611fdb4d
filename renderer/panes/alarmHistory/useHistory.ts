import { useCallback, useEffect, useRef, useState } from 'react'
import type { Alarm, ErrorCode } from '../../../domain/contract'
import { refusalCode, seatNow, useClient } from '../../feed'
import { readPage, type HistoryFilter } from './historyQuery'

interface State {
  alarms: readonly Alarm[]
  nextBeforeMs: number | undefined
  status: 'loading' | 'ready' | 'failed'
  failure?: { code: ErrorCode; sinceMs: number }
}

/** Alarms of the past, a page at a time; read anew when what is sought changes. */
export function useHistory(filter: HistoryFilter) {
  const client = useClient()
  const { span, priority, system, deviceId } = filter
  const [state, setState] = useState<State>({ alarms: [], nextBeforeMs: undefined, status: 'loading' })
  /** Answers to an older question are let go. */
  const asked = useRef(0)
  const read = useCallback(
    async (before: { alarms: readonly Alarm[]; nextBeforeMs: number | undefined }) => {
      const question = (asked.current += 1)
      setState({ ...before, status: 'loading' })
      try {
        const known = new Set<string>(before.alarms.map(({ id }) => id))
        const page = await readPage(client, { span, priority, system, deviceId }, seatNow(), known, before.nextBeforeMs)
        if (question !== asked.current) return
        setState({ alarms: [...before.alarms, ...page.alarms], nextBeforeMs: page.nextBeforeMs, status: 'ready' })
      } catch (error) {
        if (question !== asked.current) return
        setState({ ...before, status: 'failed', failure: { code: refusalCode(error), sinceMs: seatNow() } })
      }
    },
    [client, span, priority, system, deviceId],
  )
  useEffect(() => {
    void read({ alarms: [], nextBeforeMs: undefined })
    return () => {
      asked.current += 1
    }
  }, [read])
  return {
    ...state,
    readAgain: () => void read({ alarms: [], nextBeforeMs: undefined }),
    readMore: () => void read({ alarms: state.alarms, nextBeforeMs: state.nextBeforeMs }),
  }
}
