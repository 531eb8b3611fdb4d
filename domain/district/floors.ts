/**
 * Height of a floor above the lowest street floor, in floors: 1 → 0, 2 → 1, -1 → -1. There is no floor 0, so that
 * floors -1 and 1 are neighbours.
 */
export const floorLevel = (floor: number): number => (floor > 0 ? floor - 1 : floor)

/** How many floors two floors are apart; 0 for the same floor. */
export const floorsApart = (a: number, b: number): number => Math.abs(floorLevel(a) - floorLevel(b))
