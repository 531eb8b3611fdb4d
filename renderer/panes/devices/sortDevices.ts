import type { DeviceStateName } from '../../../domain/contract'

/** What a list of devices can be sorted by; `registry` is the order in which they were entered. */
export type SortKey = 'registry' | 'name' | 'id' | 'type' | 'place' | 'state' | 'alarms'
export interface Sorting {
  by: SortKey
  isDescending: boolean
}

/** What needs somebody first. */
const stateRank: Record<DeviceStateName, number> = { abnormal: 0, offline: 1, unknown: 2, outOfService: 3, online: 4 }
export const rankOfState = (state: DeviceStateName): number => stateRank[state]

/** Sorted rows; those that are alike keep the registry's order. @param rankOf smaller first */
export function sortRows(rows: Int32Array, rankOf: (row: number) => number, isDescending: boolean): Int32Array {
  const sign = isDescending ? -1 : 1
  return rows.slice().sort((a, b) => sign * (rankOf(a) - rankOf(b)) || a - b)
}

/** Place of each row's word among all words, so that sorting compares numbers. Words are put in the order of their characters: codes of one kind stand together. */
export function ranksOf(words: readonly string[]): Uint32Array {
  const order = [...new Set(words)].sort((a, b) => (a < b ? -1 : 1))
  const rank = new Map(order.map((word, at) => [word, at]))
  return Uint32Array.from(words, (word) => rank.get(word) ?? 0)
}
