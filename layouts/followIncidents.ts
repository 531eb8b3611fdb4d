import type { IncidentGrade } from '../domain/contract'
import { isAtLeast } from '../domain/incident/grades'
import type { Occasion } from './schema'

/** Which layout a seat shows, and the one to give back when the grave incidents are over. */
export interface LayoutState {
  /** Id of the layout. */
  shown: string
  former?: string
  /** An incident of grade 较大 (`larger`) or above is open. */
  isGrave: boolean
}

/** The state of a seat that begins with a layout. */
export const beginWith = (layoutId: string): LayoutState => ({ shown: layoutId, isGrave: false })

/**
 * Brings the incident layout when the first incident of grade 较大 or above opens, and the former one back when the last of them is closed or graded down.
 * Between the two nothing changes by itself: a further incident takes nothing out of the hands of somebody who chose another layout meanwhile.
 *
 * @param openGrades grades of all open incidents; the whole, not a change, so that nothing missed can leave a seat in the wrong layout
 * @param incidentLayoutId the incident layout for the seat as it is now
 */
export function followIncidents(
  state: LayoutState,
  openGrades: readonly IncidentGrade[],
  incidentLayoutId: string,
): LayoutState {
  const isGrave = openGrades.some((grade) => isAtLeast(grade, 'larger'))
  if (isGrave === state.isGrave) return state
  if (!isGrave) return beginWith(state.former ?? state.shown)
  if (state.shown === incidentLayoutId) return { ...state, isGrave }
  return { shown: incidentLayoutId, former: state.shown, isGrave }
}

/**
 * A person chooses a layout. An everyday one holds also after the incident, since it was chosen during it; another incident layout is for the incident only.
 */
export function chooseByHand(state: LayoutState, layout: { id: string; occasion: Occasion }): LayoutState {
  if (layout.occasion === 'everyday') return { shown: layout.id, isGrave: state.isGrave }
  return { ...state, shown: layout.id }
}
