import { z } from 'zod'
import { EpochMs } from '../primitives'

/** Why a message from the site was turned away at the connector; `clockWrong`: taken as of its arrival, since the clock of the device says what cannot be. */
export const RefusalReason = z.enum([
  'tooLarge',
  'malformedJson',
  'wrongShape',
  'wrongType',
  'notFinite',
  'outOfRange',
  'unknownDevice',
  'unknownType',
  'unknownProperty',
  'unknownEvent',
  'timeTooOld',
  'timeInFuture',
  'clockWrong',
  'duplicate',
  'retained',
  'unknownTopic',
  'ownSecretNeeded',
  'unsigned',
  'badSignature',
  'replayed',
  'notGranted',
  'tooFast',
  'notNow',
])
export type RefusalReason = z.infer<typeof RefusalReason>

export const Refusal = z.object({
  atMs: EpochMs,
  linkId: z.string(),
  topic: z.string(),
  deviceId: z.string().optional(),
  reason: RefusalReason,
  detail: z.string(),
  /** First bytes of the payload as printable text, at most 120 characters. */
  head: z.string(),
  bytes: z.number().int(),
})
export type Refusal = z.infer<typeof Refusal>
