import { z } from 'zod'
import { isNew, messageIdOf } from './checks'
import type { JsonRecord } from './parseMessage'
import type { Incoming, Wall } from './Wall'
import { readBy } from '../../domain/contract/readBy'

/** Event by which a handset tells what became of a task or a message. A device type that declares it is a handset. */
export const receiptEvent = 'receipt'

const Receipt = z.object({
  subject: z.enum(['task', 'message']),
  id: z.string().min(1).max(80),
  state: z.enum(['delivered', 'read', 'accepted', 'arrived', 'done', 'declined']),
  note: z.string().max(500).optional(),
})

/** Rare and precious: checked by schema. */
export function decodeReceipt(
  output: JsonRecord,
  sourceAtMs: number,
  message: JsonRecord,
  incoming: Incoming,
  wall: Wall,
): void {
  const parsed = readBy(Receipt, output)
  if (!parsed.success) return wall.refuse('wrongShape', `receipt: ${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  if (!isNew(messageIdOf(message), incoming, wall)) return
  const { subject, id, state, note } = parsed.data
  wall.sink.receipt({
    device: incoming.device,
    subject: { kind: subject, id },
    state,
    sourceAtMs,
    ...(note !== undefined && { note }),
  })
}
