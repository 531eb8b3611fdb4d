import { CommandId } from '../contract/primitives'
import type { Command } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

const isWaiting = ({ state }: Command): boolean => state === 'held' || state === 'issued' || state === 'awaiting'

/** What has left has left: also where another seat had called it off, or given it up, and the one that drives did not know yet. */
function foldSent(command: Command, sentAtMs: number): Folded<Command> {
  const { state } = command
  if (command.sentAtMs !== undefined) return { state: command, voidReason: state === 'sent' ? 'alreadySo' : 'isOver' }
  if (isWaiting(command)) return { state: { ...command, state: 'sent', sentAtMs } }
  if (state === 'answered' || state === 'failed' || state === 'unknown') return { state: { ...command, sentAtMs } }
  const { endedAtMs: _, ...rest } = command
  return { state: { ...rest, state: 'sent', sentAtMs } }
}

/**
 * The second person's word, which cannot be the first one's. What has ended meanwhile stays ended, and is asked anew. Where the command has left already, the entries stand in another
 * order than they were written: then it only says who confirmed.
 */
function foldConfirmed(command: Command, entry: Extract<KnownEntry, { kind: 'command.confirmed' }>): Folded<Command> {
  if (command.confirmByMs === undefined) return { state: command, voidReason: 'alreadySo' }
  if (command.confirmed) return { state: command, voidReason: 'alreadySo' }
  const { by } = command.issued
  if (entry.actor.kind !== 'account' || (by.kind === entry.actor.kind && by.id === entry.actor.id))
    return { state: command, voidReason: 'needsSecondPerson' }
  const confirmed = deedOf(entry)
  const { fence } = entry.payload
  if (command.state === 'awaiting') return { state: { ...command, state: 'issued', confirmed, ...defined({ fence }) } }
  if (command.sentAtMs === undefined) return { state: command, voidReason: 'isOver' }
  return { state: { ...command, confirmed } }
}

/**
 * A command leaves at most once: nothing leads back to a state from which it is sent. A late answer resolves what was unknown. What came back is a fact, and says that it
 * was sent: entries of a seat whose clock is behind stand before that of the sending.
 *
 * @source promise P4, invariant I8
 */
export function foldCommand(state: Command | undefined, entry: KnownEntry): Folded<Command> {
  if (entry.kind === 'command.issued') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { deviceId, service, input, commandClass, isHeld, ...rest } = entry.payload
    const id = CommandId.parse(entry.subject.id)
    const first = isHeld ? 'held' : rest.confirmByMs === undefined ? 'issued' : 'awaiting'
    const issued = deedOf(entry)
    return { state: { id, deviceId, service, input, commandClass, state: first, issued, ...defined(rest) } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  const endedAtMs = entry.hlc.ms
  switch (entry.kind) {
    case 'command.confirmed':
      return foldConfirmed(state, entry)
    case 'command.sent':
      return foldSent(state, entry.hlc.ms)
    case 'command.answered':
      if (state.state === 'answered' || state.state === 'failed') return { state, voidReason: 'isOver' }
      return { state: { ...state, state: 'answered', endedAtMs, answer: entry.payload.answer } }
    case 'command.failed': {
      // Also before it was sent: there was no link, or it was held back.
      if (!isWaiting(state) && state.state !== 'sent' && state.state !== 'unknown')
        return { state, voidReason: 'isOver' }
      const { answer, refusal } = entry.payload
      return { state: { ...state, state: 'failed', endedAtMs, answer, ...defined({ refusal }) } }
    }
    case 'command.becameUnknown':
      if (state.state === 'answered' || state.state === 'failed' || state.state === 'unknown')
        return { state, voidReason: 'isOver' }
      return { state: { ...state, state: 'unknown', endedAtMs } }
    case 'command.expired':
    case 'command.withdrawn': {
      const ended = entry.kind === 'command.expired' ? 'expired' : 'withdrawn'
      if (isWaiting(state)) return { state: { ...state, state: ended, endedAtMs } }
      return { state, voidReason: state.state === 'sent' ? 'tooLate' : 'isOver' }
    }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
