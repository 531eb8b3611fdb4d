import type { DeviceId, Rule, RuleDraft } from '../../domain/contract'
import { settingId } from '../../domain/contract'
import { createRuleCalendar, DayTable, dayTableKey, type RuleCalendar } from '../../domain/rules/calendar'
import { type ActiveRule, compileRule } from '../../domain/rules/compileRule'
import { effectiveRules } from '../../domain/rules/effectiveRules'
import { isSameRule } from '../../domain/rules/judgesAlike'
import { namedIn, type NamedInRule } from '../../domain/rules/namedIn'
import type { RuleCatalogue } from '../../domain/rules/RuleWorld'
import type { Registry, RegistryChange } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import { districtCatalogue } from './districtCatalogue'

/** What is different from now on. */
export interface RuleBookChange {
  /** Ids of rules that are others. */
  readonly rules: readonly string[]
  /** Ids of devices that came, went, moved, or have another version of their type. */
  readonly devices: ReadonlySet<DeviceId>
}

/** All rules of this seat, level with the journal and the registry. */
export interface RuleBook {
  readonly rules: ReadonlyMap<string, Rule>
  readonly catalogue: RuleCatalogue
  /** Another object when it is another one. */
  readonly calendar: RuleCalendar
  /** Rules that are on and lead somewhere: one that names what is gone by now is left out. What did not change is the same object as before. */
  active(): readonly ActiveRule[]
  /** Told of changes of rules, of the district and of its calendar. */
  onChanged(listener: (change: RuleBookChange) => void): () => void
  stop(): void
}

/** Rules by what they name. */
interface NamedBy {
  readonly of: ReadonlyMap<string, Rule>
  readonly bySystem: ReadonlyMap<string, readonly string[]>
  readonly byDevice: ReadonlyMap<string, readonly string[]>
}

const noDevices: ReadonlySet<DeviceId> = new Set()
/** Reasons that a rule tells why it does not work. */
const mostHalts = 8

const isOn = ({ isEnabled, isRemoved }: Rule): boolean => isEnabled && !isRemoved

function listAt(lists: Map<string, string[]>, key: string): string[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}

export function createRuleBook(parts: {
  registry: Registry
  journal: Journal
  shipped: readonly RuleDraft[]
}): RuleBook {
  const { registry, journal, shipped } = parts
  const listeners = new Set<(change: RuleBookChange) => void>()
  const compiled = new WeakMap<Rule, ActiveRule | 'unfit'>()
  const names = new WeakMap<Rule, NamedInRule>()
  const catalogue = districtCatalogue(registry)
  const systemOfType = new Map(registry.deviceTypes.map(({ id, systemKey }) => [String(id), systemKey]))
  let named: NamedBy | undefined
  let calendar = calendarOf()
  let rules = withHalts(effectiveRules(shipped, journal.view.list('rule'), catalogue))

  function calendarOf(): RuleCalendar {
    const table = DayTable.safeParse(journal.view.get('setting', settingId(dayTableKey))?.value)
    return createRuleCalendar(registry.timeZone, table.success ? table.data : [])
  }
  /** Rules that are on are made ready, and say so when they cannot work. */
  function withHalts(read: ReadonlyMap<string, Rule>): Map<string, Rule> {
    const told = new Map(read)
    for (const [id, rule] of read) {
      if (!isOn(rule)) continue
      const { compiled: one, problems } = compileRule(rule, catalogue)
      if (one) compiled.set(rule, { rule, compiled: one })
      else {
        const halted = { ...rule, halted: problems.filter(({ level }) => level === 'error').slice(0, mostHalts) }
        compiled.set(halted, 'unfit')
        told.set(id, halted)
      }
    }
    return told
  }
  const tell = (change: RuleBookChange) => {
    for (const listener of listeners) listener(change)
  }

  /** Reads some rules anew; the others stay the same objects, with what was made of them. */
  const renew = (ids: ReadonlySet<string>): void => {
    if (ids.size === 0) return
    const stored = [...ids].flatMap((id) => journal.view.get('rule', id) ?? [])
    const after = withHalts(
      effectiveRules(
        shipped.filter(({ id }) => ids.has(id)),
        stored,
        catalogue,
      ),
    )
    rules = new Map(rules)
    for (const id of ids) {
      const rule = after.get(id)
      if (rule) rules.set(id, rule)
      else rules.delete(id)
    }
  }

  const activeOf = (rule: Rule): ActiveRule | 'unfit' => {
    const known = compiled.get(rule)
    if (known) return known
    const { compiled: one } = compileRule(rule, catalogue)
    const made = one ? { rule, compiled: one } : 'unfit'
    compiled.set(rule, made)
    return made
  }

  const namesOf = (rule: Rule): NamedInRule => {
    const known = names.get(rule)
    if (known) return known
    const made = namedIn(rule)
    names.set(rule, made)
    return made
  }

  /** Ids of the rules that name a system or a device: a change of many devices comes in many steps, and must not look at all rules each time. */
  const rulesByName = (): NamedBy => {
    if (named?.of === rules) return named
    const [bySystem, byDevice] = [new Map<string, string[]>(), new Map<string, string[]>()]
    for (const [id, rule] of rules) {
      const { systems, devices } = namesOf(rule)
      for (const system of systems) listAt(bySystem, system).push(id)
      for (const device of devices) listAt(byDevice, device).push(id)
    }
    named = { of: rules, bySystem, byDevice }
    return named
  }

  /** Rules that name what has changed. @returns those that are others by it */
  const follow = ({ types }: Pick<RegistryChange, 'types'>, devices: ReadonlySet<DeviceId>): string[] => {
    const systems = new Set<string>()
    for (const id of types) {
      const [before, now] = [systemOfType.get(id), registry.typeOf(id)?.systemKey]
      if (before !== undefined) systems.add(before)
      if (now !== undefined) systems.add(now)
      if (now !== undefined) systemOfType.set(id, now)
    }
    const meant = new Map<string, Rule>()
    const { bySystem, byDevice } = rulesByName()
    const mean = (ids: readonly string[] | undefined): void => {
      for (const id of ids ?? []) {
        const rule = rules.get(id)
        if (rule) meant.set(id, rule)
      }
    }
    for (const system of systems) mean(bySystem.get(system))
    if (byDevice.size > 0) for (const device of devices) mean(byDevice.get(device))
    if (meant.size === 0) return []
    renew(new Set(meant.keys()))
    return [...meant].flatMap(([id, before]) => {
      const after = rules.get(id)
      const was = compiled.get(before)
      const is = after && was && activeOf(after)
      if (!was || !is || was === 'unfit' || is === 'unfit' || !isSameRule(was, is)) return [id]
      rules.set(id, before)
      return []
    })
  }

  const stopRegistry = registry.onChanged((change) => {
    const devices = catalogue.follow(change)
    tell({ rules: follow(change, devices), devices })
  })
  const stopCommits = journal.onCommitted(({ touched }) => {
    const ids = new Set(touched.flatMap(({ kind, id }) => (kind === 'rule' ? [id] : [])))
    const isCalendar = touched.some(({ kind, id }) => kind === 'setting' && id === settingId(dayTableKey))
    if (isCalendar) calendar = calendarOf()
    renew(ids)
    if (isCalendar || ids.size > 0) tell({ rules: [...ids], devices: noDevices })
  })

  return {
    get rules() {
      return rules
    },
    catalogue,
    get calendar() {
      return calendar
    },
    active() {
      const active: ActiveRule[] = []
      for (const rule of rules.values()) {
        if (!isOn(rule)) continue
        const made = activeOf(rule)
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
