import type { BusinessType } from '../../domain/contract'
import type { SitedBuilding } from './makeGeometry'

/** One floor of one building, with how many devices of a kind stand there. */
export interface FloorSlot {
  sited: SitedBuilding
  floor: number
}

export type FloorKind = 'above' | 'all' | 'ground' | 'basement' | 'top' | 'lowerTwo'

export function floorsOf(sited: SitedBuilding, kind: FloorKind): number[] {
  const { floorsAbove, floorsBelow } = sited.building
  const above = Array.from({ length: floorsAbove }, (_, i) => i + 1)
  const below = Array.from({ length: floorsBelow }, (_, i) => -(floorsBelow - i))
  switch (kind) {
    case 'above':
      return above
    case 'all':
      return [...below, ...above]
    case 'ground':
      return [1]
    case 'basement':
      return below
    case 'top':
      return [floorsAbove]
    case 'lowerTwo':
      return above.slice(0, 2)
  }
}

/**
 * Shares `count` out over slots by weight, as evenly as whole numbers allow; the sum is exact.
 *
 * @returns how many each slot gets, in the order of the slots
 */
export function shareOut(weights: readonly number[], count: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let passed = 0
  let given = 0
  return weights.map((weight) => {
    passed += weight
    const due = total === 0 ? 0 : Math.round((passed / total) * count)
    const share = due - given
    given = due
    return share
  })
}

/** How much a floor counts: by its size, in m², or each the same. */
export const floorWeight = (slot: FloorSlot, by: 'size' | 'floor'): number =>
  by === 'floor' ? 1 : slot.sited.building.floorAreaM2 / slot.sited.building.floorsAbove

export const slotsOf = (
  sited: readonly SitedBuilding[],
  kind: FloorKind,
  businessTypes: readonly BusinessType[] | undefined,
): FloorSlot[] =>
  sited
    .filter(({ building }) => businessTypes?.includes(building.businessType) ?? true)
    .flatMap((one) => floorsOf(one, kind).map((floor) => ({ sited: one, floor })))
