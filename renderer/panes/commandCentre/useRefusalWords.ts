import { useTranslation } from 'react-i18next'
import type { CommandRefusal, DeviceId } from '../../../domain/contract'
import { useRegistry } from '../../feed'
import { unknown, useFormat } from '../../i18n'

/** Why a command was held back, with the values that it was judged by. */
export function useRefusalWords() {
  const { t } = useTranslation('commands')
  const registry = useRegistry()
  const format = useFormat()
  const valueText = (deviceId: DeviceId, propertyId: string, value: number | undefined): string => {
    if (value === undefined) return unknown
    const property = registry.property(deviceId, propertyId)?.property
    const name = property?.values?.find((each) => each.value === value)?.name
    return name
      ? format.text(name)
      : [format.number(value, property?.decimals), property?.unit].filter(Boolean).join(' ')
  }
  const propertyName = (deviceId: DeviceId, id: string): string => {
    const name = registry.property(deviceId, id)?.property.name
    return name ? format.text(name) : id
  }
  return {
    valueText,
    propertyName,
    refusal({ code, text, values }: CommandRefusal, deviceId: DeviceId): string {
      const judged = values.map(({ property, seen, found }) => {
        const name = propertyName(deviceId, property)
        const now = valueText(deviceId, property, found)
        return seen === undefined
          ? `${name} ${now}`
          : t('refusal.moved', { name, seen: valueText(deviceId, property, seen), now })
      })
      const why = text ? format.text(text) : t(`refusal.${code}`)
      const prefix = text && code === 'unjudged' ? `${t('refusal.unjudged')} · ` : ''
      return `${prefix}${why}${judged.length === 0 ? '' : ` (${judged.join(' · ')})`}`
    },
  }
}
