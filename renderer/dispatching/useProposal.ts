import { useEffect, useRef, useState } from 'react'
import type { AlarmId, DispatchProposal, ErrorCode, IncidentGrade, PlanId } from '../../domain/contract'
import { refusalCode, useClient } from '../feed'

/** People move and positions age: the proposal is asked for again this often while it is on screen. */
const refreshMs = 5_000

export interface ProposalState {
  proposal: DispatchProposal | undefined
  /** Why the last question was refused. */
  code: ErrorCode | undefined
  /** Asks again at once, when the world has moved under a click. */
  refresh(): void
}

/** What one click would do for an alarm, with another grade or plan if given, kept fresh. Without an alarm it asks nothing. */
export function useProposal(
  alarmId: AlarmId | undefined,
  { grade, planId }: { grade?: IncidentGrade | undefined; planId?: PlanId | undefined } = {},
): ProposalState {
  const client = useClient()
  const [state, setState] = useState<{ alarmId?: AlarmId; proposal?: DispatchProposal; code?: ErrorCode }>({})
  const again = useRef(() => {})
  useEffect(() => {
    if (alarmId === undefined) return
    let isGone = false
    const ask = async () => {
      try {
        const proposal = await client.call('dispatch.propose', { alarmId, grade, planId })
        if (!isGone) setState({ alarmId, proposal })
      } catch (error) {
        // What was good a moment ago stays; the reason stands beside it.
        if (!isGone)
          setState((former) => ({ ...(former.alarmId === alarmId ? former : {}), alarmId, code: refusalCode(error) }))
      }
    }
    again.current = () => void ask()
    void ask()
    const timer = setInterval(() => void ask(), refreshMs)
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [client, alarmId, grade, planId])
  const isCurrent = alarmId !== undefined && state.alarmId === alarmId
  return {
    proposal: isCurrent ? state.proposal : undefined,
    code: isCurrent ? state.code : undefined,
    refresh: () => again.current(),
  }
}
