import type { AlarmDefinition, AlarmPriority, AlarmSettingValues, Property } from '../../../domain/contract'
import { findSettingFault, isLimited, type SettingFault } from '../../../domain/alarm/applySetting'

/** What stands in the fields; numbers as they are typed, delays in seconds. */
export interface SettingDraft {
  isEnabled: boolean
  priority: AlarmPriority
  limit: string
  deadband: string
  onDelayS: string
  offDelayS: string
}

export type NumberField = 'limit' | 'deadband' | 'onDelayS' | 'offDelayS'
const longestDelayS = 3_600

/** @param now the alarm as the device has it */
export function draftOf(now: AlarmDefinition, isEnabled: boolean): SettingDraft {
  const { condition, priority, onDelayMs, offDelayMs } = now
  return {
    isEnabled,
    priority,
    limit: isLimited(condition) ? String(condition.limit) : '',
    deadband: isLimited(condition) ? String(condition.deadband) : '',
    onDelayS: String(onDelayMs / 1_000),
    offDelayS: String(offDelayMs / 1_000),
  }
}

export interface ReadDraft {
  /** What differs from the type. */
  values: AlarmSettingValues
  /** Fields that hold no number that is allowed there. */
  bad: ReadonlySet<NumberField>
  fault: SettingFault | undefined
}

/** What a draft asks for. @param byType the alarm as the type has it */
export function readDraft(draft: SettingDraft, byType: AlarmDefinition, property: Property | undefined): ReadDraft {
  const { condition } = byType
  const bad = new Set<NumberField>()
  const read = (field: NumberField, atMost = Infinity, atLeast = 0): number => {
    const text = draft[field].trim()
    const value = Number(text)
    if (text === '' || !Number.isFinite(value) || value < atLeast || value > atMost) bad.add(field)
    return value
  }
  const values: AlarmSettingValues = {}
  if (!draft.isEnabled) values.isEnabled = false
  if (draft.priority !== byType.priority) values.priority = draft.priority
  if (isLimited(condition)) {
    const [limit, deadband] = [read('limit', Infinity, -Infinity), read('deadband')]
    if (limit !== condition.limit) values.limit = limit
    if (deadband !== condition.deadband) values.deadband = deadband
  }
  const onDelayMs = Math.round(read('onDelayS', longestDelayS) * 1_000)
  const offDelayMs = Math.round(read('offDelayS', longestDelayS) * 1_000)
  if (onDelayMs !== byType.onDelayMs) values.onDelayMs = onDelayMs
  if (offDelayMs !== byType.offDelayMs) values.offDelayMs = offDelayMs
  return { values, bad, fault: bad.size === 0 ? findSettingFault(byType, values, property) : undefined }
}

export const isSame = (a: AlarmSettingValues, b: AlarmSettingValues): boolean =>
  a.isEnabled === b.isEnabled &&
  a.priority === b.priority &&
  a.limit === b.limit &&
  a.deadband === b.deadband &&
  a.onDelayMs === b.onDelayMs &&
  a.offDelayMs === b.offDelayMs
