import type { AlarmKpis, AlarmPriority } from '../../../domain/contract'

/** How a figure stands against its goal: in it, beyond it, or beyond what people can bear. */
export type Band = 'good' | 'watch' | 'over'

const above = (value: number, watch: number, over: number): Band =>
  value > over ? 'over' : value > watch ? 'watch' : 'good'

/**
 * Alarms of ten minutes and one operator: about 1 is likely to be acceptable, 2 can be managed, 5 and more are likely to be unacceptable.
 *
 * @source ANSI/ISA-18.2-2016 table 6; EEMUA 191 ed. 3, figure 42
 */
export const rateBand = (per10Min: number): Band => above(per10Min, 1, 2)

/** The fullest ten minutes: at most 10 alarms an operator. @source ANSI/ISA-18.2-2016 table 7 */
export const peakBand = (count: number, operators: number): Band => above(count / operators, 10, 20)

/** Time in flood: below 1 %. @source ANSI/ISA-18.2-2016 table 7 */
export const floodBand = (share: number): Band => above(share, 0.01, 0.05)

/** Stale alarms: fewer than 5 on any day. @source ANSI/ISA-18.2-2016 table 7 */
export const staleBand = (count: number): Band => above(count, 4, 20)

/** Chattering alarms: none. @source ANSI/ISA-18.2-2016 table 7 */
export const chatteringBand = (count: number): Band => above(count, 0, 4)

/** The ten most frequent: less than 5 % of all are well, more than 20 % ask for work on those ten. */
export const topBand = (share: number): Band => above(share, 0.05, 0.2)

/** False alarms: chosen; a fire service of a building is said to lose trust above one in three. */
export const falseBand = (share: number): Band => above(share, 0.1, 0.33)

/** Goal of the shares of priorities, from the highest down; what says only that a link is lost has none. @source ANSI/ISA-18.2-2016 table 8 */
export const priorityGoals: Partial<Record<AlarmPriority, number>> = { urgent: 0.05, important: 0.15, minor: 0.8 }

/** Slots in flood: it begins with more than 10 in a slot for each operator and ends with fewer than 5. */
export function floodSlots({ per10Min, operators }: Pick<AlarmKpis, 'per10Min' | 'operators'>): boolean[] {
  let isFlood = false
  return per10Min.map((count) => {
    isFlood = count > 10 * operators || (isFlood && count >= 5 * operators)
    return isFlood
  })
}
