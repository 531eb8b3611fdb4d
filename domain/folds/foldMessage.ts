import { MessageId } from '../contract/primitives'
import type { Message } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

const progress: readonly Message['state'][] = ['held', 'queued', 'sent', 'delivered', 'read']

/** Receipts may overtake each other: a late one fills in its time and moves nothing back. */
function advance(
  message: Message,
  to: 'sent' | 'delivered' | 'read',
  field: 'sentAtMs' | 'deliveredAtMs' | 'readAtMs',
  atMs: number,
): Folded<Message> {
  if (message.state === 'withdrawn') return { state: message, voidReason: 'isOver' }
  if (message.state === 'held' && to !== 'sent') return { state: message, voidReason: 'isHeld' }
  if (message[field] !== undefined) return { state: message, voidReason: 'alreadySo' }
  const isFurther = progress.indexOf(to) > progress.indexOf(message.state)
  return { state: { ...message, [field]: atMs, state: isFurther ? to : message.state } }
}

export function foldMessage(state: Message | undefined, entry: KnownEntry): Folded<Message> {
  if (entry.kind === 'message.queued') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { isHeld, incidentId, planRunId, stepId, taskId, words, ...what } = entry.payload
    const optional = defined({ incidentId, planRunId, stepId, taskId, words })
    const id = MessageId.parse(entry.subject.id)
    return { state: { id, ...what, ...optional, state: isHeld ? 'held' : 'queued', queued: deedOf(entry) } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  switch (entry.kind) {
    case 'message.sent':
      return advance(state, 'sent', 'sentAtMs', entry.hlc.ms)
    case 'message.delivered':
      return advance(state, 'delivered', 'deliveredAtMs', entry.payload.sourceAtMs)
    case 'message.read':
      return advance(state, 'read', 'readAtMs', entry.payload.sourceAtMs)
    case 'message.withdrawn':
      if (state.state === 'withdrawn') return { state, voidReason: 'isOver' }
      if (state.state !== 'held' && state.state !== 'queued') return { state, voidReason: 'tooLate' }
      return { state: { ...state, state: 'withdrawn' } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
