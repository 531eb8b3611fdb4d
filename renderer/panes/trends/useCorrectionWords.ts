import { useTranslation } from 'react-i18next'
import type { CorrectionChange, Property } from '../../../domain/contract'
import { useFormat } from '../../i18n'

/** At most so many digits of what somebody typed as a correction. */
const mostDigits = 6

/** What a correction does, as a short phrase with its unit. */
export function useCorrectionWords(property: Property): (change: CorrectionChange) => string {
  const { t } = useTranslation('trends')
  const format = useFormat()
  const amount = (value: number) => {
    const digits = String(Number(value.toFixed(mostDigits))).split('.')[1]?.length ?? 0
    return format.number(value, digits)
  }
  const named = (value: number) => property.values?.find((one) => one.value === value)?.name
  const withUnit = (value: number) => [amount(value), property.unit].filter(Boolean).join(' ')
  return (change) => {
    switch (change.kind) {
      case 'set': {
        const name = named(change.value)
        return t('correction.does.set', { value: name ? format.text(name) : withUnit(change.value) })
      }
      case 'add':
        return change.by < 0
          ? t('correction.does.subtract', { value: withUnit(-change.by) })
          : t('correction.does.add', { value: withUnit(change.by) })
      case 'multiply':
        return t('correction.does.multiply', { factor: amount(change.by) })
      case 'exclude':
        return t('correction.does.exclude')
    }
  }
}
