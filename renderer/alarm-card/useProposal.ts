import { useEffect, useRef, useState } from 'react'
import type { AlarmId, DispatchProposal, ErrorCode } from '../../domain/contract'
import { refusalCode, useClient } from '../feed'

/** People move and positions age: the proposal is asked for again this often while the card is open. */
const refreshMs = 10_000

export interface ProposalState {
  proposal: DispatchProposal | undefined
  /** Why the last question was refused. */
  code: ErrorCode | undefined
  /** Asks again at once, when the world has moved under a click. */
  refresh(): void
}

/** What one click would do for an alarm, kept fresh. `undefined` asks nothing. */
export function useProposal(alarmId: AlarmId | undefined): ProposalState {
  const client = useClient()
  const [state, setState] = useState<{ alarmId?: AlarmId; proposal?: DispatchProposal; code?: ErrorCode }>({})
  const again = useRef(() => {})
  useEffect(() => {
    if (alarmId === undefined) return
    let isGone = false
    const ask = async () => {
      try {
        const proposal = await client.call('dispatch.propose', { alarmId })
        if (!isGone) setState({ alarmId, proposal })
      } catch (error) {
        if (!isGone) setState({ alarmId, code: refusalCode(error) })
      }
    }
    again.current = () => void ask()
    void ask()
    const timer = setInterval(() => void ask(), refreshMs)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [client, alarmId])
  const isCurrent = alarmId !== undefined && state.alarmId === alarmId
  return {
    proposal: isCurrent ? state.proposal : undefined,
    code: isCurrent ? state.code : undefined,
    refresh: () => again.current(),
  }
}
