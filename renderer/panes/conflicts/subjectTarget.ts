import type { PaneId } from '../../../layouts'
import { IncidentId, AlarmId, type Command, type Message, type PlanRun, type Task } from '../../../domain/contract'
import type { Selection } from '../../feed'

export interface Target {
  selection: Selection
  pane: PaneId
}

interface Known {
  tasks: ReadonlyMap<string, Task>
  commands: ReadonlyMap<string, Command>
  messages: ReadonlyMap<string, Message>
  planRuns: ReadonlyMap<string, PlanRun>
}

/** `task T-1` as kind and id. */
export function parseSubject(subject: string): { kind: string; id: string } {
  const at = subject.indexOf(' ')
  return at === -1 ? { kind: subject, id: '' } : { kind: subject.slice(0, at), id: subject.slice(at + 1) }
}

const incidentTarget = (incidentId: IncidentId | undefined): Target | undefined =>
  incidentId === undefined ? undefined : { selection: { incidentId }, pane: 'dispatch' }

/** What a graphic was: there the version that does not hold is got back. */
export const graphicTarget = (id: string): Target => ({ selection: { versionedGraphicId: id }, pane: 'graphicEditor' })

/** Where one looks at what an entry was written to: the incident that a task belongs to, the device of a command; `undefined` where nothing shows it. */
export function subjectTarget(subject: string, known: Known): Target | undefined {
  const { kind, id } = parseSubject(subject)
  switch (kind) {
    case 'incident':
      return incidentTarget(IncidentId.parse(id))
    case 'task':
      return incidentTarget(known.tasks.get(id)?.incidentId)
    case 'message':
      return incidentTarget(known.messages.get(id)?.incidentId)
    case 'planRun':
      return incidentTarget(known.planRuns.get(id)?.incidentId)
    case 'alarm':
      return { selection: { alarmId: AlarmId.parse(id) }, pane: 'alarms' }
    case 'command': {
      const command = known.commands.get(id)
      return command && { selection: { deviceId: command.deviceId }, pane: 'device' }
    }
    case 'graphic':
      return graphicTarget(id)
    default:
      return undefined
  }
}
