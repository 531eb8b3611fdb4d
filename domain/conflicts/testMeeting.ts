import { AlarmId, DeviceId, IncidentId, PersonId, PlanId, PlanRunId, SeatId } from '../contract/primitives'
import type { Actor, DevicePatch } from '../contract/state'
import { DeviceType } from '../contract/thingModel'
import { makeGraphic } from '../graphics/testGraphic'
import { foldSubject } from '../folds/fold'
import { isStateKind, type StateKind, type States } from '../folds/states'
import type { StoredEntry } from '../journal/entry'
import { entryKinds, type EntryKind, type EntryPayload } from '../journal/entryKinds'
import { findConflicts } from './findConflicts'

/* Test support: two seats that were apart, what each wrote, and what they find when they meet. */

export const [here, there] = [SeatId.parse('here'), SeatId.parse('there')]
export const li: Actor = { kind: 'account', id: 'li' }
const device: Actor = { kind: 'device', id: 'd1' }
export const place = (lng: number) => ({ lngLat: [lng, 22] as [number, number] })
export const incidentId = IncidentId.parse('i1')

/** What one seat wrote, at a second; `both` is a fact that both wrote under one id, or that came before they parted. */
export type Told = {
  [K in EntryKind]: [
    at: number,
    kind: K,
    subjectId: string,
    payload: EntryPayload<K>,
    more?: { by?: Actor; id?: string },
  ]
}[EntryKind]

export interface World {
  /** Known to both before they parted. */
  before?: Told[]
  here: Told[]
  there: Told[]
}

/** Both seats' entries as `self` has stored them once they met: its own first, then those that came. */
export function meet(world: World, self: SeatId) {
  const entryOf = (origin: SeatId, [at, kind, id, payload, more]: Told, i: number): StoredEntry => ({
    id: more?.id ?? `${origin}-${i}`,
    origin,
    seq: i + 1,
    position: 0,
    hlc: { ms: at * 1_000, counter: 0 },
    actor: more?.by ?? li,
    subject: { kind: entryKinds[kind].subject, id },
    kind,
    v: 1,
    payload,
    prev: '0'.repeat(64),
    hash: '0'.repeat(64),
  })
  const known = (world.before ?? []).map((told, i) => entryOf(SeatId.parse('before'), told, i))
  const hereAll = world.here.map((told, i) => entryOf(here, told, i))
  const thereAll = world.there.map((told, i) => entryOf(there, told, i))
  const [own, arrived] = self === here ? [hereAll, thereAll] : [thereAll, hereAll]
  const entries = [...known, ...own, ...arrived]
  const subjects = new Map<string, StoredEntry[]>()
  for (const [i, entry] of entries.entries()) {
    entry.position = i + 1
    const key = `${entry.subject.kind} ${entry.subject.id}`
    subjects.set(key, [...(subjects.get(key) ?? []), entry])
  }
  const states = new Map<string, unknown>()
  for (const [key, history] of subjects) {
    const kind = history[0]?.subject.kind
    if (kind === undefined || !isStateKind(kind)) continue
    const { subject, voids } = foldSubject(kind, history)
    states.set(key, subject?.state)
    for (const entry of history) {
      const reason = voids.get(entry.id)
      if (reason) entry.voidReason = reason
    }
  }
  const view = {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- under a key of a kind lie states of that kind only
    get: <K extends StateKind>(kind: K, id: string) => states.get(`${kind} ${id}`) as States[K] | undefined,
  }
  return { self, own, arrived, view }
}

/** What both seats find, each on its own. */
export const findAt = (world: World, self: SeatId) => findConflicts(meet(world, self))
export const find = (world: World) => [...findAt(world, here), ...findAt(world, there)]
export const kindsOf = (world: World) =>
  find(world).map(({ kind, payload }) => ('kind' in payload ? payload.kind : kind))

