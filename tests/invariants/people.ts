import { rootIncidentId } from '../../domain/conflicts/rootIncidentId'
import type { Conflict, Incident, Task } from '../../domain/contract/state'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import type { Breach } from './Breach'

const ended: readonly Task['state'][] = ['done', 'declined', 'recalled', 'withdrawn']

/**
 * I7: a person has one open task, or a conflict says that he has two. Two tasks at one place for what turned out to be one incident are no clash of their own.
 *
 * @param tasks all tasks, of one seat's states after healing
 */
export function findSilentDouble(states: {
  tasks: readonly Task[]
  incidents: readonly Incident[]
  conflicts: readonly Conflict[]
}): Breach | undefined {
  const incidents = new Map(states.incidents.map((incident) => [incident.id, incident]))
  const listed = states.conflicts.map(({ sides }) => new Set(sides.map(({ subject }) => subject)))
  const rootOf = ({ incidentId }: Task) => rootIncidentId(incidentId, (id) => incidents.get(id))
  const sharesAlarm = (a: Task, b: Task) => {
    const alarmIds = incidents.get(a.incidentId)?.alarmIds ?? []
    return incidents.get(b.incidentId)?.alarmIds.some((id) => alarmIds.includes(id)) ?? false
  }
  const open = states.tasks.filter(({ state }) => !ended.includes(state))
  for (const [i, a] of open.entries())
    for (const b of open.slice(i + 1)) {
      if (a.personId !== b.personId) continue
      if (listed.some((sides) => sides.has(`task ${a.id}`) && sides.has(`task ${b.id}`))) continue
      const isSamePlace = canonicalJson(a.place) === canonicalJson(b.place)
      if (isSamePlace && (rootOf(a) === rootOf(b) || sharesAlarm(a, b))) continue
      return { invariant: 'I7', text: `${a.personId} has tasks ${a.id} and ${b.id}, and no conflict says so` }
    }
  return undefined
}
