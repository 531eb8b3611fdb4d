import { z } from 'zod'
import { call, collection, feed, none } from '../call'
import { Command } from '../state/command'
import { CommandId, DeviceId, IdempotencyKey, IncidentId } from '../primitives'

export const commandCalls = {
  'command.changed': feed('view', 'exact', none, collection(Command)),
  'command.issue': call(
    'command.issue',
    z.object({
      key: IdempotencyKey,
      deviceId: DeviceId,
      service: z.string().max(64),
      input: z.record(z.string(), z.number()),
      reason: z.string().max(500).optional(),
      incidentId: IncidentId.optional(),
      /** One person alone, or a minority of the seats: sent all the same, with the reason, and told to all. */
      breakGlass: z.string().min(1).max(500).optional(),
    }),
    z.object({ commandId: CommandId }),
  ),
} as const
