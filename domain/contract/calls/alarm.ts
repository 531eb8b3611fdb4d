import { z } from 'zod'
import { call, collection, feed, none } from '../call'
import { Alarm } from '../state/alarm'
import { AlarmId, DeviceId, EpochMs, IdempotencyKey } from '../primitives'

export const alarmCalls = {
  /** Alarms that are not over: standing, or returned and not acknowledged, or returned within the last 30 s. Never batched. */
  'alarm.changed': feed('view', 'exact', none, collection(Alarm)),
  'alarm.history': call(
    'view',
    z.object({
      deviceId: DeviceId.optional(),
      definitionId: z.string().optional(),
      beforeMs: EpochMs.optional(),
      limit: z.number().int().min(1).max(500),
    }),
    z.object({ alarms: z.array(Alarm) }),
  ),
  'alarm.acknowledge': call(
    'alarm.acknowledge',
    z.object({
      key: IdempotencyKey,
      ids: z.array(AlarmId).min(1).max(1000),
      comment: z.string().max(500).optional(),
      basis: z.number().int().min(0),
    }),
    z.object({ acknowledged: z.array(AlarmId) }),
  ),
} as const
