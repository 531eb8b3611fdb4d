import { useEffect, useMemo, useState } from 'react'
import type { Result, RuleDraft, RuleProblem } from '../../../domain/contract'
import { useClient } from '../../feed'
import { nodeOfProblem } from './ruleGraph'

/** Somebody who types is not told of every half word. ms */
const afterTypingMs = 300

type Checked = Result<'rule.check'>

export interface RuleCheck {
  problems: readonly RuleProblem[]
  variables: Checked['variables']
  /** How many mistakes each node has. */
  byNode: ReadonlyMap<string, number>
  /** Something keeps it from being saved. */
  hasErrors: boolean
}

const unchecked: Checked = { problems: [], variables: [] }

/** What the core says is wrong with a rule while it is written; what was said last stays until it is asked again. */
export function useRuleCheck(rule: RuleDraft): RuleCheck {
  const client = useClient()
  const [checked, setChecked] = useState(unchecked)
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => {
      client.call('rule.check', { rule }).then(
        (answer) => isCurrent && setChecked(answer),
        () => {
          // Saving asks again, and tells.
        },
      )
    }, afterTypingMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, rule])
  return useMemo(() => {
    const byNode = new Map<string, number>()
    for (const problem of checked.problems) {
      const node = nodeOfProblem(problem)
      if (node !== undefined) byNode.set(node, (byNode.get(node) ?? 0) + 1)
    }
    return { ...checked, byNode, hasErrors: checked.problems.some(({ level }) => level === 'error') }
  }, [checked])
}
