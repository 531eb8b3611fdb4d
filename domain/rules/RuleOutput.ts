import type { RuleDecision } from '../contract'
import type { RuleMoment } from './RuleMoment'

/** What became of stimuli. */
export interface RuleOutput {
  readonly decisions: RuleDecision[]
  /** Places of the firings among `decisions`, by id. */
  readonly moments: Map<string, RuleMoment & { chain: readonly string[] }>
  /** Firings whose trigger holds no more. */
  readonly released: string[]
  /** Firings that end because nobody looks any more whether their trigger holds. */
  readonly lost: LostFiring[]
}

/** `rule`: it is not in force any more; `device`: it is gone; `notMeant`: the rule asks something else now, or not there. */
export interface LostFiring {
  readonly id: string
  readonly ruleId: string
  readonly why: 'rule' | 'device' | 'notMeant'
}

export const noOutput = (): RuleOutput => ({ decisions: [], moments: new Map(), released: [], lost: [] })
