import {
  type Actor,
  AlarmId,
  CommandId,
  DeviceId,
  IncidentId,
  type IncidentGrade,
  type IncidentType,
  type LocalText,
  PersonId,
  type Place,
  PlanId,
  PlanRunId,
  type Rule,
  type RuleDecision,
  type RuleDeed,
} from '../../domain/contract'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import { seatMark } from '../../domain/dispatch/seatMark'
import { taskLimits } from '../../domain/dispatch/taskLimits'
import { incidentNumber } from '../../domain/incident/incidentNumber'
import { reportDueAtMs } from '../../domain/incident/reportDueAtMs'
import { createOrderCounter } from '../business/createOrderCounter'
import { UNDO_MS } from '../business/createDispatch'
import type { Registry } from '../iot/Registry'
import type { Draft, StateView } from '../journal/Journal'
import { ruleDeedId } from './ruleDeedId'

/** How long a picture that a rule put there stays on the wall, ms. */
const shownMs = 10 * 60_000

/** What a firing is made of. */
export interface Firing {
  readonly decision: RuleDecision
  readonly rule: Rule
  readonly place?: Place | undefined
  /** Of an incident or a task that set it off. */
  readonly incidentId?: string | undefined
}

interface Parts {
  readonly registry: Registry
  readonly view: StateView
  /** Who answers for it: the rule, or the person who confirmed what it proposed. */
  readonly actor: Actor
  readonly fence?: number | undefined
  readonly nowMs: number
}

/**
 * The entries by which deeds are done. Ids follow from the firing, so that the same deed is written once. An incident that several deeds need is opened once, and one that the alarm belongs
 * to already is used.
 */
