import {
  PlanId,
  type LngLat,
  type RuleAction,
  type RuleCondition,
  type RuleDraft,
  type RuleInput,
  type RuleTargets,
  type RuleTrigger,
} from '../../../domain/contract'

/** Kinds in the order in which they are offered: what is needed most often first. */
export const triggerKinds = [
  'alarm',
  'sample',
  'state',
  'event',
  'reach',
  'schedule',
  'incident',
  'task',
  'geofence',
  'service',
  'manual',
] as const satisfies readonly RuleTrigger['kind'][]
export const conditionKinds = [
  'expression',
  'time',
  'held',
  'count',
  'around',
] as const satisfies readonly RuleCondition['kind'][]
export const actionKinds = [
  'command',
  'show',
  'message',
  'order',
  'incident',
  'alarm',
  'meeting',
  'plan',
  'forward',
] as const satisfies readonly RuleAction['kind'][]

const nobody = { systemKeys: [] }
/** Until one is chosen; the check calls it unknown. */
const noPlan = PlanId.parse('none')
const near: RuleTargets = { systemKeys: [], scope: 'sameFloor', max: 5 }
const words = (text: string) => ({ zh: text, en: text })

/** A trigger of the kind with nothing chosen yet; what is missing the check tells. */
export function newTrigger(kind: RuleTrigger['kind']): RuleTrigger {
  if (kind === 'alarm') return { kind, devices: nobody, phase: 'raised' }
  if (kind === 'sample') return { kind, devices: nobody, property: 'value' }
  if (kind === 'state') return { kind, devices: nobody, property: 'state', values: [1] }
  if (kind === 'event') return { kind, devices: nobody, event: 'event' }
  if (kind === 'reach') return { kind, devices: nobody, states: ['offline'] }
  if (kind === 'schedule') return { kind, times: ['08:00'], days: {} }
  if (kind === 'incident') return { kind, incidentTypes: ['fire'], phase: 'opened' }
  if (kind === 'task') return { kind, states: ['declined'] }
  if (kind === 'service') return { kind, devices: nobody, service: 'service' }
  if (kind === 'manual') return { kind }
  return {
    kind,
    who: { kind: 'people' },
    fence: { kind: 'circle', centre: [0, 0], radiusM: 100 },
    crossing: 'enter',
  }
}

/** A new trigger in this district: its fence begins in the middle of it, and not where no district is. */
export const placedIn = (trigger: RuleTrigger, centre: LngLat): RuleTrigger =>
  trigger.kind === 'geofence' && trigger.fence.kind === 'circle'
    ? { ...trigger, fence: { ...trigger.fence, centre } }
    : trigger

export function newCondition(kind: RuleCondition['kind']): RuleCondition {
  if (kind === 'expression') return { kind, source: 'value > 0' }
  if (kind === 'time') return { kind, from: '22:00', to: '06:00' }
  if (kind === 'held') return { kind, forMs: 60_000 }
  if (kind === 'count') return { kind, atLeast: 3, withinMs: 600_000, of: 'device' }
  return { kind, devices: near, atLeast: 1 }
}

export function newAction(kind: RuleAction['kind']): RuleAction {
  if (kind === 'command') return { kind, devices: near, service: 'service', input: {} }
  if (kind === 'show') return { kind, devices: { ...near, scope: 'near', radiusM: 60, max: 4 } }
  if (kind === 'message') return { kind, posts: ['shiftLeader'], text: words('…') }
  if (kind === 'order') return { kind, skills: ['security'], count: 1, instruction: words('…') }
  if (kind === 'incident') return { kind, incidentType: 'equipment' }
  if (kind === 'alarm') return { kind, devices: { scope: 'self', max: 1 }, definition: 'alarm' }
  if (kind === 'meeting') return { kind, posts: ['shiftLeader', 'manager'], topic: words('…') }
  if (kind === 'plan') return { kind, planId: noPlan }
  return { kind, targetId: 'target' }
}

/** A value from near the cause; its name must not be taken. */
export function newInput({ inputs }: Pick<RuleDraft, 'inputs'>): RuleInput {
  const taken = new Set(inputs.map(({ name }) => name))
  let at = inputs.length + 1
  while (taken.has(`v${at}`)) at++
  return { name: `v${at}`, from: near, property: 'value', take: 'nearest' }
}

/** A rule with nothing chosen yet. */
export const newRule = (id: string, name: string): RuleDraft => ({
  id,
  name: words(name),
  areas: { plotIds: [], buildingIds: [] },
  triggers: [newTrigger('alarm')],
  inputs: [],
  conditions: [],
  actions: [newAction('message')],
  limit: { times: 1, withinMs: 600_000, of: 'device' },
})
