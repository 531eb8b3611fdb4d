import { useTranslation } from 'react-i18next'
import type { RulePart } from '../../../domain/contract'
import { useFormat } from '../../i18n'

/** A value that stood in a decision: `pm25 = 82 µg/m³`. */
export function usePartValue(): (value: RulePart['values'][number]) => string {
  const { t } = useTranslation('rules')
  const { number } = useFormat()
  return ({ name, value, unit }) => {
    const shown =
      value === undefined
        ? '—'
        : typeof value === 'number'
          ? number(value, Number.isInteger(value) ? 0 : 2)
          : typeof value === 'boolean'
            ? t(value ? 'value.true' : 'value.false')
            : value
    return `${name} = ${shown}${unit === undefined ? '' : `\u2009${unit}`}`
  }
}
