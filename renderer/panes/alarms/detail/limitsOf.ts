import type { Alarm, LocalText } from '../../../../domain/contract'
import type { Registry } from '../../../feed'
import type { TrendLimit } from '../../../widgets'

/** Limits of all alarms that the thing model sets on one property of the alarm's device. */
export function limitsOf(
  alarm: Alarm,
  property: string,
  registry: Registry,
  text: (text: LocalText) => string,
): TrendLimit[] {
  const index = registry.deviceIndex(alarm.deviceId)
  const definitions = index === undefined ? [] : (registry.deviceType(index)?.alarms ?? [])
  return definitions.flatMap(({ condition, name, priority }) =>
    (condition.kind === 'above' || condition.kind === 'below') && condition.property === property
      ? [{ value: condition.limit, label: `${text(name)} ${condition.limit}`, priority }]
      : [],
  )
}
