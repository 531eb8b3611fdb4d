import type { AlarmDefinition, LocalText, Plan, Task } from '../contract'

/**
 * What an order says, in the language of the reader: it was written in Chinese from a step of its plan or the first step of its alarm, which know it in both. What
 * a person typed stays as it was typed.
 *
 * @param pick takes the language on screen of a text
 */
export function instructionOf(
  task: Pick<Task, 'instruction' | 'stepId'>,
  known: {
    plans: Iterable<Pick<Plan, 'steps'>>
    alarms: Iterable<Pick<AlarmDefinition, 'name' | 'response'>>
  },
  pick: (text: LocalText) => string,
): string {
  for (const text of task.stepId === undefined ? firstSteps(known.alarms) : steps(known.plans, task.stepId))
    if (text.zh === task.instruction) return pick(text)
  return task.instruction
}

function* steps(plans: Iterable<Pick<Plan, 'steps'>>, stepId: string): Iterable<LocalText> {
  for (const plan of plans)
    for (const { id, action } of plan.steps) if (id === stepId && action.kind === 'task') yield action.instruction
}

function* firstSteps(alarms: Iterable<Pick<AlarmDefinition, 'name' | 'response'>>): Iterable<LocalText> {
  for (const { name, response } of alarms) yield response[0] ?? name
}
