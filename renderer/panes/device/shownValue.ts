import type { Property } from '../../../domain/contract'
import { decimalsOf, type Formats } from '../../i18n'

/** A value in digits, or by the name its number has in the thing model. */
export function shownValue(property: Pick<Property, 'values' | 'decimals'>, value: number, format: Formats): string {
  const named = property.values?.find((each) => each.value === value)
  return named ? format.text(named.name) : format.number(value, property.decimals ?? decimalsOf(value))
}
