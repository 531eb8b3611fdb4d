import { isHeld, isStanding } from '../../domain/alarm/holds'
import type { Alarm } from '../../domain/contract'
import type { StoredEntry } from '../../domain/journal/entry'
import { isKnownEntry } from '../../domain/journal/parseEntry'
import type { RuleStimulus } from '../../domain/rules/RuleStimulus'
import type { StateView } from '../journal/Journal'

/**
 * What an entry of an alarm says to rules, with the alarm as it stands after it. One that is put aside says nothing. One that comes back and still stands is told as one raised then: for
 * whoever watches the list it is new. It goes by the same name, so that rules that acted on it before do not act again.
 *
 * @source ISA-18.2 state model: from shelved, suppressed and out of service to unacknowledged
 */
export function alarmStimulus(
  { kind, hlc }: Pick<StoredEntry, 'kind' | 'hlc'>,
  alarm: Alarm,
): Extract<RuleStimulus, { kind: 'alarm' }> | undefined {
  if (isHeld(alarm)) return undefined
  const atMs = hlc.ms
  switch (kind) {
    case 'alarm.raised':
      return { kind: 'alarm', atMs: alarm.raisedAtMs, phase: 'raised', alarm }
    case 'alarm.unshelved':
    case 'alarm.unsuppressed':
    case 'alarm.returnedToService':
      return isStanding(alarm) ? { kind: 'alarm', atMs, phase: 'raised', alarm } : undefined
    case 'alarm.returned':
      return { kind: 'alarm', atMs: alarm.returnedAtMs ?? atMs, phase: 'returned', alarm }
    case 'alarm.acknowledged':
      return { kind: 'alarm', atMs, phase: 'acknowledged', alarm }
    case 'alarm.escalated':
      return { kind: 'alarm', atMs, phase: 'escalated', alarm, nth: alarm.escalation?.level }
    default:
      return undefined
  }
}

/** What an entry says to rules; nothing for most. Of alarms, incidents and tasks as they stand after it. */
export function stimulusOf(entry: StoredEntry, view: StateView, chain: readonly string[]): RuleStimulus | undefined {
  if (entry.voidReason !== undefined) return undefined
  const { id } = entry.subject
  const atMs = entry.hlc.ms
  switch (entry.kind) {
    case 'command.issued': {
      const command = view.get('command', id)
      return (
        command && { kind: 'service', atMs, commandId: id, deviceId: command.deviceId, service: command.service, chain }
      )
    }
    case 'incident.opened':
    case 'incident.graded':
    case 'incident.closed': {
      const incident = view.get('incident', id)
      const phase = entry.kind === 'incident.opened' ? 'opened' : entry.kind === 'incident.graded' ? 'graded' : 'closed'
      return incident && { kind: 'incident', atMs, phase, incident, chain }
    }
    case 'rule.triggered': {
      if (!isKnownEntry(entry) || entry.kind !== 'rule.triggered') return undefined
      const { key, deviceId } = entry.payload
      return { kind: 'manual', atMs, ruleId: id, key, deviceId }
    }
    default: {
      if (entry.subject.kind === 'alarm') {
        const alarm = view.get('alarm', id)
        const told = alarm && alarmStimulus(entry, alarm)
        return told && { ...told, chain }
      }
      if (entry.subject.kind !== 'task') return undefined
      const task = view.get('task', id)
      return task && { kind: 'task', atMs, task, chain }
    }
  }
}
