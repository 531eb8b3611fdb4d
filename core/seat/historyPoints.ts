import { meterOf } from '../../domain/things/meter'
import type { BoundPoint } from '../history/PointBook'
import type { Registry } from '../iot/Registry'

/** The registry's points as history keeps them: what bears on lives longest, then what is settled by the year. Numbers that stand for nothing any more have none. */
export function historyPoints(registry: Registry): (BoundPoint | undefined)[] {
  return Array.from({ length: registry.pointCount }, (_, point) => {
    const facts = registry.pointAt(point)
    if (!facts) return undefined
    const { device, property } = facts
    const meter = meterOf(property)
    const isSafety = device.type.alarms.some((alarm) => alarm.isLifeSafety)
    return {
      deviceId: device.id,
      property: property.id,
      ...(meter && { meter }),
      kept: isSafety ? 'safety' : property.isCounter ? 'meter' : 'standard',
    }
  })
}
