import { useEffect, useState } from 'react'
import type { AlarmId, DispatchProposal, ErrorCode, IncidentGrade, PlanId } from '../../../domain/contract'
import { refusalCode, useClient } from '../../feed'

/** People move: the list is asked for anew every so often. */
const AGAIN_MS = 5_000

export interface ProposalState {
  proposal: DispatchProposal | undefined
  failed: ErrorCode | undefined
}

/** What one click would do for an alarm, kept fresh while it is on screen. */
export function useProposal(
  alarmId: AlarmId | undefined,
  grade: IncidentGrade | undefined,
  planId: PlanId | undefined,
): ProposalState {
  const client = useClient()
  const [state, setState] = useState<ProposalState>({ proposal: undefined, failed: undefined })
  useEffect(() => {
    if (alarmId === undefined) return
    let isOver = false
    const ask = () => {
      client
        .call('dispatch.propose', {
          alarmId,
          ...(grade === undefined ? {} : { grade }),
          ...(planId === undefined ? {} : { planId }),
        })
        .then(
          (proposal) => {
            if (!isOver) setState({ proposal, failed: undefined })
          },
          (error: unknown) => {
            // What was good a moment ago stays on screen; the reason stands beside it.
            if (!isOver) setState((former) => ({ ...former, failed: refusalCode(error) }))
          },
        )
    }
    ask()
    const timer = setInterval(ask, AGAIN_MS)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [client, alarmId, grade, planId])
  return state
}
