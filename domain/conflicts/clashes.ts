import { isHeld, isStanding } from '../alarm/holds'
import type { IncidentId } from '../contract/primitives'
import type { Conflict, ConflictKind, Incident, Task } from '../contract/state'
import { isOpenTask } from '../dispatch/isOpenTask'
import type { StateKind, States } from '../folds/states'
import { canonicalJson } from '../journal/canonicalForm'
import type { StoredEntry } from '../journal/entry'
import type { EntryKind } from '../journal/entryKinds'
import type { KnownEntry } from '../journal/parseEntry'
import { rootIncidentId } from './rootIncidentId'

/** Folded states, after the entries came. */
export interface ConflictView {
  get<K extends StateKind>(kind: K, id: string): States[K] | undefined
}

export type Known = KnownEntry & Pick<StoredEntry, 'position' | 'voidReason'>
type Of<K extends EntryKind> = Extract<Known, { kind: K }>
type About = Pick<Conflict, 'incidentId' | 'personId' | 'alarmId' | 'deviceId' | 'reason'>

/** When two entries clash, of which neither seat had the other's when it wrote. */
export interface Clash {
  readonly kind: ConflictKind
  /** Only entries with a key in common are compared. */
  keysOf(entry: Known): readonly string[]
  /** Whether the entry can be the earlier one of a pair at all; without it any can. Keeps a long shift from being compared entry by entry. */
  mayBeEarlier?(entry: Known): boolean
  mayBeLater?(entry: Known): boolean
  /** @returns what the conflict is about, or `undefined` when the two go together */
  judge(earlier: Known, later: Known, view: ConflictView): About | undefined
  /** The conflict has one side: the later entry's. */
  readonly isOneSided?: true
  /** Each entry replaces all before it: under a key only the last pair is told, not every one that was replaced on the way. */
  readonly isOfLast?: true
}

/** Commands further apart than this were given to a device that had long said what it did, ms. Chosen: the longest service of the packs runs for minutes. */
const commandsTogetherMs = 300_000

const incidentOf =
  (view: ConflictView) =>
  (id: IncidentId): Incident | undefined =>
    view.get('incident', id)

/** One incident, or two that the same alarm was the reason of, merged already or about to be. */
function isSameIncident(view: ConflictView, a: IncidentId, b: IncidentId): boolean {
  const [one, other] = [a, b].map((id) => rootIncidentId(id, incidentOf(view)))
  if (one === other) return true
  const alarmIds = new Set(incidentOf(view)(a)?.alarmIds)
  return incidentOf(view)(b)?.alarmIds.some((id) => alarmIds.has(id)) ?? false
}

const isOpen = (task: Task | undefined): boolean => task !== undefined && isOpenTask(task)

/** A rule for two entries of one kind. */
function twice<K extends EntryKind>(
  kind: ConflictKind,
  entryKind: K,
  keysOf: (entry: Of<K>) => readonly string[],
  judge: (earlier: Of<K>, later: Of<K>, view: ConflictView) => About | undefined,
): Clash {
  const is = (entry: Known): entry is Of<K> => entry.kind === entryKind
  return {
    kind,
    keysOf: (entry) => (is(entry) ? keysOf(entry) : []),
    judge: (earlier, later, view) => (is(earlier) && is(later) ? judge(earlier, later, view) : undefined),
  }
}

const incidentTwice = twice(
  'incidentTwice',
  'incident.opened',
  ({ payload }) => payload.alarmIds,
  ({ subject: a, payload }, { subject: b, payload: other }, view) => {
    const [one, two] = [view.get('incident', a.id), view.get('incident', b.id)]
    const alarmId = payload.alarmIds.find((id) => other.alarmIds.includes(id))
    if (!one || !two || one.id === two.id || alarmId === undefined) return undefined
    // Undone at once by who opened it: there is but one.
    if (one.state === 'withdrawn' || two.state === 'withdrawn') return undefined
    return { incidentId: one.id < two.id ? one.id : two.id, alarmId }
  },
)

