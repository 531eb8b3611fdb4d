import type { Rule, RuleDraft } from '../../domain/contract'
import { createRuleCalendar, DayTable, dayTableKey, type RuleCalendar } from '../../domain/rules/calendar'
import { type ActiveRule, compileRule } from '../../domain/rules/compileRule'
import { effectiveRules } from '../../domain/rules/effectiveRules'
import type { RuleCatalogue } from '../../domain/rules/RuleWorld'
import { settingId } from '../../domain/contract'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import { districtCatalogue } from './districtCatalogue'

/** All rules of this seat, level with the journal and the registry. */
export interface RuleBook {
  readonly rules: ReadonlyMap<string, Rule>
  readonly catalogue: RuleCatalogue
  readonly calendar: RuleCalendar
  /** Rules that are on and lead somewhere: one that names what is gone by now is left out. */
  active(): readonly ActiveRule[]
  /** Told of the ids of rules that changed; of none when only the district or its calendar did. */
  onChanged(listener: (ids: readonly string[]) => void): () => void
  stop(): void
}

export function createRuleBook(parts: {
  registry: Registry
  journal: Journal
  shipped: readonly RuleDraft[]
}): RuleBook {
  const { registry, journal, shipped } = parts
  const listeners = new Set<(ids: readonly string[]) => void>()
  const compiled = new WeakMap<Rule, ActiveRule | 'unfit'>()
  let catalogue = districtCatalogue(registry)
  let calendar = calendarOf()
  let rules = effectiveRules(shipped, journal.view.list('rule'), catalogue)

  function calendarOf(): RuleCalendar {
    const table = DayTable.safeParse(journal.view.get('setting', settingId(dayTableKey))?.value)
    return createRuleCalendar(registry.timeZone, table.success ? table.data : [])
  }
  const tell = (ids: readonly string[]) => {
    for (const listener of listeners) listener(ids)
  }
  const stopRegistry = registry.onChanged(() => {
    catalogue = districtCatalogue(registry)
    rules = effectiveRules(shipped, journal.view.list('rule'), catalogue)
    tell([])
  })
  const stopCommits = journal.onCommitted(({ touched }) => {
    const ids = new Set(touched.flatMap(({ kind, id }) => (kind === 'rule' ? [id] : [])))
    const isCalendar = touched.some(({ kind, id }) => kind === 'setting' && id === settingId(dayTableKey))
    if (isCalendar) calendar = calendarOf()
    if (ids.size > 0) {
      const before = rules
      const after = effectiveRules(shipped, journal.view.list('rule'), catalogue)
      // What did not change stays the same object, with what was made of it.
      for (const [id, rule] of before) if (!ids.has(id) && after.has(id)) after.set(id, rule)
      rules = after
    }
    if (isCalendar || ids.size > 0) tell([...ids])
  })

  return {
    get rules() {
      return rules
    },
    get catalogue() {
      return catalogue
    },
    get calendar() {
      return calendar
    },
    active() {
      const active: ActiveRule[] = []
      for (const rule of rules.values()) {
        if (!rule.isEnabled || rule.isRemoved) continue
        let made = compiled.get(rule)
        if (!made) {
          const { compiled: one } = compileRule(rule, catalogue)
          made = one ? { rule, compiled: one } : 'unfit'
          compiled.set(rule, made)
        }
        if (made !== 'unfit') active.push(made)
      }
      return active
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      stopRegistry()
      stopCommits()
      listeners.clear()
    },
  }
}
