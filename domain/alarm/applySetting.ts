import type { AlarmCondition, AlarmDefinition, Property } from '../contract'
import type { AlarmSettingValues } from '../contract/state'

/** Conditions that have a limit and a deadband. */
type Limited = Extract<AlarmCondition, { limit: number }>
export const isLimited = (condition: AlarmCondition): condition is Limited => 'limit' in condition

/**
 * An alarm as one device has it: what its type says, with what the device has of its own. Whether it is switched off stands beside it. What would weaken life safety is not so, whenever it was set: a type may
 * call an alarm life safety only later, or draw its limit tighter than what a device has.
 */
export function applySetting(definition: AlarmDefinition, values: AlarmSettingValues): AlarmDefinition {
  const { condition } = definition
  const { priority, limit, deadband, onDelayMs, offDelayMs } = withoutWeaker(definition, values)
  return {
    ...definition,
    priority: priority ?? definition.priority,
    onDelayMs: onDelayMs ?? definition.onDelayMs,
    offDelayMs: offDelayMs ?? definition.offDelayMs,
    condition: isLimited(condition)
      ? { ...condition, limit: limit ?? condition.limit, deadband: deadband ?? condition.deadband }
      : condition,
  }
}

/** Whether what the device has of its own switches the alarm off: never one of life safety. */
export const isSwitchedOff = (definition: Pick<AlarmDefinition, 'isLifeSafety'>, values: AlarmSettingValues): boolean =>
  values.isEnabled === false && !definition.isLifeSafety

function withoutWeaker(definition: AlarmDefinition, values: AlarmSettingValues): AlarmSettingValues {
  if (!definition.isLifeSafety || !isWeaker(definition, values)) return values
  const { limit, priority, onDelayMs, ...harmless } = values
  const keep = <V extends AlarmSettingValues>(one: V): V | undefined => (isWeaker(definition, one) ? undefined : one)
  return {
    ...harmless,
    ...(limit !== undefined && keep({ limit })),
    ...(priority !== undefined && keep({ priority })),
    ...(onDelayMs !== undefined && keep({ onDelayMs })),
  }
}

/** Why a device may not have these values of its own. */
export type SettingFault =
  /** The condition has no such thing as a limit or a deadband. */
  | 'notLimited'
  /** The limit lies where the property never comes, or a distance or a speed is not above zero. */
  | 'outOfRange'
  /** An alarm of life safety would come later, less often, with less weight or not at all. */
  | 'weakensLifeSafety'
  /** Communication loss is no priority that others could have, and has no other. */
  | 'communicationLoss'

/** @param property what the condition watches, where it watches one */
export function findSettingFault(
  definition: AlarmDefinition,
  values: AlarmSettingValues,
  property: Property | undefined,
): SettingFault | undefined {
  const { condition } = definition
  const { limit, deadband, priority } = values
  if ((limit !== undefined || deadband !== undefined) && !isLimited(condition)) return 'notLimited'
  if (limit !== undefined && !isReachable(condition, limit, property)) return 'outOfRange'
  if (priority !== undefined && (priority === 'commloss') !== (definition.priority === 'commloss'))
    return 'communicationLoss'
  return definition.isLifeSafety && isWeaker(definition, values) ? 'weakensLifeSafety' : undefined
}

function isReachable(condition: AlarmCondition, limit: number, property: Property | undefined): boolean {
  if (condition.kind !== 'above' && condition.kind !== 'below') return limit > 0
  return limit >= (property?.min ?? -Infinity) && limit <= (property?.max ?? Infinity)
}

const weights = { urgent: 4, important: 3, minor: 2, notice: 1, commloss: 0 } as const

/** A longer way back only holds the alarm up longer: that weakens nothing. */
function isWeaker(definition: AlarmDefinition, values: AlarmSettingValues): boolean {
  const { condition, priority, onDelayMs } = definition
  if (values.isEnabled === false) return true
  if (values.priority !== undefined && weights[values.priority] < weights[priority]) return true
  if (values.onDelayMs !== undefined && values.onDelayMs > onDelayMs) return true
  if (values.limit === undefined || !isLimited(condition)) return false
  return condition.kind === 'below' ? values.limit < condition.limit : values.limit > condition.limit
}
