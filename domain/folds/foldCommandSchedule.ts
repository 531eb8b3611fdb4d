import type { CommandSchedule } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'

type Time = CommandSchedule['times'][number]
const kept = 10

/** The last saving holds. Each time is told once: by the seat that did it, or found it missed. */
export function foldCommandSchedule(state: CommandSchedule | undefined, entry: KnownEntry): Folded<CommandSchedule> {
  if (entry.kind === 'commandSchedule.saved') {
    if (state?.state === 'removed') return { state, voidReason: 'isOver' }
    const { reason, ...order } = entry.payload
    const standing = order.isEnabled ? 'active' : 'paused'
    const times = state?.times ?? []
    const saved = deedOf(entry)
    return { state: { id: entry.subject.id, ...order, ...defined({ reason }), saved, state: standing, times } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  if (state.state === 'removed') return { state, voidReason: 'isOver' }
  switch (entry.kind) {
    case 'commandSchedule.ran': {
      const { dueAtMs, batchId } = entry.payload
      return withTime(state, { dueAtMs, outcome: 'ran', batchId })
    }
    case 'commandSchedule.missed': {
      const { dueAtMs, cause, alsoMissed } = entry.payload
      return withTime(state, { dueAtMs, outcome: cause, ...defined({ alsoMissed }) })
    }
    case 'commandSchedule.removed':
      return { state: { ...state, state: 'removed', removed: deedOf(entry) } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

/** A time that ran at one seat and was missed at another has run. */
function withTime(state: CommandSchedule, time: Time): Folded<CommandSchedule> {
  const known = state.times.find(({ dueAtMs }) => dueAtMs === time.dueAtMs)
  if (known && (known.outcome === 'ran' || time.outcome !== 'ran')) return { state, voidReason: 'alreadySo' }
  const times = [...state.times.filter((each) => each !== known), time]
    .sort((a, b) => b.dueAtMs - a.dueAtMs)
    .slice(0, kept)
  const isOver = state.when.kind === 'once' && time.dueAtMs === state.when.atMs
  return { state: { ...state, times, ...(isOver && { state: 'over' as const }) } }
}
