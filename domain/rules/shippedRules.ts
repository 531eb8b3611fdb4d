import type {
  DeviceSelector,
  Linkage,
  LinkageAction,
  LinkageTrigger,
  RuleAction,
  RuleDraft,
  RuleTargets,
  RuleTrigger,
} from '../contract'
import { systemLinkages } from '../packs/linkages'

/**
 * Linkages whose commands of class 2 and 3 go by themselves on a fire alarm of the panel, as the text orders: lifts to the ground floor, lift control and doors free, fans stopped, smoke control
 * and lighting on.
 *
 * @source White paper 4.2.6.2 (3) d, 4.2.9.2 (1) b and (7) d, 4.2.10.2 (2) b; decision 33
 */
const actByThemselves: ReadonlySet<string> = new Set([
  'fire_frees_lift_control',
  'fire_recalls_lifts',
  'fire_frees_doors',
  'fire_stops_ventilation',
  'fire_switches_lights',
])

/** What comes often by its nature may do more; what sends people does less. */
const hourMs = 3_600_000

/** The rules that every installation begins with: the linkages of the packs that something sets off. */
export const shippedRules: readonly RuleDraft[] = systemLinkages.flatMap((linkage) =>
  linkage.trigger ? [ruleOf(linkage, linkage.trigger)] : [],
)

function ruleOf(linkage: Linkage, trigger: LinkageTrigger): RuleDraft {
  const authority = actByThemselves.has(linkage.id) ? ('act' as const) : undefined
  const sendsPeople = linkage.actions.some(({ kind }) => kind === 'order' || kind === 'openIncident')
  return {
    id: linkage.id,
    name: linkage.name,
    areas: { plotIds: [], buildingIds: [] },
    triggers: [triggerOf(trigger)],
    inputs: [],
    conditions: linkage.condition === undefined ? [] : [{ kind: 'expression', source: linkage.condition }],
    actions: linkage.actions.map((action) => actionOf(action, authority)),
    limit: { times: sendsPeople ? 2 : trigger.kind === 'state' ? 60 : 12, withinMs: hourMs, of: 'device' },
  }
}

function triggerOf(trigger: LinkageTrigger): RuleTrigger {
  if (trigger.kind === 'incident') return { kind: 'incident', incidentTypes: trigger.incidentTypes, phase: 'opened' }
  const devices = { systemKeys: [trigger.systemKey] }
  switch (trigger.kind) {
    case 'alarm':
      return { kind: 'alarm', devices, alarms: trigger.alarms, phase: 'raised' }
    case 'event':
      return { kind: 'event', devices, event: trigger.event }
    case 'state':
      return { kind: 'state', devices, property: trigger.property, values: trigger.values }
    case 'sample':
      return { kind: 'sample', devices, property: trigger.property }
    case 'service':
      return { kind: 'service', devices, service: trigger.service }
  }
}

function actionOf(action: LinkageAction, authority: 'act' | undefined): RuleAction {
  const devices = 'devices' in action ? targetsOf(action.devices) : { scope: 'self' as const, max: 1 }
  switch (action.kind) {
    case 'command': {
      const { service, input, takes } = action
      return { kind: 'command', devices, service, input, ...(takes && { takes }), ...(authority && { authority }) }
    }
    case 'show':
      return { kind: 'show', devices }
    case 'openIncident':
      return { kind: 'incident', incidentType: action.incidentType }
    case 'order': {
      const { skills, count, instruction } = action
      return { kind: 'order', skills, count, instruction }
    }
    case 'message':
      return { kind: 'message', posts: action.posts, text: action.text }
  }
}

function targetsOf({ systemKeys, scope, radiusM, max }: DeviceSelector): RuleTargets {
  return { systemKeys, scope, max, ...(radiusM !== undefined && { radiusM }) }
}
