import { IncidentId } from '../contract/primitives'
import type { Incident } from '../contract/state'
import { gradeRank } from '../incident/grades'
import type { KnownEntry } from '../journal/parseEntry'
import { renewByDeed } from '../alarm/ownership'
import { defined } from '../things/defined'
import { deedOf, type Folded } from './Folded'
import { foldOwner } from './foldOwner'

const united = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])]

export function foldIncident(state: Incident | undefined, entry: KnownEntry): Folded<Incident> {
  if (entry.kind === 'incident.opened') return foldOpened(state, entry)
  if (!state) return { state, voidReason: 'notCreated' }
  // A note can always be added: what people know is not over when the incident is.
  if (entry.kind === 'incident.noted') return { state: renewByDeed(state, entry) }
  if (state.state !== 'open') return { state, voidReason: 'isOver' }
  const folded = foldOn(state, entry)
  if (folded.voidReason !== undefined || !folded.state) return folded
  return { state: renewByDeed(folded.state, entry) }
}

function foldOn(state: Incident, entry: KnownEntry): Folded<Incident> {
  switch (entry.kind) {
    case 'incident.taken':
    case 'incident.released': {
      const { owner, voidReason } = foldOwner(state.owner, entry)
      const { owner: _, ...rest } = state
      return voidReason ? { state, voidReason } : { state: { ...rest, ...defined({ owner }) } }
    }
    case 'incident.graded':
      return foldGraded(state, entry)
    case 'incident.alarmAdded':
      if (state.alarmIds.includes(entry.payload.alarmId)) return { state, voidReason: 'alreadySo' }
      return { state: { ...state, alarmIds: [...state.alarmIds, entry.payload.alarmId] } }
    case 'incident.planStarted':
      // Started twice by two seats: one run, the earlier.
      return state.planRunId === undefined
        ? { state: { ...state, planRunId: entry.payload.planRunId } }
        : { state, voidReason: 'alreadySo' }
    case 'incident.reported':
      return state.reported ? { state, voidReason: 'alreadySo' } : { state: { ...state, reported: deedOf(entry) } }
    case 'incident.merged':
      if (entry.payload.intoIncidentId === state.id) return { state, voidReason: 'alreadySo' }
      return { state: { ...state, state: 'merged', aliasOf: entry.payload.intoIncidentId } }
    case 'incident.withdrawn':
      return { state: { ...state, state: 'withdrawn' } }
    case 'incident.closed':
      return { state: { ...state, state: 'closed', closed: { ...deedOf(entry), result: entry.payload.result } } }
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

function foldOpened(
  state: Incident | undefined,
  entry: Extract<KnownEntry, { kind: 'incident.opened' }>,
): Folded<Incident> {
  const { reportDueAtMs, alarmIds, ...what } = entry.payload
  if (!state) {
    const opened = deedOf(entry)
    const id = IncidentId.parse(entry.subject.id)
    return { state: { id, ...what, state: 'open', opened, graded: opened, alarmIds, ...defined({ reportDueAtMs }) } }
  }
  // Opened twice by two seats: one incident. The first gives it its name, the alarms of both belong to it.
  if (alarmIds.every((id) => state.alarmIds.includes(id))) return { state, voidReason: 'alreadyCreated' }
  return { state: { ...state, alarmIds: united(state.alarmIds, alarmIds) } }
}

function foldGraded(state: Incident, entry: Extract<KnownEntry, { kind: 'incident.graded' }>): Folded<Incident> {
  const { grade, from, reportDueAtMs } = entry.payload
  if (grade === state.grade) return { state, voidReason: 'alreadySo' }
  const hasSeenGrade = from === state.grade
  if (!hasSeenGrade && gradeRank(grade) < gradeRank(state.grade)) return { state, voidReason: 'gradedHigher' }
  const { reportDueAtMs: _, ...rest } = state
  return { state: { ...rest, grade, graded: deedOf(entry), ...defined({ reportDueAtMs }) } }
}
