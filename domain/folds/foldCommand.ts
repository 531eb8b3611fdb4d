import { CommandId } from '../contract/primitives'
import type { Command } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { deedOf, defined, type Folded } from './Folded'

const isWaiting = ({ state }: Command): boolean => state === 'held' || state === 'issued'

/** What has left has left: another seat had called it off, or given it up, and the one that drives did not know yet. */
function left(command: Command, sentAtMs: number): Command {
  const { endedAtMs: _, ...rest } = command
  return { ...rest, state: 'sent', sentAtMs }
}

/**
 * A command leaves at most once: nothing leads back to a state from which it is sent. A late answer resolves what was unknown.
 *
 * @source promise P4, invariant I8
 */
export function foldCommand(state: Command | undefined, entry: KnownEntry): Folded<Command> {
  if (entry.kind === 'command.issued') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { isHeld, incidentId, planRunId, stepId, reason, breakGlass, fence, ...what } = entry.payload
    const optional = defined({ incidentId, planRunId, stepId, reason, breakGlass, fence })
    const id = CommandId.parse(entry.subject.id)
    return { state: { id, ...what, state: isHeld ? 'held' : 'issued', issued: deedOf(entry), ...optional } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  const endedAtMs = entry.hlc.ms
  switch (entry.kind) {
    case 'command.sent':
      if (isWaiting(state)) return { state: { ...state, state: 'sent', sentAtMs: entry.hlc.ms } }
      if (state.state === 'withdrawn' || state.state === 'expired') return { state: left(state, entry.hlc.ms) }
      return { state, voidReason: state.state === 'sent' ? 'alreadySo' : 'isOver' }
    case 'command.answered':
      if (isWaiting(state)) return { state, voidReason: 'isHeld' }
      if (state.state !== 'sent' && state.state !== 'unknown') return { state, voidReason: 'isOver' }
      return { state: { ...state, state: 'answered', endedAtMs, answer: entry.payload.answer } }
    case 'command.failed':
      // Also before it was sent: there was no link.
      if (!isWaiting(state) && state.state !== 'sent' && state.state !== 'unknown')
        return { state, voidReason: 'isOver' }
      return { state: { ...state, state: 'failed', endedAtMs, answer: entry.payload.answer } }
    case 'command.becameUnknown':
      if (isWaiting(state)) return { state, voidReason: 'isHeld' }
      return state.state === 'sent'
        ? { state: { ...state, state: 'unknown', endedAtMs } }
        : { state, voidReason: 'isOver' }
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
