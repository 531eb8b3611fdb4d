import { type Actor, IncidentId, PersonId, PlanId, PlanRunId, type Place, type Task } from '../../../domain/contract'
import { gradeRank } from '../../../domain/incident/grades'
import type { Draft, StateView } from '../../../core/journal/Journal'
import type { Randoms } from '../kit/randoms'
import { siteDevices } from './createSimSite'
import type { SimSeat } from './createSimSeat'
import type { Flaw } from './flaws'

/** What somebody at a desk decides, on what the seat shows; nothing where there is nothing to do. Refuses what the desk refuses: a second incident of an alarm, a person who has a task. */
type Decision = (view: StateView, desk: { actor: Actor; key: string; nowMs: number; randoms: Randoms }) => Draft[]

const personIds = ['P1', 'P2', 'P3'].map((id) => PersonId.parse(id))
const places: Place[] = [{ lngLat: [113.945, 22.535] }, { lngLat: [113.946, 22.536] }]
const grades = ['general', 'larger', 'major', 'critical'] as const

const pick = <T>(items: Iterable<T>, randoms: Randoms): T | undefined => {
  const all = [...items]
  return all[randoms.below(Math.max(1, all.length))]
}
const where = <T>(items: Iterable<T>, isMeant: (item: T) => boolean): T[] => [...items].filter(isMeant)
const isOpenTask = ({ state }: Task): boolean =>
  state !== 'done' && state !== 'declined' && state !== 'recalled' && state !== 'withdrawn'
const openIncidents = (view: StateView) => where(view.list('incident'), ({ state }) => state === 'open')

const acknowledge: Decision = (view, { actor, randoms }) => {
  const alarm = pick(
    where(view.list('alarm'), ({ acknowledged }) => !acknowledged),
    randoms,
  )
  return alarm ? [{ kind: 'alarm.acknowledged', subjectId: alarm.id, actor, payload: {} }] : []
}

const take: Decision = (view, { actor, randoms }) => {
  const alarm = pick(
    where(view.list('alarm'), ({ state }) => state !== 'returned'),
    randoms,
  )
  const owner = alarm?.owner
  if (!alarm) return []
  return [{ kind: 'alarm.taken', subjectId: alarm.id, actor, payload: owner ? { fromOwner: owner.accountId } : {} }]
}

/** For a few seconds: of a simulated shift most is over in a minute. */
const shelve: Decision = (view, { actor, nowMs, randoms }) => {
  const alarm = pick(
    where(view.list('alarm'), ({ state, isLifeSafety }) => state !== 'returned' && !isLifeSafety),
    randoms,
  )
  if (!alarm) return []
  const { shelved } = alarm
  const about = { subjectId: alarm.id, actor }
  if (shelved && randoms.below(2) === 0)
    return [{ ...about, kind: 'alarm.unshelved', payload: { cause: 'person', untilMs: shelved.untilMs } }]
  const untilMs = nowMs + 1_000 + randoms.below(20_000)
  const seen = shelved ? { seenUntilMs: shelved.untilMs } : {}
  return [{ ...about, kind: 'alarm.shelved', payload: { untilMs, reason: 'works', ...seen } }]
}

/** A lift is taken out of service, or put back. */
const turnService: Decision = (view, { actor, randoms }) => {
  const deviceId = pick(
    siteDevices.filter((id) => id.startsWith('DT')),
    randoms,
  )
  if (deviceId === undefined) return []
  const there = view.get('outOfService', deviceId)
  const about = { subjectId: deviceId, actor }
  if (there?.state === 'holds')
    return [{ ...about, kind: 'outOfService.ended', payload: { askedAtMs: there.asked.atMs, cause: 'person' } }]
  return [{ ...about, kind: 'outOfService.asked', payload: { deviceId, isLifeSafety: false, reason: 'works' } }]
}

const openIncident: Decision = (view, { actor, key, randoms }) => {
  const alarm = pick(
    where(view.list('alarm'), ({ incidentId, state }) => incidentId === undefined && state !== 'returned'),
    randoms,
  )
  if (!alarm) return []
  const incidentId = IncidentId.parse(`I-${key}`)
  return [
    {
      kind: 'incident.opened',
      subjectId: incidentId,
      actor,
      payload: {
        number: key,
        type: 'fire',
        grade: 'larger',
        title: { zh: '火情', en: 'Fire' },
        place: pick(places, randoms) ?? { lngLat: [1, 1] },
        alarmIds: [alarm.id],
      },
    },
    { kind: 'alarm.linked', subjectId: alarm.id, actor, payload: { incidentId } },
  ]
}

const grade: Decision = (view, { actor, randoms }) => {
  const incident = pick(openIncidents(view), randoms)
  const to = pick(grades, randoms)
  if (!incident || !to || gradeRank(to) === gradeRank(incident.grade)) return []
  return [{ kind: 'incident.graded', subjectId: incident.id, actor, payload: { grade: to, from: incident.grade } }]
}

