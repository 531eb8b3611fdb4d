import type { Actor, CheckedParams, Incident, IncidentId, PlanRun, Result } from '../../domain/contract'
import { Refused } from '../../domain/contract'
import { clearingOf } from '../../domain/incident/alarmsCleared'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import { rootIncidentId } from '../../domain/conflicts/rootIncidentId'
import { isOwned, takeOver } from '../../domain/alarm/ownership'
import { reportDueAtMs } from '../../domain/incident/reportDueAtMs'
import type { Draft, Journal, StateView } from '../journal/Journal'

/** What people decide about an incident once it is open. */
export interface Incidents {
  grade(click: CheckedParams<'incident.grade'>, actor: Actor): Promise<void>
  /** @throws Refused `ownedByAnother` somebody handles it whom the click did not name */
  take(click: CheckedParams<'incident.take'>, actor: Actor): Promise<void>
  /** @throws Refused `ownedByAnother` */
  release(click: CheckedParams<'incident.release'>, actor: Actor): Promise<void>
  note(click: CheckedParams<'incident.note'>, actor: Actor): Promise<void>
  report(click: CheckedParams<'incident.report'>, actor: Actor): Promise<void>
  /** Ends it with a result: who is still on the way is recalled, what has not left stays here, and the steps still open are skipped. */
  close(click: CheckedParams<'incident.close'>, actor: Actor): Promise<void>
  completeStep(click: CheckedParams<'planStep.complete'>, actor: Actor): Promise<void>
  skipStep(click: CheckedParams<'planStep.skip'>, actor: Actor): Promise<void>
  export(query: CheckedParams<'incident.export'>): Promise<Result<'incident.export'>>
}

/** What ends a plan that has not ended by itself. */
function endRun(run: PlanRun, incidentId: IncidentId, actor: Actor, reason: string): Draft[] {
  const about = { subjectId: run.id, actor }
  if (run.state === 'held') return [{ ...about, kind: 'planRun.withdrawn', payload: { incidentId, reason } }]
  if (run.state !== 'running') return []
  // The story says of each step that it was left out, rather than of the plan that it was called off.
  const skipped = run.steps
    .filter(({ state }) => state === 'waiting' || state === 'running')
    .map(({ stepId }): Draft => ({
      ...about,
      kind: 'planRun.stepSkipped',
      payload: { incidentId, stepId, note: reason },
    }))
  return [...skipped, { ...about, kind: 'planRun.finished', payload: { incidentId } }]
}

const openIncident = (view: StateView, id: IncidentId): Incident => {
  const incident = view.get('incident', id)
  if (!incident) throw new Refused('notFound', `incident ${id}`)
  if (incident.state !== 'open') throw new Refused('illegalState', `incident ${id} is ${incident.state}`)
  return incident
}

