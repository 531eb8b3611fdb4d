import { AlarmStateName } from '../../../domain/contract'
import type { FacetCounts } from './AlarmBook'
import type { Filter } from './facets'

/** 待处理, 处理中: nobody has acknowledged it; somebody has, and it stands. What is over is counted by the core, what is put aside stands in a list of its own. */
export const workStates = {
  pending: ['unacknowledged', 'returnedUnacknowledged'],
  handling: ['acknowledged'],
} as const satisfies Record<string, readonly AlarmStateName[]>
export type WorkState = keyof typeof workStates

const isOf = (work: WorkState, state: AlarmStateName): boolean =>
  workStates[work].some((each: AlarmStateName) => each === state)

/** How many there are, whatever the filter hides; read off the book's counters, which are kept change by change. */
export const countOf = (counts: FacetCounts, work: WorkState): number =>
  workStates[work].reduce((sum, state) => sum + (counts.state.get(state)?.all ?? 0), 0)

/** The total that the filter of states shows alone, if it does. */
export const chosenOf = ({ state: hidden }: Filter): WorkState | undefined =>
  (['pending', 'handling'] as const).find((work) =>
    AlarmStateName.options.every((state) => hidden.has(state) !== isOf(work, state)),
  )

/** Shows only that total; all states again when it is the one shown. Other facets stay as they are. */
export const choose = (filter: Filter, work: WorkState): Filter => ({
  ...filter,
  state: chosenOf(filter) === work ? new Set() : new Set(AlarmStateName.options.filter((state) => !isOf(work, state))),
})
