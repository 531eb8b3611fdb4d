import type { RuleDecision } from '../../domain/contract'

const perRule = 20

/** The last decisions of each rule, newest first. */
export class RuleLog {
  private readonly byRule = new Map<string, { nth: number; decision: RuleDecision }[]>()
  private nth = 0

  add(decision: RuleDecision): void {
    const list = this.byRule.get(decision.ruleId)
    const row = { nth: this.nth++, decision }
    if (!list) this.byRule.set(decision.ruleId, [row])
    else {
      list.push(row)
      if (list.length > perRule) list.shift()
    }
  }

  list(ruleId: string | undefined, limit: number): RuleDecision[] {
    const rows = ruleId === undefined ? [...this.byRule.values()].flat() : [...(this.byRule.get(ruleId) ?? [])]
    return rows
      .sort((a, b) => b.nth - a.nth)
      .slice(0, limit)
      .map(({ decision }) => decision)
  }
}
