import type { RuleDecision, RuleDraft } from '../../../../domain/contract'

/** What every way of trying a rule out gets: the rule as it is written now, and the decision that the drawing shows. */
export interface TrialProps {
  rule: RuleDraft
  decision: RuleDecision | undefined
  onDecision(decision: RuleDecision | undefined): void
}
