import { z } from 'zod'
import { Deed } from './actor'
import { SeenValues } from './command'
import { DeviceId, EpochMs, IncidentId } from '../primitives'
import { CommandClass, CommandInput } from '../thingModel'

/** Most devices of one batch: its list travels to every seat as one entry. */
export const MAX_BATCH_DEVICES = 5_000

/** How many of a batch's commands ended in which way. */
export const BatchCounts = z.object({
  answered: z.number().int().min(0),
  failed: z.number().int().min(0),
  unknown: z.number().int().min(0),
  /** Never sent: expired, or called off. */
  unsent: z.number().int().min(0),
})
export type BatchCounts = z.infer<typeof BatchCounts>

/** One device of a batch, as it was reviewed. */
export const BatchDevice = z.object({ id: DeviceId, seen: SeenValues.optional() })
export type BatchDevice = z.infer<typeof BatchDevice>

/** What a batch sends, and how. */
export const BatchOrder = z.object({
  service: z.string().max(64),
  input: CommandInput,
  commandClass: CommandClass,
  devices: z.array(BatchDevice).min(1).max(MAX_BATCH_DEVICES),
  reason: z.string().max(500).optional(),
  incidentId: IncidentId.optional(),
  breakGlass: z.string().max(500).optional(),
  /** Commands a second. */
  perSecond: z.number().int().min(1).max(200),
  /** As soon as more than so many have failed, or have no answer, the rest is not sent. */
  stopAfterFailures: z.number().int().min(0).max(MAX_BATCH_DEVICES),
  /** Set where a second person has to confirm first. */
  confirmByMs: EpochMs.optional(),
  /** Made by a schedule. */
  scheduleId: z.string().optional(),
})
export type BatchOrder = z.infer<typeof BatchOrder>

/** How a batch ends: all are over; a person called it off; too many failed; no second person came, or said no; nobody drove for so long that the rest is not sent. */
export const BatchEnd = z.enum(['done', 'cancelled', 'tooManyFailures', 'unconfirmed', 'declined', 'interrupted'])
export type BatchEnd = z.infer<typeof BatchEnd>

/** One service asked of many devices, one after the other. The commands themselves carry its id. */
export const CommandBatch = z.object({
  id: z.string().min(1).max(80),
  ...BatchOrder.shape,
  state: z.enum(['awaiting', 'running', 'ending', 'ended']),
  started: Deed,
  confirmed: Deed.optional(),
  /** Known from `ending` on: nothing more is issued, what is under way is waited for. */
  end: BatchEnd.optional(),
  endedBy: Deed.optional(),
  endReason: z.string().optional(),
  counts: BatchCounts.optional(),
  endedAtMs: EpochMs.optional(),
})
export type CommandBatch = z.infer<typeof CommandBatch>
