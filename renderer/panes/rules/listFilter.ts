import type { Rule, RuleDraft, RuleTrigger } from '../../../domain/contract'
import { isSpelled } from '../../../domain/search/isSpelled'
import { spell } from '../../../domain/search/spell'

/** What of the rules is listed. */
export interface RuleFilter {
  sought: string
  /** Family of systems (`fire`) that a trigger or an action names. */
  family: string
  /** Plot that the rule holds in; rules that hold everywhere hold there too. */
  plotId: string
  trigger: RuleTrigger['kind'] | ''
  state: 'all' | 'on' | 'off' | 'failing' | 'own' | 'wanted'
}

export const noFilter: RuleFilter = { sought: '', family: '', plotId: '', trigger: '', state: 'all' }

/** Every on-site system that a rule speaks of. */
export function systemsOf(rule: RuleDraft): Set<string> {
  const parts = [...rule.triggers, ...rule.actions, ...rule.conditions, ...rule.inputs]
  return new Set(
    parts.flatMap((part) => {
      const devices =
        'devices' in part ? part.devices : 'from' in part && typeof part.from === 'object' ? part.from : undefined
      return devices?.systemKeys ?? []
    }),
  )
}

export interface FilterWorld {
  isFailing(id: string): boolean
  /** Plot of a building. */
  plotOf(buildingId: string): string | undefined
}

/** Rules that pass, those of life safety first, then by name. */
export function filterRules(rules: Iterable<Rule>, filter: RuleFilter, world: FilterWorld): Rule[] {
  const words = filter.sought.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return [...rules]
    .filter(
      (rule) =>
        isInState(rule, filter.state, world) &&
        (filter.trigger === '' || rule.triggers.some(({ kind }) => kind === filter.trigger)) &&
        (filter.family === '' || [...systemsOf(rule)].some((key) => key.split('.')[0] === filter.family)) &&
        (filter.plotId === '' || holdsIn(rule, filter.plotId, world)) &&
        words.every((word) => hasWord(rule, word)),
    )
    .toSorted(
      (a, b) =>
        Number(b.isLifeSafety) - Number(a.isLifeSafety) ||
        a.name.zh.localeCompare(b.name.zh, 'zh-CN') ||
        (a.id < b.id ? -1 : 1),
    )
}

function isInState(rule: Rule, state: RuleFilter['state'], { isFailing }: FilterWorld): boolean {
  if (state === 'on') return rule.isEnabled
  if (state === 'off') return !rule.isEnabled
  if (state === 'failing') return rule.halted !== undefined || isFailing(rule.id)
  if (state === 'own') return rule.origin === 'own' || rule.version > 0
  return state === 'all' || rule.approval === 'wanted'
}

function holdsIn({ areas }: Rule, plotId: string, { plotOf }: FilterWorld): boolean {
  if (areas.plotIds.length + areas.buildingIds.length === 0) return true
  return areas.plotIds.some((id) => id === plotId) || areas.buildingIds.some((id) => plotOf(id) === plotId)
}

function hasWord({ id, name }: Rule, word: string): boolean {
  if (id.includes(word) || name.zh.toLowerCase().includes(word) || name.en.toLowerCase().includes(word)) return true
  if (!isSpelled(word)) return false
  const { full, initials } = spell(name.zh)
  return full.includes(word) || initials.includes(word)
}
