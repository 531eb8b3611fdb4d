/** Counts of one rule since the machine was made, or since the rule asks what it asks. */
export interface RuleCounts {
  triggered: number
  decided: number
  fired: number
  limited: number
  loops: number
  unknown: number
}

export const noCounts = (): RuleCounts => ({ triggered: 0, decided: 0, fired: 0, limited: 0, loops: 0, unknown: 0 })