export function createIncidents(parts: { journal: Journal; now: () => number }): Incidents {
  const { journal, now } = parts

  const stepDraft = (
    kind: 'planRun.stepDone' | 'planRun.stepSkipped',
    click: { planRunId: string; stepId: string; note?: string | undefined },
    actor: Actor,
  ) =>
    journal.write((view) => {
      const run = view.get('planRun', click.planRunId)
      const step = run?.steps.find((s) => s.stepId === click.stepId)
      if (!run || !step) throw new Refused('notFound', `step ${click.stepId} of ${click.planRunId}`)
      if (run.state !== 'running') throw new Refused('illegalState', `plan run is ${run.state}`)
      if (step.state !== 'running' && !(kind === 'planRun.stepSkipped' && step.state === 'waiting'))
        throw new Refused('illegalState', `step is ${step.state}`)
      return [
        {
          kind,
          subjectId: run.id,
          actor,
          payload: { incidentId: run.incidentId, stepId: click.stepId, note: click.note ?? '' },
        },
      ]
    })

  return {
    async grade({ incidentId, grade, basis }, actor) {
      await journal.write((view) => {
        const incident = openIncident(view, incidentId)
        if (incident.grade === grade) return []
        const newDueAtMs = reportDueAtMs(grade, now())
        // A clock for the leaders that runs goes on while the grade asks for a report: regrading does not prolong it.
        const dueAtMs = newDueAtMs === undefined ? undefined : (incident.reportDueAtMs ?? newDueAtMs)
        return [
          {
            kind: 'incident.graded',
            subjectId: incidentId,
            actor,
            basis,
            payload: { grade, from: incident.grade, ...(dueAtMs === undefined ? {} : { reportDueAtMs: dueAtMs }) },
          },
        ]
      })
    },
    async take({ key, incidentId, fromOwner }, actor) {
      await journal.write((view) => {
        const { owner } = openIncident(view, incidentId)
        if (!takeOver(owner, { actor, hlc: { ms: now() } }, fromOwner))
          throw new Refused('ownedByAnother', `${owner?.name} handles incident ${incidentId}`)
        const payload = fromOwner === undefined ? {} : { fromOwner }
        return [{ kind: 'incident.taken', subjectId: incidentId, id: `taken-${key}`, actor, payload }]
      })
    },
    async release({ key, incidentId }, actor) {
      await journal.write((view) => {
        const { owner } = openIncident(view, incidentId)
        if (!isOwned(owner, now())) return []
        if (owner.accountId !== actor.id)
          throw new Refused('ownedByAnother', `${owner.name} handles incident ${incidentId}`)
        const payload = { cause: 'person' as const, untilMs: owner.untilMs }
        return [{ kind: 'incident.released', subjectId: incidentId, id: `released-${key}`, actor, payload }]
      })
    },
    async note({ key, incidentId, text }, actor) {
      await journal.write((view) => {
        openIncident(view, incidentId)
        return [{ kind: 'incident.noted', subjectId: incidentId, id: `note-${key}`, actor, payload: { text } }]
      })
    },
    async report({ incidentId, to }, actor) {
      await journal.write((view) => {
        openIncident(view, incidentId)
        return [{ kind: 'incident.reported', subjectId: incidentId, actor, payload: { to } }]
      })
    },
    async close({ incidentId, result, basis }, actor) {
      await journal.write((view) => {
        openIncident(view, incidentId)
        // What another seat did for the same incident under another number ends with it.
        const isItsOwn = <T extends { incidentId?: IncidentId | undefined }>(subject: T): boolean =>
          subject.incidentId !== undefined &&
          rootIncidentId(subject.incidentId, (id) => view.get('incident', id)) === incidentId
        const reason = 'incidentClosed'
        const drafts: Draft[] = [...view.list('task')]
          .filter((t) => isItsOwn(t) && isOpenTask(t))
          .map((t) => ({
            kind: t.state === 'held' ? 'task.withdrawn' : 'task.recalled',
            subjectId: t.id,
            actor,
            payload: { incidentId, reason },
          }))
        for (const command of view.list('command'))
          if (isItsOwn(command) && (command.state === 'held' || command.state === 'issued'))
            drafts.push({ kind: 'command.withdrawn', subjectId: command.id, actor, payload: { incidentId, reason } })
        for (const message of view.list('message'))
          if (isItsOwn(message) && (message.state === 'held' || message.state === 'queued'))
            drafts.push({ kind: 'message.withdrawn', subjectId: message.id, actor, payload: { incidentId, reason } })
        for (const run of view.list('planRun'))
          if (isItsOwn(run)) drafts.push(...endRun(run, incidentId, actor, reason))
        drafts.push({ kind: 'incident.closed', subjectId: incidentId, actor, basis, payload: { result } })
        for (const alarm of view.list('alarm'))
          if (isItsOwn(alarm))
            drafts.push(...clearingOf(alarm).map((each): Draft => ({ ...each, subjectId: alarm.id, actor })))
        return drafts
      })
    },
    async completeStep(click, actor) {
      await stepDraft('planRun.stepDone', click, actor)
    },
    async skipStep(click, actor) {
      await stepDraft('planRun.stepSkipped', click, actor)
    },
    async export({ incidentId }) {
      const incident = await journal.load('incident', incidentId)
      if (!incident) throw new Refused('notFound', `incident ${incidentId}`)
      const entries = await journal.readStory(incidentId)
      const ids = (kind: string) => [
        ...new Set(entries.filter((e) => e.subject.kind === kind).map((e) => e.subject.id)),
      ]
      const states = async <K extends 'alarm' | 'task' | 'command' | 'message'>(kind: K) => {
        const loaded = await Promise.all(ids(kind).map((id) => journal.load(kind, id)))
        return loaded.filter((state) => state !== undefined)
      }
      const alarms = await Promise.all(incident.alarmIds.map((id) => journal.load('alarm', id)))
      const planRun = incident.planRunId && (await journal.load('planRun', incident.planRunId))
      return {
        incident,
        alarms: alarms.filter((alarm) => alarm !== undefined),
        ...(planRun ? { planRun } : {}),
        tasks: await states('task'),
        commands: await states('command'),
        messages: await states('message'),
        entries,
        exportedAtMs: now(),
      }
    },
  }
}
