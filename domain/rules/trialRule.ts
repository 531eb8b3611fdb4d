import type { Rule } from '../contract'
import type { ActiveRule, CompiledRule } from './compileRule'
import { isOfLifeSafety } from './checkRuleParts'
import { actsAboveClass1 } from './effectiveRules'
import type { RuleCatalogue } from './RuleWorld'

/** A rule on trial: as it would be if it were saved and on. @param known the rule that holds under its id */
export function trialRule(compiled: CompiledRule, known: Rule | undefined, catalogue: RuleCatalogue): ActiveRule {
  const { draft } = compiled
  const isAsKnown = known !== undefined && JSON.stringify(known.actions) === JSON.stringify(draft.actions)
  const wanted = actsAboveClass1(draft, catalogue) ? ('wanted' as const) : ('notNeeded' as const)
  const rule: Rule = {
    ...draft,
    version: known?.version ?? 0,
    origin: known?.origin ?? 'own',
    isLifeSafety: isOfLifeSafety(draft, catalogue),
    isEnabled: true,
    offIn: [],
    approval: isAsKnown ? known.approval : wanted,
    isRemoved: false,
  }
  return { rule, compiled }
}
