import type { StoredEntry } from '../../domain/journal/entry'
import { isKnownEntry } from '../../domain/journal/parseEntry'
import type { RuleStimulus } from '../../domain/rules/RuleStimulus'
import type { StateView } from '../journal/Journal'

/** Alarms that are put aside set nothing off. */
export const aside: ReadonlySet<string> = new Set(['shelved', 'outOfService', 'suppressed'])

/** What an entry says to rules; nothing for most. Of alarms, incidents and tasks as they stand after it. */
export function stimulusOf(entry: StoredEntry, view: StateView, chain: readonly string[]): RuleStimulus | undefined {
  if (entry.voidReason !== undefined) return undefined
  const { id } = entry.subject
  const atMs = entry.hlc.ms
  switch (entry.kind) {
    case 'alarm.raised':
    case 'alarm.returned':
    case 'alarm.acknowledged':
    case 'alarm.escalated': {
      const alarm = view.get('alarm', id)
      if (!alarm || aside.has(alarm.state)) return undefined
      const phase = phases[entry.kind]
      const at = phase === 'raised' ? alarm.raisedAtMs : phase === 'returned' ? (alarm.returnedAtMs ?? atMs) : atMs
      return {
        kind: 'alarm',
        atMs: at,
        phase,
        alarm,
        chain,
        ...(phase === 'escalated' && { nth: alarm.escalation?.level }),
      }
    }
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
      if (entry.subject.kind !== 'task') return undefined
      const task = view.get('task', id)
      return task && { kind: 'task', atMs, task, chain }
    }
  }
}

const phases = {
  'alarm.raised': 'raised',
  'alarm.returned': 'returned',
  'alarm.acknowledged': 'acknowledged',
  'alarm.escalated': 'escalated',
} as const