export function firingDrafts(
  { decision, rule, place, incidentId }: Firing,
  deeds: readonly RuleDeed[],
  parts: Parts,
): Draft[] {
  const { registry, view, actor, fence, nowMs } = parts
  const { id: firingId, cause } = decision
  const drafts: Draft[] = []
  const actionOf = (deed: RuleDeed) => rule.actions[deed.action]
  const title = titleOf(registry, decision, rule)
  const incident = createIncidentFinder()
  const about = () => (incident.found === undefined ? {} : { incidentId: incident.found })

  function createIncidentFinder() {
    const linked = cause.alarmId === undefined ? undefined : view.get('alarm', cause.alarmId)?.incidentId
    let found: IncidentId | undefined = incidentId === undefined ? linked : IncidentId.parse(incidentId)
    let openedAs: IncidentGrade = 'general'
    return {
      get found() {
        return found
      },
      get grade(): IncidentGrade {
        return (found === undefined ? undefined : view.get('incident', found)?.grade) ?? openedAs
      },
      /** The incident of the cause; opened when there is none. @returns `undefined` without a place */
      open(type: IncidentType, grade: IncidentGrade): IncidentId | undefined {
        if (found !== undefined || !place) return found
        found = IncidentId.parse(ruleDeedId('I', 'incident', cause.alarmId ?? firingId))
        if (view.get('incident', found)) return found
        openedAs = grade
        const taken = new Set([...view.list('incident')].map(({ number }) => number))
        const dueAtMs = reportDueAtMs(grade, nowMs)
        drafts.push({
          kind: 'incident.opened',
          subjectId: found,
          actor,
          payload: {
            number: incidentNumber(nowMs, registry.timeZone, (number) => taken.has(number)),
            type,
            grade,
            title,
            place,
            alarmIds: cause.alarmId === undefined ? [] : [cause.alarmId],
            seatMark: seatMark(view.seatId),
            ...(dueAtMs !== undefined && { reportDueAtMs: dueAtMs }),
          },
        })
        if (cause.alarmId !== undefined && view.get('alarm', cause.alarmId))
          drafts.push({ kind: 'alarm.linked', subjectId: cause.alarmId, actor, payload: { incidentId: found } })
        return found
      },
    }
  }

  // Incidents first: what else is done then belongs to them.
  for (const deed of deeds) {
    const action = actionOf(deed)
    if (action?.kind === 'incident') incident.open(action.incidentType, action.grade ?? 'general')
    else if (action?.kind === 'order' || action?.kind === 'plan')
      incident.open(incidentTypeOf(registry, view, decision), 'general')
  }
  const taken = new Set([...view.list('task')].filter(isOpenTask).map(({ personId }) => String(personId)))
  const orders = createOrderCounter(view)
  for (const deed of deeds) {
    const action = actionOf(deed)
    const { to = '' } = deed
    switch (action?.kind) {
      case 'command':
        drafts.push({
          kind: 'command.issued',
          subjectId: CommandId.parse(ruleDeedId('C', firingId, deed.action, to)),
          actor,
          payload: {
            ...about(),
            deviceId: DeviceId.parse(to),
            service: action.service,
            input: deed.input ?? action.input,
            commandClass: deed.commandClass ?? 3,
            isHeld: false,
            reason: rule.name.zh,
            ...(fence !== undefined && { fence }),
          },
        })
        break
      case 'show':
        drafts.push({
          kind: 'show.sent',
          subjectId: ruleDeedId('S', firingId, deed.action, to),
          actor,
          payload: {
            view: { kind: 'device', deviceId: DeviceId.parse(to) },
            to: { kind: 'wall' },
            note: rule.name.zh.slice(0, 200),
            untilMs: nowMs + shownMs,
          },
        })
        break
      case 'message':
      case 'meeting': {
        const { zh } = action.kind === 'message' ? action.text : action.topic
        drafts.push({
          kind: 'message.queued',
          subjectId: ruleDeedId('M', firingId, deed.action, to),
          actor,
          payload: {
            ...about(),
            personId: PersonId.parse(to),
            text: `${title.zh}：${action.kind === 'meeting' ? '会商 ' : ''}${zh}`,
            isHeld: false,
          },
        })
        break
      }
      case 'order': {
        const opened = incident.found
        if (opened === undefined || !place || taken.has(to)) break
        taken.add(to)
        drafts.push({
          kind: 'task.assigned',
          subjectId: ruleDeedId('T', firingId, deed.action, to),
          actor,
          payload: {
            incidentId: opened,
            personId: PersonId.parse(to),
            title: title.zh,
            instruction: action.instruction.zh,
            place,
            isHeld: false,
            ...orders.next(opened),
            ...taskLimits(incident.grade, nowMs),
          },
        })
        break
      }
      case 'plan': {
        const opened = incident.found
        const plan = registry.plans.find(({ id }) => id === action.planId)
        const isRunning = opened !== undefined && view.get('incident', opened)?.planRunId !== undefined
        if (opened === undefined || !plan || isRunning) break
        const planRunId = PlanRunId.parse(ruleDeedId('R', firingId, deed.action))
        drafts.push(
          {
            kind: 'planRun.started',
            subjectId: planRunId,
            actor,
            payload: {
              incidentId: opened,
              planId: PlanId.parse(plan.id),
              planVersion: plan.version,
              sendAtMs: nowMs + UNDO_MS,
              stepIds: plan.steps.map(({ id }) => id),
            },
          },
          { kind: 'incident.planStarted', subjectId: opened, actor, payload: { planRunId } },
        )
        break
      }
      case 'alarm':
      case 'forward':
      case 'incident':
      case undefined:
    }
  }
  if (deeds.some(({ kind }) => kind === 'meeting')) drafts.push(...meetingOnWall())
  return drafts

  /** What the meeting is about, for all to see. */
  function meetingOnWall(): Draft[] {
    const matter = incident.found
    const alarmId = cause.alarmId === undefined ? undefined : AlarmId.parse(cause.alarmId)
    if (matter === undefined && alarmId === undefined) return []
    const seen =
      matter === undefined
        ? alarmId && { kind: 'alarm' as const, alarmId }
        : { kind: 'incident' as const, incidentId: matter }
    if (!seen) return []
    return [
      {
        kind: 'show.sent',
        subjectId: ruleDeedId('S', firingId, 'meeting'),
        actor,
        payload: { view: seen, to: { kind: 'wall' }, note: rule.name.zh.slice(0, 200), untilMs: nowMs + shownMs },
      },
    ]
  }
}

/** Place and alarm, or place and rule. */
function titleOf(registry: Registry, { cause }: RuleDecision, rule: Rule): LocalText {
  const slot = cause.deviceId === undefined ? undefined : registry.findDevice(cause.deviceId)
  const place = slot && registry.placeOf(slot.id)
  if (!place) return rule.name
  const where = registry.describePlace(place)
  return { zh: `${where.zh} ${rule.name.zh}`, en: `${rule.name.en}, ${where.en}` }
}

function incidentTypeOf(registry: Registry, view: StateView, { cause }: RuleDecision): IncidentType {
  const alarm = cause.alarmId === undefined ? undefined : view.get('alarm', cause.alarmId)
  const alarms = alarm && registry.findDevice(alarm.deviceId)?.type.alarms
  return alarms?.find(({ id }) => id === alarm?.definitionId)?.incidentType ?? 'equipment'
}