const planTwice = twice(
  'planTwice',
  'planRun.started',
  () => ['planRun.started'],
  ({ subject: a, payload }, { subject: b, payload: other }, view) => {
    if (a.id === b.id || !isSameIncident(view, payload.incidentId, other.incidentId)) return undefined
    if ([a, b].some(({ id }) => view.get('planRun', id)?.state === 'withdrawn')) return undefined
    return { incidentId: rootIncidentId(payload.incidentId, incidentOf(view)) }
  },
)

const personTwice = twice(
  'personTwice',
  'task.assigned',
  ({ payload }) => [payload.personId],
  ({ subject: a, payload }, { subject: b, payload: other }, view) => {
    const areBothOpen = [a, b].every(({ id }) => isOpen(view.get('task', id)))
    if (a.id === b.id || !areBothOpen) return undefined
    const { incidentId, personId } = other
    // Sent twice to one place for one incident he is where he shall be; that the incident was opened twice is said already.
    const isSamePlace = canonicalJson(payload.place) === canonicalJson(other.place)
    return isSamePlace && isSameIncident(view, payload.incidentId, incidentId) ? undefined : { incidentId, personId }
  },
)

const taskTwice = twice(
  'taskTwice',
  'task.assigned',
  ({ subject, payload: { planRunId, stepId } }) =>
    planRunId !== undefined && stepId !== undefined ? [subject.id, `${planRunId} ${stepId}`] : [subject.id],
  ({ subject: a, payload }, { subject: b, payload: other }, view) => {
    if (payload.personId === other.personId) return undefined
    const areBothOpen = [a, b].every(({ id }) => isOpen(view.get('task', id)))
    return areBothOpen ? { incidentId: other.incidentId, personId: other.personId } : undefined
  },
)

const graded = twice(
  'graded',
  'incident.graded',
  ({ subject }) => [subject.id],
  ({ payload, subject }, { payload: other }, view) => {
    const incident = view.get('incident', subject.id)
    return incident && payload.grade !== other.grade ? { incidentId: incident.id } : undefined
  },
)

const commandTwice = twice(
  'commandTwice',
  'command.issued',
  ({ payload }) => [payload.deviceId],
  (earlier, later, view) => {
    if (earlier.subject.id === later.subject.id) return undefined
    if (later.hlc.ms - earlier.hlc.ms > commandsTogetherMs) return undefined
    const states = [earlier, later].map(({ subject }) => view.get('command', subject.id)?.state)
    const hasEnded = states.some((state) => state === undefined || state === 'withdrawn' || state === 'expired')
    return hasEnded ? undefined : { deviceId: later.payload.deviceId }
  },
)

/** One seat saw an alarm return, the other saw it come (again) after that; what both saw they wrote under one id. */
const alarmReturnedAndRaised: Clash = {
  kind: 'alarmReturnedAndRaised',
  keysOf: ({ kind, subject }) =>
    kind === 'alarm.returned' || kind === 'alarm.raised' || kind === 'alarm.reoccurred' ? [subject.id] : [],
  judge(earlier, later, view) {
    const [gone, came] = earlier.kind === 'alarm.returned' ? [earlier, later] : [later, earlier]
    if (gone.kind !== 'alarm.returned') return undefined
    if (came.kind !== 'alarm.raised' && came.kind !== 'alarm.reoccurred') return undefined
    const alarm = view.get('alarm', gone.subject.id)
    // Put aside it disturbs nobody, and at its end it shows which it is.
    return alarm && isStanding(alarm) && !isHeld(alarm) && came.payload.sourceAtMs > gone.payload.sourceAtMs
      ? { alarmId: alarm.id }
      : undefined
  },
}

const calledOff: readonly EntryKind[] = ['task.recalled', 'task.withdrawn', 'command.withdrawn']
const happened: Readonly<Record<string, readonly EntryKind[]>> = {
  'task.recalled': ['task.done'],
  'task.withdrawn': ['task.done', 'task.sent'],
  'command.withdrawn': ['command.sent'],
}

