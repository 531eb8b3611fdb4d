import type { AlarmId, IncidentGrade, PersonId, PlanId, TestedSound, View } from '../../domain/contract'
import type { PaneId } from '../../layouts/schema'

/** What the person at the seat works on, the same in all windows. */
export interface Selection {
  alarmId?: string
  incidentId?: string
  deviceId?: string
  buildingId?: string
  personId?: string
  /** An order of the incident. */
  taskId?: string
  deviceTypeId?: string
  /** With `deviceId` where the graphic serves a type of device. */
  graphicId?: string
  /** A graphic that is to be drawn on. */
  editedGraphicId?: string
  /** A graphic of which one wants to see what it was. */
  versionedGraphicId?: string
}

/** How the seat's sound is: able to sound, quiet until a moment (UTC ms), or held back by the browser until somebody clicks. */
export type SoundReport = { state: 'on' } | { state: 'silenced'; untilMs: number } | { state: 'blocked' }

/** Things that a key asks for and that another window may have to do. */
export type SeatAction = 'dispatch'

/** What somebody has changed of the core's proposal for an alarm, before the click. */
export interface DispatchDraft {
  alarmId?: AlarmId
  grade?: IncidentGrade
  planId?: PlanId
  /** People ticked and unticked by hand; the others are as proposed. */
  byHand: Readonly<Record<PersonId, boolean>>
}

/** What windows of one seat tell each other; nothing of it is a fact, all facts go through the core. */
export type SeatMessage =
  | { type: 'joined' }
  | { type: 'selected'; selection: Selection; locate: boolean }
  /** `from` is the window that asked. */
  | { type: 'reveal'; pane: PaneId; from: string }
  /** To open on that display of this seat. */
  | { type: 'show'; view: View; displayNumber: number }
  /** The map is to stand as it stood for whoever showed it. */
  | { type: 'placed'; place: Extract<View, { kind: 'place' }> }
  | { type: 'silence'; atMs: number }
  /** The display with this number takes the keyboard. */
  | { type: 'goToDisplay'; number: number }
  /** Sounds one pattern, for somebody who listens whether it can be heard. */
  | { type: 'soundTried'; sound: TestedSound }
  | { type: 'sound'; report: SoundReport }
  | { type: 'action'; action: SeatAction }
  | { type: 'drafted'; draft: DispatchDraft }
