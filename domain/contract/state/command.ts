import { z } from 'zod'
import { Deed } from './actor'
import { CommandId, DeviceId, EpochMs, IncidentId, LocalText, PlanRunId } from '../primitives'
import { CommandClass, CommandInput, Identifier } from '../thingModel'

/** What the person saw of a device when deciding: its states by property. The command goes out only while they still hold. */
export const SeenValues = z.record(Identifier, z.number())
export type SeenValues = z.infer<typeof SeenValues>

/** A value that a refusal was judged by. */
export const JudgedValue = z.object({
  property: z.string(),
  /** What the person saw. */
  seen: z.number().optional(),
  /** What is there now; absent when nobody knows. */
  found: z.number().optional(),
})
export type JudgedValue = z.infer<typeof JudgedValue>

/**
 * Why a command was held back beside the connector: nothing was sent.
 *
 * - `interlocked` a condition of the thing model forbids it now
 * - `worldMoved` the device is not any more as the person saw it
 * - `unjudged` a value that must be known to judge it is not known, or not fresh
 */
export const CommandRefusal = z.object({
  code: z.enum(['interlocked', 'worldMoved', 'unjudged']),
  /** The interlock's own words. */
  text: LocalText.optional(),
  values: z.array(JudgedValue).max(32),
})
export type CommandRefusal = z.infer<typeof CommandRefusal>

export const CommandState = z.enum([
  'awaiting',
  'held',
  'issued',
  'sent',
  'answered',
  'failed',
  'unknown',
  'expired',
  'withdrawn',
])
export type CommandState = z.infer<typeof CommandState>

/** A command takes effect at most once: without an answer in time it ends as unknown and is never sent again by itself (P4). */
export const Command = z.object({
  id: CommandId,
  deviceId: DeviceId,
  service: z.string(),
  input: CommandInput,
  commandClass: CommandClass,
  /** `awaiting`: of class 3, until a second person confirms it. */
  state: CommandState,
  issued: Deed,
  incidentId: IncidentId.optional(),
  planRunId: PlanRunId.optional(),
  stepId: z.string().optional(),
  /** Sent to many devices: with which batch. */
  batchId: z.string().optional(),
  reason: z.string().optional(),
  /** Sent without what it usually needs, and why: told to all, looked at afterwards. */
  breakGlass: z.string().optional(),
  /** Until when a second person may confirm it. */
  confirmByMs: EpochMs.optional(),
  /** The second person. */
  confirmed: Deed.optional(),
  seen: SeenValues.optional(),
  /** Lease under which it was issued: only its holder sends it. Absent where no lease is in play. */
  fence: z.number().int().optional(),
  sentAtMs: EpochMs.optional(),
  endedAtMs: EpochMs.optional(),
  /** What the device answered, or why it failed. */
  answer: z.string().optional(),
  /** Why it was held back, when it was. */
  refusal: CommandRefusal.optional(),
})
export type Command = z.infer<typeof Command>
