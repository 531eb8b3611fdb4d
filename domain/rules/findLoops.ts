import type { DeviceType, RuleAction, RuleDraft, RuleProblem, RuleTrigger } from '../contract'
import { findCycle } from '../district/findCycle'
import { typesOf } from './ruleDevices'
import { targetTypes } from './ruleVariables'
import type { RuleCatalogue } from './RuleWorld'

/**
 * Rules that would set each other off in a circle: refused where it is sure (a command and the rule on that command, an incident and the rule on such incidents),
 * and a warning where a command may change what a rule on the same system looks at. What remains is stopped when it happens.
 *
 * @param others the other rules that are there
 */
export function findLoops(draft: RuleDraft, others: readonly RuleDraft[], catalogue: RuleCatalogue): RuleProblem[] {
  const rules = new Map([...others.filter(({ id }) => id !== draft.id), draft].map((rule) => [rule.id, rule]))
  const effects = new Map([...rules.values()].map((rule) => [rule.id, effectsOf(rule, catalogue)]))
  const causes = new Map([...rules.values()].map((rule) => [rule.id, causesOf(rule, catalogue)]))
  const leads = (isSure: boolean) => {
    const byKey = new Map<string, string[]>()
    for (const [id, keys] of causes)
      for (const key of isSure ? keys.sure : [...keys.sure, ...keys.perhaps])
        byKey.set(key, [...(byKey.get(key) ?? []), id])
    return (id: string): string[] => {
      const keys = effects.get(id)
      if (!keys) return []
      return [...new Set((isSure ? keys.sure : [...keys.sure, ...keys.perhaps]).flatMap((key) => byKey.get(key) ?? []))]
    }
  }
  const sure = findCycle([draft.id], leads(true))
  if (sure?.includes(draft.id))
    return [{ path: 'actions', code: 'loop', what: sure.join(' → ').slice(0, 400), level: 'error' }]
  const perhaps = findCycle([draft.id], leads(false))
  if (perhaps?.includes(draft.id))
    return [{ path: 'actions', code: 'mayLoop', what: perhaps.join(' → ').slice(0, 400), level: 'warning' }]
  return []
}

interface Keys {
  sure: string[]
  perhaps: string[]
}

function causesOf(rule: RuleDraft, catalogue: RuleCatalogue): Keys {
  const keys: Keys = { sure: [], perhaps: [] }
  for (const trigger of rule.triggers)
    addCauses(trigger, 'devices' in trigger ? typesOf(trigger.devices, catalogue) : [], keys)
  return keys
}

function addCauses(trigger: RuleTrigger, types: readonly DeviceType[], { sure, perhaps }: Keys): void {
  switch (trigger.kind) {
    case 'service':
      for (const { id } of types) sure.push(`service ${id} ${trigger.service}`)
      break
    case 'incident':
      if (trigger.phase === 'opened') for (const type of trigger.incidentTypes) sure.push(`incident ${type}`)
      break
    case 'task':
      // A rule hands out work; what becomes of it is up to people.
      if (trigger.states.some((state) => state === 'assigned' || state === 'sent')) sure.push('task')
      break
    case 'alarm':
      if (trigger.phase === 'raised')
        for (const type of types)
          for (const { id } of type.alarms)
            if (trigger.alarms?.includes(id) ?? true) sure.push(`alarm ${type.id} ${id}`)
      break
    case 'sample':
    case 'state':
    case 'event':
      for (const { id } of types) perhaps.push(`device ${id}`)
      break
    case 'reach':
    case 'schedule':
    case 'geofence':
    case 'manual':
  }
}

function effectsOf(rule: RuleDraft, catalogue: RuleCatalogue): Keys {
  const keys: Keys = { sure: [], perhaps: [] }
  for (const action of rule.actions)
    addEffects(action, 'devices' in action ? targetTypes(action.devices, rule, catalogue) : [], keys)
  return keys
}

function addEffects(action: RuleAction, types: readonly DeviceType[], { sure, perhaps }: Keys): void {
  switch (action.kind) {
    case 'command':
      for (const { id } of types) {
        sure.push(`service ${id} ${action.service}`)
        perhaps.push(`device ${id}`)
      }
      break
    case 'alarm':
      for (const { id } of types) sure.push(`alarm ${id} ${action.definition}`)
      break
    case 'incident':
      sure.push(`incident ${action.incidentType}`)
      break
    case 'order':
      sure.push('task')
      break
    case 'show':
    case 'message':
    case 'meeting':
    case 'plan':
    case 'forward':
  }
}
