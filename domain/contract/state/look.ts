import { z } from 'zod'
import { Deed } from './actor'
import { AccountId, AlarmId, DeviceId, EpochMs, IncidentId, LookId, PersonId, SeatId } from '../primitives'

/** What the person at a seat works on, as all its windows know it. */
export const SeatSelection = z.object({
  alarmId: AlarmId.optional(),
  incidentId: IncidentId.optional(),
  deviceId: DeviceId.optional(),
  buildingId: z.string().max(64).optional(),
  personId: PersonId.optional(),
})
export type SeatSelection = z.infer<typeof SeatSelection>

/** One display of a seat in words: what it is for, the panes in sight, and the one being worked in. */
export const LookDisplay = z.object({
  number: z.number().int().min(1).max(12),
  role: z.string().max(40),
  panes: z.array(z.string().min(1).max(40)).max(24),
  active: z.string().max(40).optional(),
})
export type LookDisplay = z.infer<typeof LookDisplay>

/** What a seat shows, without a single pixel: displays by their number, and the selection that all of them share. */
export const LookScreens = z.object({ displays: z.array(LookDisplay).max(12), selection: SeatSelection })
export type LookScreens = z.infer<typeof LookScreens>

/**
 * A shift leader looks over the shoulder of a seat.
 *
 * - `asked` the seat has not answered yet
 * - `live` it agreed, or the installation lets a leader look after telling so; what it shows is told
 * - `declined`, `ended` nothing is told any more
 */
export const LookState = z.enum(['asked', 'live', 'declined', 'ended'])
export type LookState = z.infer<typeof LookState>

export const Look = z.object({
  id: LookId,
  seatId: SeatId,
  /** Whose work is looked at. */
  accountId: AccountId,
  /** As the person was called when it was asked. */
  name: z.string().max(80),
  reason: z.string().max(200),
  asked: Deed,
  state: LookState,
  /** Live without having been agreed to: the installation's rule allows it, with notice. */
  isByRule: z.boolean(),
  /** Nothing is told after this moment, and nobody has to end it. */
  untilMs: EpochMs,
  answered: Deed.optional(),
  ended: Deed.optional(),
  screens: LookScreens.optional(),
  /** The work of the person looked at went to the one who looks. */
  taken: Deed.extend({
    alarmIds: z.array(AlarmId),
    incidentIds: z.array(IncidentId),
    reason: z.string().max(200),
  }).optional(),
})
export type Look = z.infer<typeof Look>
