import type { AlarmDefinition, HandsetLanguage, Incident, Plan, Task } from '../contract'
import { instructionOf } from '../dispatch/instructionOf'

/** What was written in both languages, and orders were made from. */
export interface Written {
  plans: Iterable<Pick<Plan, 'steps'>>
  alarms: Iterable<Pick<AlarmDefinition, 'name' | 'response'>>
}

/** What an order says in a language: it was written in Chinese from texts that have both. */
export function orderText(
  task: Pick<Task, 'title' | 'instruction' | 'stepId'>,
  incident: Pick<Incident, 'title'> | undefined,
  written: Written,
  language: HandsetLanguage,
): { title: string; instruction: string } {
  if (language === 'zh-CN') return { title: task.title, instruction: task.instruction }
  return {
    title: incident?.title.zh === task.title ? incident.title.en : task.title,
    instruction: instructionOf(task, written, ({ en }) => en),
  }
}
