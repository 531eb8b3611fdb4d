import { useTranslation } from 'react-i18next'
import type { AlarmCondition, DeviceType } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { shownValue } from '../device/shownValue'

/** When an alarm of a type stands, as a short line: `绕组温度 > 95 ℃（回差 2）`. */
export function useConditionWords(type: DeviceType): (condition: AlarmCondition) => string {
  const { t } = useTranslation('deviceTypes')
  const format = useFormat()
  const nameOf = (members: readonly { id: string; name: { zh: string; en: string } }[], id: string) => {
    const member = members.find((each) => each.id === id)
    return member ? format.text(member.name) : id
  }
  return (condition) => {
    const property = 'property' in condition ? type.properties.find(({ id }) => id === condition.property) : undefined
    const name = 'property' in condition ? nameOf(type.properties, condition.property) : ''
    const value = (number: number) =>
      [property ? shownValue(property, number, format) : number, format.unit(property?.unit ?? '')]
        .filter(Boolean)
        .join(' ')
    const seconds = (ms: number) => format.age(ms)
    switch (condition.kind) {
      case 'above':
      case 'below': {
        const line = `${name} ${condition.kind === 'above' ? '>' : '<'} ${value(condition.limit)}`
        return condition.deadband > 0 ? t('condition.deadband', { line, deadband: value(condition.deadband) }) : line
      }
      case 'equals':
        return `${name} = ${value(condition.value)}`
      case 'oneOf':
        return `${name} = ${condition.values.map(value).join(' / ')}`
      case 'rate':
        return t(`condition.${condition.direction}`, {
          name,
          limit: value(condition.limit),
          window: seconds(condition.windowMs),
        })
      case 'deviation':
        return t('condition.deviation', {
          name,
          from:
            'value' in condition.from ? value(condition.from.value) : nameOf(type.properties, condition.from.property),
          limit: value(condition.limit),
        })
      case 'stale':
        return t('condition.stale', { name, after: seconds(condition.afterMs) })
      case 'expression':
        return condition.expression
      case 'event':
        return t('condition.event', { name: nameOf(type.events, condition.event) })
      case 'offline':
        return t('condition.offline')
    }
  }
}
