import type { CommandValue, ServiceParameter } from '../contract/thingModel'

/** What is wrong with a value that a service is to be asked with. */
export type ParameterFault = 'missing' | 'wrongType' | 'tooSmall' | 'tooLarge' | 'noSuchValue' | 'tooLong'

/** Characters of a text whose parameter says no number. */
const usualLength = 200

/** Most characters that the text of a parameter may have. */
export const textLength = ({ maxLength }: ServiceParameter): number => maxLength ?? usualLength

/** @returns `undefined` where the service takes the value */
export function parameterFault(
  parameter: ServiceParameter,
  value: CommandValue | undefined,
): ParameterFault | undefined {
  const { type, min, max, values } = parameter
  if (value === undefined || value === '') return 'missing'
  if (type === 'text') {
    if (typeof value !== 'string') return 'wrongType'
    return value.length > textLength(parameter) ? 'tooLong' : undefined
  }
  if (typeof value !== 'number') return 'wrongType'
  if (!Number.isFinite(value)) return 'missing'
  if (min !== undefined && value < min) return 'tooSmall'
  if (max !== undefined && value > max) return 'tooLarge'
  if (type === 'bool') return value === 0 || value === 1 ? undefined : 'noSuchValue'
  if (type === 'number') return undefined
  return (values?.some((known) => known.value === value) ?? Number.isInteger(value)) ? undefined : 'noSuchValue'
}
