import { useEffect, useState } from 'react'
import type { RuleCounters, RuleDecision } from '../../../domain/contract'
import { useClient } from '../../feed'

/** How often counters and decisions are asked for while somebody looks at them. ms */
const askAgainMs = 5_000
const mostDecisions = 200

export interface RuleActivity {
  counters: ReadonlyMap<string, RuleCounters>
  /** The last decision of each rule among the last of all. */
  lastDecisions: ReadonlyMap<string, RuleDecision>
  /** This seat decides; else its counters stand still. */
  isDriving: boolean
}

const nothing: RuleActivity = { counters: new Map(), lastDecisions: new Map(), isDriving: true }

/** What rules do at this seat, asked for again while the pane is open. What was known stays when it cannot be asked for. */
export function useRuleActivity(): RuleActivity {
  const client = useClient()
  const [activity, setActivity] = useState(nothing)
  useEffect(() => {
    let isOpen = true
    const ask = async () => {
      try {
        const [{ counters, isDriving }, { decisions }] = await Promise.all([
          client.call('rule.counters', {}),
          client.call('rule.decisions', { limit: mostDecisions }),
        ])
        const lastDecisions = new Map<string, RuleDecision>()
        for (const decision of decisions)
          if (!lastDecisions.has(decision.ruleId)) lastDecisions.set(decision.ruleId, decision)
        if (isOpen)
          setActivity({ counters: new Map(counters.map((each) => [each.ruleId, each])), lastDecisions, isDriving })
      } catch {
        // The header of the pane tells when the core is silent.
      }
    }
    void ask()
    const timer = setInterval(() => void ask(), askAgainMs)
    return () => {
      isOpen = false
      clearInterval(timer)
    }
  }, [client])
  return activity
}

/** Something that it should have done did not come about, or could not be decided. */
export const isFailing = (decision: RuleDecision | undefined): boolean =>
  decision !== undefined &&
  (decision.outcome === 'unknown' || decision.outcome === 'loop' || decision.deeds.some(({ how }) => how === 'refused'))
