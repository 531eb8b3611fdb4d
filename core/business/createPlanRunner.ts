import type { Actor, Incident, Plan, PlanRun, PlanStep } from '../../domain/contract'
import type { RouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import { nextMoves, type RunMove, type RunParts } from '../../domain/dispatch/planProgress'
import { taskLimits } from '../../domain/dispatch/taskLimits'
import { nearestFree, rankCandidates } from '../../domain/dispatch/rankCandidates'
import type { Draft, Journal, StateView } from '../journal/Journal'
import { UNDO_MS } from './createDispatch'
import type { People } from './createPeople'
import { createOrderCounter } from './createOrderCounter'
import { planDeedId } from './planDeedId'
import { type DistrictFacts, planActor, type Schedule } from './ports'

/** Looks at so many of the nearest people when a step asks for some. */
const CONSIDERED = 60
/** Until a write that failed is tried again. */
const RETRY_MS = 1_000

export interface PlanRunner {
  stop(): void
}

interface Parts {
  journal: Journal
  district: DistrictFacts
  people: People
  network: RouteNetwork
  /** Lease under which this seat drives; absent where no other seat could. */
  fence?: number
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

const partsOf = (view: StateView, run: PlanRun): RunParts => ({
  tasks: [...view.list('task')].filter((t) => t.planRunId === run.id),
  commands: [...view.list('command')].filter((c) => c.planRunId === run.id),
  messages: [...view.list('message')].filter((m) => m.planRunId === run.id),
})

/**
 * Carries plans on: lets a held run go when its undo window is over, starts steps, hands out their tasks, commands and messages, and ends them.
 * What should happen is decided by `nextMoves`; this is the shell that writes it. After a restart it goes on where the journal stands.
 */
export function createPlanRunner(parts: Parts): PlanRunner {
  const { journal, district, people, network, fence, now, schedule } = parts
  const timers = new Map<string, () => void>()
  const advancing = new Set<string>()
  /** Runs that something happened to since they were last looked at. */
  const wanted = new Set<string>()
  let isStarted = false
  let isStopped = false

  const planOf = (run: PlanRun): Plan | undefined => district.plans.find((p) => p.id === run.planId)

  const startDrafts = (
    view: StateView,
    run: PlanRun,
    incident: Incident,
    plan: Plan,
    step: PlanStep,
    taken: Set<string>,
  ): Draft[] => {
    const actor: Actor = planActor(plan)
    const about = { incidentId: incident.id, planRunId: run.id, stepId: step.id }
    const order = createOrderCounter(view)
    const drafts: Draft[] = [
      {
        kind: 'planRun.stepStarted',
        subjectId: run.id,
        actor,
        payload: {
          incidentId: incident.id,
          stepId: step.id,
          ...(step.limitMs === undefined ? {} : { dueAtMs: now() + step.limitMs }),
        },
      },
    ]
    switch (step.action.kind) {
      case 'confirm':
        break
      case 'task': {
        // People chosen with the click already have this step's tasks.
        if ([...view.list('task')].some((t) => t.planRunId === run.id && t.stepId === step.id)) break
        const { skills, count, instruction } = step.action
        const free = [...people.all()].filter(({ person }) => !taken.has(person.id))
        const ranked = rankCandidates(
          free,
          { place: incident.place, skills, choose: 0, nowMs: now(), limit: CONSIDERED },
          network,
        )
        for (const personId of nearestFree(ranked, count)) {
          taken.add(personId)
          const way = ranked.find((c) => c.personId === personId)
          drafts.push({
            kind: 'task.assigned',
            subjectId: planDeedId('T', run, step, personId),
            actor,
            payload: {
              ...about,
              personId,
              title: incident.title.zh,
              instruction: instruction.zh,
              place: incident.place,
              isHeld: false,
              ...order.next(incident.id),
              ...taskLimits(incident.grade, now(), step.limitMs),
              ...(way ? { distanceM: way.distanceM, walkS: way.walkS } : {}),
            },
          })
        }
        break
      }
      case 'command':
        for (const slot of district.devicesFor(incident.place, step.action.devices, step.action.service)) {
          const { service, input, commandClass } = step.action
          drafts.push({
            kind: 'command.issued',
            subjectId: planDeedId('C', run, step, slot.id),
            actor,
            payload: {
              ...about,
              deviceId: slot.id,
              service,
              input,
              commandClass,
              isHeld: false,
              reason: `${plan.code} ${step.name.zh}`,
              ...(fence !== undefined && { fence }),
            },
          })
        }
        break
      case 'message': {
        const { posts, text } = step.action
        for (const person of district.people) {
          if (!posts.includes(person.post)) continue
          drafts.push({
            kind: 'message.queued',
            subjectId: planDeedId('M', run, step, person.id),
            actor,
            payload: {
              ...about,
              personId: person.id,
              text: `${incident.number} ${incident.title.zh}：${text.zh}`,
              isHeld: false,
            },
          })
        }
      }
    }
    return drafts
  }

  const endDraft = (run: PlanRun, plan: Plan, move: Exclude<RunMove, { kind: 'start' }>): Draft => {
    const actor = planActor(plan)
    const incidentId = run.incidentId
    switch (move.kind) {
      case 'done':
        return {
          kind: 'planRun.stepDone',
          subjectId: run.id,
          actor,
          payload: { incidentId, stepId: move.stepId, ...(move.note === undefined ? {} : { note: move.note }) },
        }
      case 'failed':
        return {
          kind: 'planRun.stepFailed',
          subjectId: run.id,
          actor,
          payload: { incidentId, stepId: move.stepId, note: move.note },
        }
      case 'finish':
        return { kind: 'planRun.finished', subjectId: run.id, actor, payload: { incidentId } }
    }
  }

  /**
   * Writes the moves that are due. One run is advanced once at a time; a commit that touches it meanwhile, its own moves too, makes it look
   * again.
   */
  const advance = async (runId: string): Promise<void> => {
    wanted.add(runId)
    if (advancing.has(runId)) return
    advancing.add(runId)
    try {
      while (!isStopped && wanted.delete(runId)) {
        await journal.write((view) => {
          const run = view.get('planRun', runId)
          const incident = run && view.get('incident', run.incidentId)
          const plan = run && planOf(run)
          if (!run || !incident || !plan || incident.state !== 'open') return []
          const taken = new Set<string>([...view.list('task')].filter(isOpenTask).map((t) => t.personId))
          return nextMoves(plan, run, partsOf(view, run)).flatMap((move) =>
            move.kind === 'start'
              ? startDrafts(view, run, incident, plan, move.step, taken)
              : [endDraft(run, plan, move)],
          )
        })
      }
    } finally {
      advancing.delete(runId)
    }
  }

  const release = async (runId: string): Promise<void> => {
    await journal.write((view) => {
      const run = view.get('planRun', runId)
      const plan = run && planOf(run)
      // Undone in the meantime: then there is nothing to let go.
      if (!run || !plan || run.state !== 'held') return []
      return [
        {
          kind: 'planRun.released',
          subjectId: run.id,
          actor: planActor(plan),
          payload: { incidentId: run.incidentId },
        },
      ]
    })
  }

  /** What could not be written is tried again: a plan must not stand still because the disk was full for a moment. */
  const attempt = (runId: string, work: (runId: string) => Promise<void>) =>
    void work(runId).catch((error: unknown) => {
      parts.onError(error)
      attemptIn(RETRY_MS, runId, work)
    })

  const attemptIn = (delayMs: number, runId: string, work: (runId: string) => Promise<void>) => {
    if (isStopped || timers.has(runId)) return
    const cancel = schedule(delayMs, () => {
      timers.delete(runId)
      attempt(runId, work)
    })
    timers.set(runId, cancel)
  }

  const look = (run: PlanRun) => {
    // From when it was seen, by a timer: the clock of the seat that started it may be wrong, and so may this one.
    if (run.state === 'held')
      attemptIn(isStarted ? UNDO_MS : Math.min(UNDO_MS, Math.max(0, run.sendAtMs - now())), run.id, release)
    else if (run.state === 'running') attempt(run.id, advance)
    else {
      timers.get(run.id)?.()
      timers.delete(run.id)
    }
  }

  const stopCommits = journal.onCommitted((commit) => {
    const runIds = new Set<string>()
    for (const { kind, id } of commit.touched) {
      if (kind === 'planRun') runIds.add(id)
      else if (kind === 'task' || kind === 'command' || kind === 'message') {
        const part = journal.view.get(kind, id)
        if (part?.planRunId) runIds.add(part.planRunId)
      }
    }
    for (const id of runIds) {
      const run = journal.view.get('planRun', id)
      if (run) look(run)
    }
  })
  for (const run of journal.view.list('planRun')) look(run)
  isStarted = true

  return {
    stop() {
      isStopped = true
      stopCommits()
      for (const cancel of timers.values()) cancel()
      timers.clear()
    },
  }
}
