import type { ActiveRule } from './compileRule'
import type { RuleCause } from '../contract'
import type { RuleMoment } from './RuleMoment'
import type { RuleStimulus } from './RuleStimulus'
import { isOneOf } from './ruleDevices'
import type { RuleDevice, RuleWorld } from './RuleWorld'

/** A trigger that has come, with the name of the occasion: the same at every seat that hears of it. */
export interface Occasion {
  readonly key: string
  readonly moment: RuleMoment
}

/** Whether a stimulus is what a trigger waits for, and what the rule then sees; `undefined` when it is not. */
export function momentOf(
  { rule, compiled }: ActiveRule,
  at: number,
  stimulus: Exclude<RuleStimulus, { kind: 'reach' }>,
  world: RuleWorld,
): Occasion | undefined {
  const trigger = compiled.draft.triggers[at]
  if (!trigger) return undefined
  const { atMs } = stimulus
  const about = (cause: Omit<RuleCause, 'trigger' | 'atMs'>, device: RuleDevice | undefined): RuleMoment => ({
    atMs,
    cause: { trigger: at, atMs, ...cause },
    device,
    place: device?.place,
  })
  const deviceIfMeant = (id: string): RuleDevice | undefined => {
    const device = world.findDevice(id)
    return device && 'devices' in trigger && isOneOf(trigger.devices, device) ? device : undefined
  }
  switch (stimulus.kind) {
    case 'event': {
      if (trigger.kind !== 'event' || trigger.event !== stimulus.event) return undefined
      const device = deviceIfMeant(stimulus.deviceId)
      if (!device) return undefined
      const { deviceId } = stimulus
      const moment = { ...about({ kind: 'event', deviceId }, device), told: stimulus.output }
      return { key: `event ${deviceId} ${stimulus.event} ${atMs}`, moment }
    }
    case 'alarm': {
      const { alarm, phase, nth } = stimulus
      if (trigger.kind !== 'alarm' || trigger.phase !== phase) return undefined
      if (trigger.alarms && !trigger.alarms.includes(alarm.definitionId)) return undefined
      if (trigger.priorities && !trigger.priorities.includes(alarm.priority)) return undefined
      const device = deviceIfMeant(alarm.deviceId)
      if (!device) return undefined
      const value = alarm.value === undefined ? {} : { value: alarm.value }
      const moment = about({ kind: 'alarm', deviceId: alarm.deviceId, alarmId: alarm.id, ...value }, device)
      return { key: `alarm ${alarm.id} ${phase} ${nth ?? ''}`, moment: { ...moment, ...value } }
    }
    case 'service': {
      if (trigger.kind !== 'service' || trigger.service !== stimulus.service) return undefined
      const { deviceId, commandId } = stimulus
      const device = deviceIfMeant(deviceId)
      if (!device) return undefined
      return { key: `service ${commandId}`, moment: about({ kind: 'service', deviceId, subjectId: commandId }, device) }
    }
    case 'incident': {
      const { incident, phase } = stimulus
      if (trigger.kind !== 'incident' || trigger.phase !== phase) return undefined
      if (!trigger.incidentTypes.includes(incident.type)) return undefined
      const moment = about({ kind: 'incident', subjectId: incident.id }, undefined)
      const grade = phase === 'graded' ? incident.grade : ''
      return {
        key: `incident ${incident.id} ${phase} ${grade}`,
        moment: { ...moment, place: incident.place, incidentId: incident.id },
      }
    }
    case 'task': {
      const { task } = stimulus
      if (trigger.kind !== 'task' || !trigger.states.includes(task.state)) return undefined
      const moment = about({ kind: 'task', subjectId: task.id }, undefined)
      return {
        key: `task ${task.id} ${task.state}`,
        moment: { ...moment, place: task.place, incidentId: task.incidentId },
      }
    }
    case 'position': {
      if (trigger.kind !== 'geofence') return undefined
      const { who, place } = stimulus
      if (who.kind === 'person') {
        if (trigger.who.kind !== 'people' || !(trigger.who.posts?.includes(who.post) ?? true)) return undefined
        const moment = about({ kind: 'geofence', subjectId: who.id }, undefined)
        return { key: `geofence ${at} ${who.id} ${atMs}`, moment: { ...moment, place } }
      }
      const device = world.findDevice(who.id)
      if (!device || trigger.who.kind !== 'devices' || !isOneOf(trigger.who.devices, device)) return undefined
      const moment = about({ kind: 'geofence', deviceId: who.id, subjectId: who.id }, device)
      return { key: `geofence ${at} ${who.id} ${atMs}`, moment: { ...moment, place } }
    }
    case 'manual': {
      if (trigger.kind !== 'manual' || stimulus.ruleId !== rule.id) return undefined
      const device = stimulus.deviceId === undefined ? undefined : world.findDevice(stimulus.deviceId)
      const deviceId = stimulus.deviceId === undefined ? {} : { deviceId: stimulus.deviceId }
      return {
        key: `manual ${stimulus.key}`,
        moment: about({ kind: 'manual', ...deviceId, subjectId: stimulus.key }, device),
      }
    }
  }
}
