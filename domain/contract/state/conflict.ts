import { z } from 'zod'
import { Actor, Deed } from './actor'
import { Place } from '../district'
import { AlarmId, DeviceId, EpochMs, IncidentId, PersonId, SeatId } from '../primitives'

/**
 * Two seats that were apart decided differently. Never settled in silence: the fold holds a defined state, and a person says what it shall be.
 *
 * - `personTwice` one person has open tasks at two places
 * - `incidentTwice` one alarm, two incidents: the one with the smaller id holds, the other is its alias
 * - `planTwice` a plan was started twice for one incident: the first run holds
 * - `taskTwice` a step's task was given to different people: both keep working
 * - `graded` graded differently: the higher grade holds
 * - `alarmReturnedAndRaised` one seat saw it return and closed it, the other saw it come again
 * - `commandTwice` both sent a command to one device
 * - `doneAndRecalled` somebody did what the other seat had called off
 * - `decisionVoid` what was decided here holds no longer
 * - `deviceTwice` one field of a device was changed to different values: the later one holds
 * - `typeTwice` one version of a device type was saved twice: the later one holds
 * - `graphicTwice` a graphic was saved differently, or saved and removed: the later holds, and the other is a former version
 * - `disabledAccountUsed` an account disabled at one seat was used at the other
 */
export const ConflictKind = z.enum([
  'personTwice',
  'incidentTwice',
  'planTwice',
  'taskTwice',
  'graded',
  'alarmReturnedAndRaised',
  'commandTwice',
  'doneAndRecalled',
  'decisionVoid',
  'deviceTwice',
  'typeTwice',
  'graphicTwice',
  'disabledAccountUsed',
])
export type ConflictKind = z.infer<typeof ConflictKind>

/** What one of the two seats did. */
export const ConflictSide = z.object({
  seatId: SeatId,
  entryId: z.string().min(1).max(160),
  /** `task T-…`: the subject that was written to. */
  subject: z.string().max(150),
  by: Actor,
  atMs: EpochMs,
  place: Place.optional(),
})
export type ConflictSide = z.infer<typeof ConflictSide>

export const Conflict = z.object({
  id: z.string().min(1).max(160),
  kind: ConflictKind,
  found: Deed,
  sides: z.array(ConflictSide).min(1).max(8),
  incidentId: IncidentId.optional(),
  personId: PersonId.optional(),
  alarmId: AlarmId.optional(),
  deviceId: DeviceId.optional(),
  /** Why a decision is void: a code of `voidReason`. */
  reason: z.string().max(80).optional(),
  settled: Deed.extend({ note: z.string().max(500) }).optional(),
})
export type Conflict = z.infer<typeof Conflict>