const doneAndRecalled: Clash = {
  kind: 'doneAndRecalled',
  keysOf: ({ kind, subject }) =>
    calledOff.includes(kind) || Object.values(happened).some((kinds) => kinds.includes(kind)) ? [subject.id] : [],
  judge(earlier, later, view) {
    const pairs = [
      [earlier.kind, later.kind],
      [later.kind, earlier.kind],
    ] as const
    if (!pairs.some(([off, done]) => happened[off]?.includes(done))) return undefined
    const task = view.get('task', later.subject.id)
    if (task) return { incidentId: task.incidentId, personId: task.personId }
    const command = view.get('command', later.subject.id)
    return command && { deviceId: command.deviceId, ...(command.incidentId && { incidentId: command.incidentId }) }
  },
}

/** Reasons that are no loss to who decided: it is so all the same, or another kind of conflict says it. */
const mildReasons: readonly string[] = ['alreadySo', 'alreadyCreated', 'gradedHigher', 'linkedElsewhere']

/** What a person decided here holds no longer, because of what the other seat had done before. */
const decisionVoid: Clash = {
  kind: 'decisionVoid',
  isOneSided: true,
  keysOf: ({ subject }) => [`${subject.kind} ${subject.id}`],
  mayBeLater: ({ voidReason, actor }) =>
    voidReason !== undefined && !mildReasons.includes(voidReason) && actor.kind === 'account',
  judge(earlier, later, view) {
    const reason = later.voidReason
    if (earlier.voidReason !== undefined || reason === undefined) return undefined
    if (doneAndRecalled.judge(earlier, later, view)) return undefined
    const incidentId = 'incidentId' in later.payload ? later.payload.incidentId : undefined
    const alarmId = later.subject.kind === 'alarm' ? view.get('alarm', later.subject.id)?.id : undefined
    return { reason, ...(incidentId !== undefined && { incidentId }), ...(alarmId !== undefined && { alarmId }) }
  },
}

/** Changes of different fields go together. */
const deviceTwice = twice(
  'deviceTwice',
  'device.changed',
  ({ subject }) => [subject.id],
  ({ payload }, { payload: other }) => {
    const clashing = Object.entries(payload.patch).some(([field, value]) =>
      Object.entries(other.patch).some(
        ([name, now]) => name === field && canonicalJson({ value }) !== canonicalJson({ value: now }),
      ),
    )
    return clashing ? { deviceId: other.deviceId } : undefined
  },
)

const typeTwice = twice(
  'typeTwice',
  'deviceType.saved',
  ({ subject }) => [subject.id],
  ({ payload: { type } }, { payload: { type: other } }) =>
    type.version === other.version && canonicalJson(type) !== canonicalJson(other) ? {} : undefined,
)

/** A removal is a side too. Saved alike by both there is nothing to choose. */
const graphicTwice: Clash = {
  kind: 'graphicTwice',
  isOfLast: true,
  keysOf: ({ kind, subject }) => (kind === 'graphic.saved' || kind === 'graphic.removed' ? [subject.id] : []),
  judge: (earlier, later) => (drawingOf(earlier) === drawingOf(later) ? undefined : {}),
}

const drawingOf = (entry: Known): string | undefined =>
  entry.kind === 'graphic.saved' ? canonicalJson(entry.payload.graphic) : undefined

const disabledAccountUsed: Clash = {
  kind: 'disabledAccountUsed',
  keysOf: ({ kind, subject, actor }) =>
    kind === 'account.disabled' ? [subject.id] : actor.kind === 'account' ? [actor.id] : [],
  mayBeEarlier: ({ kind }) => kind === 'account.disabled',
  judge: (earlier, later) =>
    earlier.kind === 'account.disabled' && later.actor.kind === 'account' && later.actor.id === earlier.subject.id
      ? {}
      : undefined,
}

export const clashes: readonly Clash[] = [
  incidentTwice,
  planTwice,
  personTwice,
  taskTwice,
  graded,
  alarmReturnedAndRaised,
  commandTwice,
  doneAndRecalled,
  decisionVoid,
  deviceTwice,
  typeTwice,
  graphicTwice,
  disabledAccountUsed,
]
