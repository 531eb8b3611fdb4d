import type { DeviceId, DeviceType, Property } from '../../domain/contract'
import { meterOf } from '../../domain/things/meter'
import type { BoundPoint } from '../history/PointBook'
import type { Registry, RegistryStep } from '../iot/Registry'

/** A property as history keeps it: what bears on lives longest, then what is settled by the year. */
function boundPoint(deviceId: DeviceId, type: DeviceType, property: Property): BoundPoint {
  const meter = meterOf(property)
  const isSafety = type.alarms.some((alarm) => alarm.isLifeSafety)
  return {
    deviceId,
    property: property.id,
    ...(meter && { meter }),
    kept: isSafety ? 'safety' : property.isCounter ? 'meter' : 'standard',
  }
}

/** All points of the registry. Numbers that stand for nothing any more have none. */
export function historyPoints(registry: Registry): (BoundPoint | undefined)[] {
  return Array.from({ length: registry.pointCount }, (_, point) => {
    const facts = registry.pointAt(point)
    return facts && boundPoint(facts.device.id, facts.device.type, facts.property)
  })
}

/**
 * Points of some rows, by their numbers: those that history does not know by these yet, and meters, which may add up otherwise now.
 *
 * @param isKnown whether history takes samples of a number already
 */
export function historyPointsOf(
  registry: Registry,
  rows: readonly number[],
  isKnown: (point: number) => boolean,
): [number, BoundPoint][] {
  const points: [number, BoundPoint][] = []
  for (const row of rows) {
    const device = registry.deviceAt(row)
    const type = registry.typeAt(row)
    const firstPoint = registry.table.firstPoints[row] ?? 0
    if (!device || !type) continue
    type.properties.forEach((property, place) => {
      const point = firstPoint + place
      if (!isKnown(point) || meterOf(property)) points.push([point, boundPoint(device.id, type, property)])
    })
  }
  return points
}

/** Points that a step of an update of the registry is about to bring. */
export function comingPoints(registry: Registry, { rows, devices }: RegistryStep): BoundPoint[] {
  const points: BoundPoint[] = []
  const fresh = new Map<DeviceType, readonly Property[]>()
  for (const row of rows) {
    const device = registry.deviceAt(row)
    const before = registry.typeAt(row)
    const type = device && registry.typeOf(device.typeId)
    if (!before || !type) continue
    let coming = fresh.get(before)
    if (!coming) {
      const known = new Set(before.properties.map(({ id }) => id))
      coming = type.properties.filter(({ id }) => !known.has(id))
      fresh.set(before, coming)
    }
    for (const property of coming) points.push(boundPoint(device.id, type, property))
  }
  for (const { device } of devices) {
    const type = registry.typeOf(device.typeId)
    if (!type || registry.indexOf(device.id) !== undefined) continue
    for (const property of type.properties) points.push(boundPoint(device.id, type, property))
  }
  return points
}
