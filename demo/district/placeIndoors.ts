import type { Ground, SitedBuilding } from './makeGeometry'
import type { DeviceYard } from './DeviceYard'
import { floorWeight, shareOut, slotsOf } from './floorSlots'
import type { IndoorRule } from './indoorRules'
import { floorCode, room } from './spots'

/** Numbers from here up follow the size of the district; smaller ones stand for plant that is there or not. */
const SCALES_FROM = 30

export const scaled = (count: number, scale: number): number =>
  count >= SCALES_FROM ? Math.round(count * scale) : count

/** The tower of the demo's story is fitted out more closely, as the map zooms into it. */
const closeness = (sited: SitedBuilding): number => (sited.building.id === 'T2' ? 3 : 1)

/** Gateways by kind that stand in or beside a building. */
export interface Gateways {
  of(sited: SitedBuilding, kind: NonNullable<IndoorRule['parent']>, floor: number): string | undefined
}

/** Fits the buildings out by a rule: shared over the floors by weight, numbered floor by floor. */
export function placeIndoors(
  yard: DeviceYard,
  ground: Ground,
  rule: IndoorRule,
  count: number,
  gateways: Gateways,
): void {
  const slots = slotsOf(ground.sited, rule.floors, rule.in)
  const shares = shareOut(
    slots.map((slot) => floorWeight(slot, rule.by) * closeness(slot.sited)),
    count,
  )
  slots.forEach(({ sited, floor }, place) => {
    const share = shares[place] ?? 0
    for (let given = 0, number = 1; given < share; number++) {
      const label = `${sited.building.id}-${floorCode(floor)}${String(number).padStart(2, '0')}`
      const id = `${rule.prefix}-${label}`
      if (yard.has(id)) continue
      given += 1
      const parent = rule.parent && gateways.of(sited, rule.parent, floor)
      yard.add(
        rule.typeId,
        id,
        [`${rule.name[0]} ${label}`, `${rule.name[1]} ${label}`],
        room(sited, floor, number, share),
        parent,
      )
    }
  })
}
