import { useCallback, useEffect, useState } from 'react'
import type { FeedEvent, RuleDecision, RuleDraft } from '../../../../domain/contract'
import { useClient } from '../../../feed'

type Told = FeedEvent<'rule.backTest'>

export interface BackTestRun {
  rule: RuleDraft
  fromMs: number
  toMs: number
}

export interface BackTestState {
  run: BackTestRun
  /** 0 to 1. */
  progress: number
  isDone: boolean
  causes: number
  outcomes: Partial<Told['outcomes']>
  gaps: number
  decisions: readonly RuleDecision[]
  /** Why it ended before it was done. */
  endedCode?: string
}

/** Runs one back-test at a time; another, or leaving, cancels it. */
export function useBackTest(): { state: BackTestState | undefined; start(run: BackTestRun): void; cancel(): void } {
  const client = useClient()
  const [run, setRun] = useState<BackTestRun>()
  const [state, setState] = useState<BackTestState>()
  useEffect(() => {
    if (!run) return
    return client.on(
      'rule.backTest',
      run,
      ({ decisions, ...told }) =>
        setState((known) =>
          known?.run === run ? { ...known, ...told, decisions: [...known.decisions, ...decisions] } : known,
        ),
      (endedCode) => setState((known) => (known?.run === run && !known.isDone ? { ...known, endedCode } : known)),
    )
  }, [client, run])
  return {
    state,
    start: useCallback((next: BackTestRun) => {
      setState({ run: next, progress: 0, isDone: false, causes: 0, outcomes: {}, gaps: 0, decisions: [] })
      setRun(next)
    }, []),
    cancel: useCallback(() => {
      setRun(undefined)
      setState(undefined)
    }, []),
  }
}
