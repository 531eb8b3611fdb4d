import type { RuleDevices, RuleTrigger } from '../contract'
import type { RuleStimulus } from './RuleStimulus'
import type { RuleWorld } from './RuleWorld'

/** Under which keys looks at values are found: by system, and by `#` and the device. */
export const keysOfDevices = ({ systemKeys = [], deviceIds = [] }: RuleDevices): string[] => [
  ...new Set([...systemKeys, ...deviceIds.map((id) => `#${id}`)]),
]

/** Under which keys a trigger is found that waits for a moment. */
export function keysOfTrigger(trigger: RuleTrigger, ruleId: string): string[] {
  switch (trigger.kind) {
    case 'alarm':
    case 'event':
    case 'service':
      return keysOfDevices(trigger.devices).map((key) => `${trigger.kind} ${key}`)
    case 'geofence':
      return ['position']
    case 'manual':
      return [`manual ${ruleId}`]
    default:
      return [trigger.kind]
  }
}

/** Under which keys the triggers are found that wait for it. */
export function keysOfStimulus(stimulus: Exclude<RuleStimulus, { kind: 'reach' }>, world: RuleWorld): string[] {
  const { kind } = stimulus
  if (kind === 'manual') return [`manual ${stimulus.ruleId}`]
  if (kind !== 'alarm' && kind !== 'event' && kind !== 'service') return [kind]
  const deviceId = kind === 'alarm' ? stimulus.alarm.deviceId : stimulus.deviceId
  const systemKey = world.findDevice(deviceId)?.type.systemKey
  return systemKey === undefined ? [] : [`${kind} ${systemKey}`, `${kind} #${deviceId}`]
}
