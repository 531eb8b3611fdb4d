import { z } from 'zod'
import { AlarmPriority, ForwardKind } from '../contract'

/** One thing that may leave the house. Lies in the queue as JSON, so it says all that any route may carry. */
export const ForwardItem = z.object({
  /** The same fact has the same id, also when it is taken in or sent again. */
  id: z.string().min(1).max(300),
  /** `test`: somebody looks whether the target answers. */
  kind: z.enum([...ForwardKind.options, 'test']),
  atMs: z.number(),
  deviceId: z.string().optional(),
  name: z.string().optional(),
  systemKey: z.string().optional(),
  typeId: z.string().optional(),
  buildingId: z.string().optional(),
  property: z.string().optional(),
  unit: z.string().optional(),
  value: z.number().optional(),
  quality: z.number().int().optional(),
  alarmId: z.string().optional(),
  /** What became of the alarm: the kind of its entry. */
  change: z.string().optional(),
  priority: AlarmPriority.optional(),
  text: z.string().max(2_000).optional(),
  /** Of a reminder: who is meant, his number, and how he is to hear of it. */
  person: z.string().optional(),
  phone: z.string().max(32).optional(),
  way: z.enum(['sms', 'voice']).optional(),
})
export type ForwardItem = z.infer<typeof ForwardItem>

/** Items of one row of the queue. */
export const ForwardItems = z.array(ForwardItem)
