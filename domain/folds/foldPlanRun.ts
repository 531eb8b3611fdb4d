import { PlanRunId } from '../contract/primitives'
import type { PlanRun, StepState } from '../contract/state'
import type { KnownEntry } from '../journal/parseEntry'
import { defined } from '../things/defined'
import { deedOf, type Folded, type VoidReason } from './Folded'

type StepEntry = Extract<
  KnownEntry,
  { kind: 'planRun.stepStarted' | 'planRun.stepDone' | 'planRun.stepSkipped' | 'planRun.stepFailed' }
>

export function foldPlanRun(state: PlanRun | undefined, entry: KnownEntry): Folded<PlanRun> {
  if (entry.kind === 'planRun.started') {
    if (state) return { state, voidReason: 'alreadyCreated' }
    const { stepIds, ...what } = entry.payload
    const steps = stepIds.map((stepId): StepState => ({ stepId, state: 'waiting' }))
    return { state: { id: PlanRunId.parse(entry.subject.id), ...what, state: 'held', started: deedOf(entry), steps } }
  }
  if (!state) return { state, voidReason: 'notCreated' }
  if (state.state === 'finished' || state.state === 'withdrawn') return { state, voidReason: 'isOver' }
  switch (entry.kind) {
    case 'planRun.released':
      return state.state === 'held' ? { state: { ...state, state: 'running' } } : { state, voidReason: 'alreadySo' }
    case 'planRun.withdrawn':
      return state.state === 'held' ? { state: { ...state, state: 'withdrawn' } } : { state, voidReason: 'tooLate' }
    case 'planRun.finished':
      // Also while it is held here: the entry of a seat whose clock is behind stands before that of the release it saw.
      return { state: { ...state, state: 'finished' } }
    case 'planRun.stepStarted':
    case 'planRun.stepDone':
    case 'planRun.stepSkipped':
    case 'planRun.stepFailed':
      return foldStep(state, entry)
    default:
      return { state, voidReason: 'unknownKind' }
  }
}

function foldStep(run: PlanRun, entry: StepEntry): Folded<PlanRun> {
  const step = run.steps.find((s) => s.stepId === entry.payload.stepId)
  if (!step) return { state: run, voidReason: 'unknownStep' }
  const next = nextStep(step, entry)
  if (typeof next === 'string') return { state: run, voidReason: next }
  return { state: { ...run, steps: run.steps.map((s) => (s === step ? next : s)) } }
}

/** A step done twice is one step: the first receipt holds. Work that was done is a fact, also when somebody skipped the step before. */
function nextStep(step: StepState, entry: StepEntry): StepState | VoidReason {
  switch (entry.kind) {
    case 'planRun.stepStarted': {
      if (step.state !== 'waiting') return 'alreadySo'
      return { ...step, state: 'running', startedAtMs: entry.hlc.ms, ...defined({ dueAtMs: entry.payload.dueAtMs }) }
    }
    case 'planRun.stepDone': {
      if (step.state === 'done') return 'alreadySo'
      const { note: _, ...rest } = step
      return { ...rest, state: 'done', done: deedOf(entry), ...defined({ note: entry.payload.note }) }
    }
    case 'planRun.stepSkipped':
    case 'planRun.stepFailed': {
      const ended = entry.kind === 'planRun.stepSkipped' ? 'skipped' : 'failed'
      if (step.state === ended || step.state === 'done') return 'alreadySo'
      // A failed step may still be skipped by a person; a skipped one is no longer tried.
      if (step.state === 'skipped') return 'isOver'
      return { ...step, state: ended, note: entry.payload.note }
    }
  }
}
