import type { Building } from '../../../../domain/contract'

/** Storeys of a house from the roof down, without the floor 0 that does not exist. */
export function floorsOf({ floorsAbove, floorsBelow }: Pick<Building, 'floorsAbove' | 'floorsBelow'>): number[] {
  const floors: number[] = []
  for (let floor = floorsAbove; floor >= -floorsBelow; floor -= 1) if (floor !== 0) floors.push(floor)
  return floors
}

/**
 * The floors that fan out: `count` of them around the one that matters, more below than above, for help comes from below.
 *
 * @returns floor numbers from the top down; all floors of a lower house
 */
export function fanFloors(
  building: Pick<Building, 'floorsAbove' | 'floorsBelow'>,
  focus: number,
  count: number,
): number[] {
  const floors = floorsOf(building)
  const at = Math.max(0, floors.indexOf(focus))
  const above = Math.floor((count - 1) / 2)
  const first = Math.max(0, Math.min(at - above, floors.length - count))
  return floors.slice(first, first + count)
}

export type FloorMeaning = 'burning' | 'evacuating' | 'belowFire'

/** What a floor means in a fire: the one above is cleared, from the one below the attack starts. */
export function floorMeaning(
  building: Pick<Building, 'floorsAbove' | 'floorsBelow'>,
  floor: number,
  fireFloor: number | undefined,
): FloorMeaning | undefined {
  if (fireFloor === undefined) return undefined
  const floors = floorsOf(building)
  const steps = floors.indexOf(fireFloor) - floors.indexOf(floor)
  return steps === 0 ? 'burning' : steps === 1 ? 'evacuating' : steps === -1 ? 'belowFire' : undefined
}