export const opened = (at: number, id: string, alarmId = 'a1'): Told => [
  at,
  'incident.opened',
  id,
  {
    number: `SJ-${id}`,
    type: 'fire',
    grade: 'larger',
    title: { zh: '题', en: 't' },
    place: place(1),
    alarmIds: [AlarmId.parse(alarmId)],
  },
]
export const withdrawn = (at: number, id: string): Told => [at, 'incident.withdrawn', id, { reason: 'undone' }]
export const closed = (at: number, id: string): Told => [at, 'incident.closed', id, { result: 'out' }]
export const graded = (at: number, grade: 'general' | 'major' | 'critical'): Told => [
  at,
  'incident.graded',
  'i1',
  { grade, from: 'larger' },
]
export const planStarted = (at: number, id: string, of = 'i1'): Told => [
  at,
  'planRun.started',
  id,
  { incidentId: IncidentId.parse(of), planId: PlanId.parse('p'), planVersion: 1, sendAtMs: 1, stepIds: ['s1'] },
]
export const stepDone = (at: number): Told => [at, 'planRun.stepDone', 'r1', { stepId: 's1' }]
export const assigned = (
  at: number,
  id: string,
  person = 'p1',
  { lng = 1, of = 'i1', step = undefined as string | undefined } = {},
): Told => [
  at,
  'task.assigned',
  id,
  {
    incidentId: IncidentId.parse(of),
    ...(step !== undefined && { planRunId: PlanRunId.parse('r1'), stepId: step }),
    personId: PersonId.parse(person),
    title: 't',
    instruction: 'i',
    place: place(lng),
    isHeld: false,
  },
]
export const sent = (at: number, id = 't1'): Told => [at, 'task.sent', id, {}]
export const done = (at: number, id = 't1'): Told => [
  at,
  'task.done',
  id,
  { sourceAtMs: at * 1_000 },
  { by: { kind: 'person', id: 'p1' } },
]
export const recalled = (at: number, id = 't1'): Told => [at, 'task.recalled', id, { reason: 'r' }]
export const undone = (at: number, id = 't1'): Told => [at, 'task.withdrawn', id, { reason: 'r' }]
export const issued = (at: number, id: string, deviceId = 'd1'): Told => [
  at,
  'command.issued',
  id,
  { deviceId: DeviceId.parse(deviceId), service: 'open', input: {}, commandClass: 2, isHeld: false },
]
export const raised = (at: number, isLifeSafety = true): Told => [
  at,
  'alarm.raised',
  'a1',
  {
    deviceId: DeviceId.parse('d1'),
    definitionId: 'smoke',
    priority: 'urgent',
    isLifeSafety,
    sourceAtMs: at,
    arrivedAtMs: at,
  },
  { by: device, id: `a1-raised-${at}` },
]
export const taken = (at: number, by: string): Told => [
  at,
  'alarm.taken',
  'a1',
  {},
  { by: { kind: 'account', id: by } },
]
export const shelved = (at: number, untilMs: number, seenUntilMs?: number): Told => [
  at,
  'alarm.shelved',
  'a1',
  { untilMs, reason: 'works', ...(seenUntilMs !== undefined && { seenUntilMs }) },
]
export const unshelved = (at: number): Told => [at, 'alarm.unshelved', 'a1', { cause: 'person', untilMs: 60_000 }]
export const returned = (at: number, sourceAt = at): Told => [
  at,
  'alarm.returned',
  'a1',
  { sourceAtMs: sourceAt },
  { by: device, id: `a1-returned-${sourceAt}` },
]
export const reoccurred = (at: number, sourceAt = at): Told => [
  at,
  'alarm.reoccurred',
  'a1',
  { sourceAtMs: sourceAt },
  { by: device, id: `a1-reoccurred-${sourceAt}` },
]
export const acknowledged = (at: number): Told => [at, 'alarm.acknowledged', 'a1', {}]
export const changed = (at: number, patch: DevicePatch): Told => [
  at,
  'device.changed',
  'd1',
  { deviceId: DeviceId.parse('d1'), patch },
]
export const typeSaved = (at: number, version: number, maker: string): Told => [
  at,
  'deviceType.saved',
  'T',
  {
    type: DeviceType.parse({
      id: 'T',
      version,
      systemKey: 's',
      name: { zh: '型', en: 'type' },
      maker,
      symbol: 's',
      properties: [],
      events: [],
      services: [],
      alarms: [],
    }),
  },
]
export const drawingSaved = (at: number, sheetWidth: number, id = 'plant'): Told => [
  at,
  'graphic.saved',
  id,
  { graphic: makeGraphic(id, [], { sheet: { width: sheetWidth, height: 600, ground: 'ground' } }) },
]
export const drawingRemoved = (at: number): Told => [at, 'graphic.removed', 'plant', {}]
export const accountCreated: Told = [
  1,
  'account.created',
  'li',
  { name: 'li', displayName: 'Li', role: 'dispatcher', isDemo: false, mustChangePassword: false },
]
export const disabled = (at: number): Told => [
  at,
  'account.disabled',
  'li',
  { reason: 'left' },
  { by: { kind: 'account', id: 'admin' } },
]
