import type { RuleDraft } from '../contract'

/** Systems and devices that a rule names, wherever in it. */
export interface NamedInRule {
  readonly systems: ReadonlySet<string>
  readonly devices: ReadonlySet<string>
}

export function namedIn(rule: Pick<RuleDraft, 'triggers' | 'inputs' | 'conditions' | 'actions'>): NamedInRule {
  const systems = new Set<string>()
  const devices = new Set<string>()
  const visit = (part: object): void => {
    for (const [key, value] of Object.entries(part)) {
      if (typeof value !== 'object' || value === null) continue
      const into = key === 'systemKeys' ? systems : key === 'deviceIds' ? devices : undefined
      if (into && Array.isArray(value)) for (const name of value) into.add(String(name))
      else visit(value)
    }
  }
  for (const parts of [rule.triggers, rule.inputs, rule.conditions, rule.actions]) visit(parts)
  return { systems, devices }
}