const startPlan: Decision = (view, { actor, key, randoms }) => {
  const incident = pick(
    openIncidents(view).filter(({ planRunId }) => planRunId === undefined),
    randoms,
  )
  if (!incident) return []
  const planRunId = PlanRunId.parse(`R-${key}`)
  const run = {
    incidentId: incident.id,
    planId: PlanId.parse('fire'),
    planVersion: 4,
    sendAtMs: 1,
    stepIds: ['s1', 's2'],
  }
  return [
    { kind: 'planRun.started', subjectId: planRunId, actor, payload: run },
    { kind: 'planRun.released', subjectId: planRunId, actor, payload: { incidentId: incident.id } },
    { kind: 'incident.planStarted', subjectId: incident.id, actor, payload: { planRunId } },
  ]
}

const doStep: Decision = (view, { actor, randoms }) => {
  const run = pick(
    where(view.list('planRun'), ({ state }) => state === 'running'),
    randoms,
  )
  const step = run?.steps.find(({ state }) => state !== 'done')
  if (!run || !step) return []
  return [{ kind: 'planRun.stepDone', subjectId: run.id, actor, payload: { stepId: step.stepId } }]
}

const assign: Decision = (view, { actor, key, randoms }) => {
  const incident = pick(openIncidents(view), randoms)
  const taken = new Set(where(view.list('task'), isOpenTask).map(({ personId }) => personId))
  const personId = pick(
    personIds.filter((id) => !taken.has(id)),
    randoms,
  )
  if (!incident || !personId) return []
  const task = { incidentId: incident.id, personId, title: 't', instruction: 'i', place: incident.place, isHeld: false }
  return [{ kind: 'task.assigned', subjectId: `T-${key}`, actor, payload: task }]
}

const finishTask: Decision = (view, { actor, randoms }) => {
  const task = pick(where(view.list('task'), isOpenTask), randoms)
  if (!task) return []
  const about = { subjectId: task.id, actor }
  if (randoms.below(2) === 0)
    return [{ ...about, kind: 'task.recalled', payload: { incidentId: task.incidentId, reason: 'r' } }]
  const person: Actor = { kind: 'person', id: task.personId }
  return [
    {
      ...about,
      actor: person,
      kind: 'task.done',
      payload: { incidentId: task.incidentId, sourceAtMs: task.assigned.atMs },
    },
  ]
}

const close: Decision = (view, { actor, randoms }) => {
  const incident = pick(openIncidents(view), randoms)
  if (!incident) return []
  const recalls = where(view.list('task'), (task) => task.incidentId === incident.id && isOpenTask(task)).map(
    (task): Draft => ({ kind: 'task.recalled', subjectId: task.id, actor, payload: { reason: 'closed' } }),
  )
  return [...recalls, { kind: 'incident.closed', subjectId: incident.id, actor, payload: { result: 'out' } }]
}

const decisions: readonly (readonly [weight: number, decision: Decision])[] = [
  [5, acknowledge],
  [2, take],
  [2, shelve],
  [1, turnService],
  [4, openIncident],
  [2, grade],
  [2, startPlan],
  [2, doStep],
  [5, assign],
  [3, finishTask],
  [1, close],
]
const totalWeight = decisions.reduce((sum, [weight]) => sum + weight, 0)

/** Somebody at the seat's desk does something that comes to hand. */
export function actAtDesk(seat: SimSeat, key: string, randoms: Randoms): void {
  const { running, who } = seat
  if (!running) return
  const actor: Actor = { kind: 'account', id: who.name }
  let rest = randoms.below(totalWeight)
  const decision = decisions.find(([weight]) => (rest -= weight) < 0)?.[1]
  if (decision)
    ignoreRefusal(running.journal.write((view) => decision(view, { actor, key, nowMs: seat.now(), randoms })))
}

/** Somebody at the seat's desk commands a device; lifts are class 3 and need break-glass of one who is alone. */
export function commandAtDesk(seat: SimSeat, key: string, randoms: Randoms, flaw: Flaw | undefined): void {
  const { running, who } = seat
  const deviceId = siteDevices[randoms.below(siteDevices.length)]
  if (!running || !deviceId) return
  const actor: Actor = { kind: 'account', id: who.name }
  const isLift = deviceId.startsWith('DT')
  const request = { key, deviceId, service: isLift ? 'fire_recall' : 'mute', input: {}, actor, reason: 'r' }
  const fence = running.keeper.rules.fence()
  if (flaw === 'lostApproval' && isLift)
    return ignoreRefusal(
      running.journal.write(() => [
        {
          kind: 'command.issued',
          subjectId: `C-${key}`,
          actor,
          payload: {
            deviceId,
            service: request.service,
            input: {},
            commandClass: 3,
            isHeld: false,
            ...(fence !== undefined && { fence }),
          },
        },
      ]),
    )
  const breakGlass = isLift ? { breakGlass: 'alone' } : {}
  ignoreRefusal(Promise.resolve().then(() => running.commands.issue({ ...request, ...breakGlass })))
}

/** What the desk refuses, or a seat that goes down, is not what is looked for here. */
const ignoreRefusal = (work: Promise<unknown>): void => void work.catch(() => undefined)
