import type { Task } from '../../domain/contract'
import { instructionOf } from '../../domain/dispatch/instructionOf'
import { useRegistry } from '../feed'
import { useFormat } from '../i18n'

/** What orders say, in the language on screen where what they were made from has both. */
export function useInstruction(): (task: Task) => string {
  const registry = useRegistry()
  const { text } = useFormat()
  return (task) => {
    const alarms = [...registry.types.values()].flatMap((type) => type.alarms)
    return instructionOf(task, { plans: registry.plans.values(), alarms }, text)
  }
}
