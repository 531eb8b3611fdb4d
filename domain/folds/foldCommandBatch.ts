import type { CommandBatch } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

/** A batch runs until all its commands are over, or nothing more of it is to be sent; class 3 waits for another person first. */
export function foldCommandBatch(state: CommandBatch | undefined, entry: KnownEntry): Folded<CommandBatch> {
  if (entry.kind === 'commandBatch.started') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const first = entry.payload.confirmByMs === undefined ? 'running' : 'awaiting'
    const { service, input, commandClass, devices, perSecond, stopAfterFailures, ...rest } = entry.payload
    const order = { service, input, commandClass, devices, perSecond, stopAfterFailures, ...defined(rest) }
    return { state: { id: entry.subject.id, ...order, state: first, started: deedOf(entry) } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  if (state.state === 'ended') return { state, voidReason: 'isOver' }
  switch (entry.kind) {
    case 'commandBatch.confirmed': {
      if (state.state !== 'awaiting') return { state, voidReason: 'alreadySo' }
      const { by } = state.started
      if (entry.actor.kind !== 'account' || (by.kind === entry.actor.kind && by.id === entry.actor.id))
        return { state, voidReason: 'needsSecondPerson' }
      return { state: { ...state, state: 'running', confirmed: deedOf(entry) } }
    }
    case 'commandBatch.stopped': {
      if (state.end !== undefined) return { state, voidReason: 'alreadySo' }
      const { end, reason: endReason } = entry.payload
      const endedBy = deedOf(entry)
      return { state: { ...state, state: 'ending', end, endedBy, ...defined({ endReason }) } }
    }
    case 'commandBatch.ended': {
      const { counts } = entry.payload
      return { state: { ...state, state: 'ended', end: state.end ?? 'done', counts, endedAtMs: entry.hlc.ms } }
    }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}
