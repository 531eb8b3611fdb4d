import {
  type Actor,
  type CheckedParams,
  type Alarm,
  type AlarmDefinition,
  type AlarmId,
  type Candidate,
  type DispatchProposal,
  type IncidentGrade,
  IncidentId,
  type LocalText,
  type PersonId,
  type Place,
  type Plan,
  type PlanId,
  type PlanRun,
  PlanRunId,
  Refused,
  type Result,
  type Task,
  TaskId,
} from '../../domain/contract'
import { isOwned } from '../../domain/alarm/ownership'
import { choosePlan } from '../../domain/dispatch/choosePlan'
import type { RouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { distanceM } from '../../domain/dispatch/distance'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import { firstTaskStep } from '../../domain/dispatch/planProgress'
import { seatMark } from '../../domain/dispatch/seatMark'
import { rankCandidates, wayOf } from '../../domain/dispatch/rankCandidates'
import { taskLimits } from '../../domain/dispatch/taskLimits'
import { incidentNumber } from '../../domain/incident/incidentNumber'
import { reportDueAtMs } from '../../domain/incident/reportDueAtMs'
import { suggestGrade } from '../../domain/incident/suggestGrade'
import type { Draft, Journal, StateView } from '../journal/Journal'
import { createOrderCounter } from './createOrderCounter'
import type { People } from './createPeople'
import type { DistrictFacts } from './ports'

/** How long the click can be undone before anything leaves the house (visual language, section 7). */
export const UNDO_MS = 5_000
/** How many of the nearest people are offered. */
const OFFERED = 12
/** People sent with the click when the plan does not say how many. */
const WITHOUT_PLAN = 2
const MATERIALS = 8

export interface Dispatch {
  propose(query: CheckedParams<'dispatch.propose'>): Promise<DispatchProposal>
  start(click: CheckedParams<'dispatch.start'>, actor: Actor): Promise<Result<'dispatch.start'>>
  undo(click: CheckedParams<'dispatch.undo'>, actor: Actor): Promise<void>
  /** An incident without sending anybody. */
  open(click: CheckedParams<'incident.open'>, actor: Actor): Promise<Result<'incident.open'>>
  assign(click: CheckedParams<'task.assign'>, actor: Actor): Promise<Result<'task.assign'>>
  recall(click: CheckedParams<'task.recall'>, actor: Actor): Promise<void>
}

interface Parts {
  journal: Journal
  district: DistrictFacts
  people: People
  network: RouteNetwork
  now: () => number
  /** Unique id of a new subject. */
  newId: () => string
}

interface AlarmFacts {
  alarm: Alarm
  definition: AlarmDefinition
  place: Place
  title: LocalText
}

/** The one click: from an alarm to people on their way, each step an entry. */
export function createDispatch(parts: Parts): Dispatch {
  const { journal, district, people, network, now, newId } = parts

  const factsOf = (view: StateView, alarmId: AlarmId): AlarmFacts => {
    const alarm = view.get('alarm', alarmId)
    if (!alarm) throw new Refused('notFound', `alarm ${alarmId} is over or unknown`)
    const slot = district.findDevice(alarm.deviceId)
    const definition = slot?.type.alarms.find((d) => d.id === alarm.definitionId)
    const place = district.placeOf(alarm.deviceId)
    if (!slot || !definition || !place)
      throw new Refused(
        'notFound',
        `device ${alarm.deviceId} or its alarm ${alarm.definitionId} is not in the registry`,
      )
    const where = district.describePlace(place)
    const title = { zh: `${where.zh} ${definition.name.zh}`, en: `${definition.name.en}, ${where.en}` }
    return { alarm, definition, place, title }
  }

  const planFor = (id: PlanId | undefined, facts: AlarmFacts, grade: IncidentGrade): Plan | undefined => {
    if (id === undefined) return choosePlan(district.plans, facts.definition.incidentType, grade)
    const plan = district.plans.find((p) => p.id === id)
    if (!plan) throw new Refused('notFound', `plan ${id}`)
    return plan
  }

  const candidatesFor = (plan: Plan | undefined, place: Place): Candidate[] => {
    const action = plan && firstTaskStep(plan)?.action
    const skills = action?.kind === 'task' ? action.skills : []
    const choose = action?.kind === 'task' ? action.count : WITHOUT_PLAN
    return rankCandidates(people.all(), { place, skills, choose, nowMs: now(), limit: OFFERED }, network)
  }

  /** Tasks for people, held until the undo window is over. A person on another task is refused: the desk sees it and decides (I7). */
  const taskDrafts = (
    view: StateView,
    personIds: readonly PersonId[],
    task: {
      incidentId: IncidentId
      planRunId?: PlanRunId
      stepId?: string
      title: string
      instruction: string
      place: Place
      sendAtMs: number
    },
    by: { grade: IncidentGrade; stepLimitMs?: number | undefined },
    actor: Actor,
  ): Draft[] => {
    const orders = createOrderCounter(view)
    const limits = taskLimits(by.grade, task.sendAtMs, by.stepLimitMs)
    const taken = new Set([...view.list('task')].filter(isOpenTask).map((t) => t.personId))
    return [...new Set(personIds)].map((personId): Draft => {
      if (!district.people.some((p) => p.id === personId)) throw new Refused('notFound', `person ${personId}`)
      if (taken.has(personId)) throw new Refused('worldMoved', `person ${personId} has a task by now`, { personId })
      const state = people.stateOf(personId)
      const way = state && wayOf(state, task.place, network)
      return {
        kind: 'task.assigned',
        subjectId: `T-${newId()}`,
        actor,
        payload: { ...task, personId, isHeld: true, ...orders.next(task.incidentId), ...limits, ...way },
      }
    })
  }

  /** Opening is idempotent by the alarm: a second click on it finds the incident that is there. */
  const openDrafts = (
    view: StateView,
    facts: AlarmFacts,
    grade: IncidentGrade,
    actor: Actor,
    incidentId: IncidentId,
  ): Draft[] => {
    if (facts.alarm.incidentId)
      throw new Refused('worldMoved', `alarm ${facts.alarm.id} belongs to an incident by now`, {
        incidentId: facts.alarm.incidentId,
      })
    const openedAtMs = now()
    const taken = new Set([...view.list('incident')].map((i) => i.number))
    const dueAtMs = reportDueAtMs(grade, openedAtMs)
    const drafts: Draft[] = [
      {
        kind: 'incident.opened',
        subjectId: incidentId,
        actor,
        payload: {
          number: incidentNumber(openedAtMs, district.timeZone, (n) => taken.has(n)),
          type: facts.definition.incidentType,
          grade,
          title: facts.title,
          place: facts.place,
          alarmIds: [facts.alarm.id],
          seatMark: seatMark(view.seatId),
          ...(dueAtMs === undefined ? {} : { reportDueAtMs: dueAtMs }),
        },
      },
      { kind: 'alarm.linked', subjectId: facts.alarm.id, actor, payload: { incidentId } },
    ]
    // Who sends help has seen the alarm, and handles it and what comes of it; an alarm that another handles stays his.
    if (!facts.alarm.acknowledged)
      drafts.push({ kind: 'alarm.acknowledged', subjectId: facts.alarm.id, actor, payload: {} })
    if (actor.kind === 'account') {
      drafts.push({ kind: 'incident.taken', subjectId: incidentId, actor, payload: {} })
      if (!isOwned(facts.alarm.owner, openedAtMs))
        drafts.push({ kind: 'alarm.taken', subjectId: facts.alarm.id, actor, payload: {} })
    }
    return drafts
  }

  /** What the click came to, as the journal has it: the same for its first telling and any later one. */
  const startedAs = (incidentId: IncidentId): Result<'dispatch.start'> => {
    const incident = journal.view.get('incident', incidentId)
    if (!incident) throw new Refused('notFound', `incident ${incidentId}`)
    const run = incident.planRunId && journal.view.get('planRun', incident.planRunId)
    return {
      incidentId,
      ...(run ? { planRunId: run.id } : {}),
      sendAtMs: run?.sendAtMs ?? incident.opened.atMs + UNDO_MS,
    }
  }

  return {
    async propose(query) {
      const facts = factsOf(journal.view, query.alarmId)
      const grade = query.grade ?? suggestGrade(facts.definition.incidentType, facts.alarm.priority)
      const plan = planFor(query.planId, facts, grade)
      const candidates = candidatesFor(plan, facts.place)
      const roots = plan?.steps.filter((step) => step.after.length === 0) ?? []
      return {
        alarmId: facts.alarm.id,
        incidentType: facts.definition.incidentType,
        grade,
        ...(plan ? { planId: plan.id } : {}),
        place: facts.place,
        title: facts.title,
        candidates,
        commands: roots.flatMap(({ id: stepId, action }) =>
          action.kind === 'command'
            ? district.devicesFor(facts.place, action.devices, action.service).map((slot) => ({
                stepId,
                deviceId: slot.id,
                service: action.service,
                input: action.input,
                commandClass: action.commandClass,
              }))
            : [],
        ),
        messages: roots.flatMap(({ id: stepId, action }) =>
          action.kind === 'message'
            ? district.people
                .filter((p) => action.posts.includes(p.post))
                .map((p) => ({ stepId, personId: p.id, text: action.text.zh }))
            : [],
        ),
        materials: district.materials
          .filter((m) => m.incidentTypes.includes(facts.definition.incidentType))
          .map((m) => ({ materialId: m.id, distanceM: Math.round(distanceM(m.place.lngLat, facts.place.lngLat)) }))
          .sort((a, b) => a.distanceM - b.distanceM)
          .slice(0, MATERIALS),
        basis: journal.view.position,
      }
    },

    async start(click, actor) {
      const incidentId = IncidentId.parse(`I-${click.key}`)
      const planRunId = PlanRunId.parse(`R-${click.key}`)
      await journal.write((view) => {
        // The same click told again: it has had its effect.
        if (view.get('incident', incidentId)) return []
        const sendAtMs = now() + UNDO_MS
        const facts = factsOf(view, click.alarmId)
        const plan = planFor(click.planId, facts, click.grade)
        const step = plan && firstTaskStep(plan)
        const drafts = openDrafts(view, facts, click.grade, actor, incidentId)
        if (plan) {
          drafts.push(
            {
              kind: 'planRun.started',
              subjectId: planRunId,
              actor,
              payload: {
                incidentId,
                planId: plan.id,
                planVersion: plan.version,
                sendAtMs,
                stepIds: plan.steps.map((s) => s.id),
              },
            },
            { kind: 'incident.planStarted', subjectId: incidentId, actor, payload: { planRunId } },
          )
        }
        const instruction =
          step?.action.kind === 'task'
            ? step.action.instruction.zh
            : (facts.definition.response[0]?.zh ?? facts.definition.name.zh)
        drafts.push(
          ...taskDrafts(
            view,
            click.personIds,
            {
              incidentId,
              ...(plan ? { planRunId } : {}),
              ...(step ? { stepId: step.id } : {}),
              title: facts.title.zh,
              instruction,
              place: facts.place,
              sendAtMs,
            },
            { grade: click.grade, stepLimitMs: step?.limitMs },
            actor,
          ),
        )
        return drafts.map((draft) => Object.assign(draft, { basis: click.basis }))
      })
      return startedAs(incidentId)
    },

    async undo({ incidentId }, actor) {
      await journal.write((view) => {
        const incident = view.get('incident', incidentId)
        if (!incident || incident.state !== 'open')
          throw new Refused('illegalState', `incident ${incidentId} is not open`)
        const run = incident.planRunId && view.get('planRun', incident.planRunId)
        const tasks = [...view.list('task')].filter((t) => t.incidentId === incidentId && t.state !== 'withdrawn')
        const orders = [...(run ? [run] : []), ...tasks]
        const isHeld = (order: PlanRun | Task) => order.state === 'held' && now() < (order.sendAtMs ?? 0)
        if (orders.length === 0 || !orders.every(isHeld))
          throw new Refused('tooLate', 'the orders have left; recall is what remains')
        const reason = 'undone'
        return [
          ...(run
            ? [{ kind: 'planRun.withdrawn', subjectId: run.id, actor, payload: { incidentId, reason } } satisfies Draft]
            : []),
          ...tasks.map((t): Draft => ({
            kind: 'task.withdrawn',
            subjectId: t.id,
            actor,
            payload: { incidentId, reason },
          })),
          ...incident.alarmIds.map((id): Draft => ({
            kind: 'alarm.unlinked',
            subjectId: id,
            actor,
            payload: { incidentId },
          })),
          { kind: 'incident.withdrawn', subjectId: incidentId, actor, payload: { reason } },
        ]
      })
    },

    async open(click, actor) {
      const incidentId = IncidentId.parse(`I-${click.key}`)
      await journal.write((view) =>
        view.get('incident', incidentId)
          ? []
          : openDrafts(view, factsOf(view, click.alarmId), click.grade, actor, incidentId),
      )
      return { incidentId }
    },

    async assign(click, actor) {
      const taskIds = [...new Set(click.personIds)].map((_, at) => TaskId.parse(`T-${click.key}-${at}`))
      let sendAtMs = now() + UNDO_MS
      await journal.write((view) => {
        // The same click told again: its people are taken by its own first telling.
        const first = taskIds[0] && view.get('task', taskIds[0])
        if (first) {
          sendAtMs = first.sendAtMs ?? sendAtMs
          return []
        }
        const incident = view.get('incident', click.incidentId)
        if (!incident || incident.state !== 'open')
          throw new Refused('illegalState', `incident ${click.incidentId} is not open`)
        const drafts = taskDrafts(
          view,
          click.personIds,
          {
            incidentId: click.incidentId,
            title: incident.title.zh,
            instruction: click.instruction,
            place: incident.place,
            sendAtMs,
          },
          { grade: incident.grade },
          actor,
        )
        return drafts.map((draft, at) => Object.assign(draft, { subjectId: taskIds[at] }))
      })
      return { taskIds, sendAtMs }
    },

    async recall({ taskId, reason }, actor) {
      await journal.write((view) => {
        const task = view.get('task', taskId)
        if (!task || !isOpenTask(task)) throw new Refused('illegalState', `task ${taskId} has ended`)
        const kind = task.state === 'held' ? 'task.withdrawn' : 'task.recalled'
        return [{ kind, subjectId: taskId, actor, payload: { incidentId: task.incidentId, reason } }]
      })
    },
  }
}
