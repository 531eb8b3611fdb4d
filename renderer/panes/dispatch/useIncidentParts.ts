import { useMemo } from 'react'
import type { Command, Incident, Message, Plan, PlanRun, Task } from '../../../domain/contract'
import { useCollection, useItem, useRegistry } from '../../feed'
import { idsOf } from './aliases'

/** Everything that belongs to an incident, as the desk shows it. */
export interface IncidentParts {
  run: PlanRun | undefined
  plan: Plan | undefined
  /** In the order in which they were assigned. */
  tasks: readonly Task[]
  commands: readonly Command[]
  messages: readonly Message[]
}

/** Tasks, commands and messages are also those of the incidents that were merged into it. */
export function useIncidentParts(incident: Incident): IncidentParts {
  const registry = useRegistry()
  const run = useItem('planRun.changed', incident.planRunId)
  const tasks = useCollection('task.changed').items
  const commands = useCollection('command.changed').items
  const messages = useCollection('message.changed').items
  const incidents = useCollection('incident.changed').items
  return useMemo(() => {
    const ids = idsOf(incident, incidents)
    const own = <T extends { incidentId?: Incident['id'] | undefined }>(items: ReadonlyMap<string, T>) =>
      [...items.values()].filter(({ incidentId }) => incidentId !== undefined && ids.has(incidentId))
    return {
      run,
      plan: run && registry.plans.get(run.planId),
      tasks: own(tasks).sort((a, b) => a.assigned.atMs - b.assigned.atMs),
      commands: own(commands),
      messages: own(messages),
    }
  }, [incident, incidents, registry, run, tasks, commands, messages])
}
