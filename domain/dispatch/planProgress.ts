import type { Command, Message, Plan, PlanRun, PlanStep, Task } from '../contract'

/** What belongs to one run of a plan. */
export interface RunParts {
  tasks: readonly Task[]
  commands: readonly Command[]
  messages: readonly Message[]
}

/** What should happen to a run now; carried out by the plan runner, step by step. */
export type RunMove =
  | { kind: 'start'; step: PlanStep }
  | { kind: 'done'; stepId: string; note?: string }
  | { kind: 'failed'; stepId: string; note: string }
  | { kind: 'finish' }

const hasEnded = (state: string) => state === 'done' || state === 'skipped' || state === 'failed'
const taskEnded: readonly Task['state'][] = ['done', 'declined', 'recalled', 'withdrawn']
const commandEnded: readonly Command['state'][] = ['answered', 'failed', 'unknown', 'expired', 'withdrawn']

function judgeStep(step: PlanStep, parts: RunParts): RunMove | undefined {
  const mine = <T extends { stepId?: string | undefined }>(all: readonly T[]) =>
    all.filter((part) => part.stepId === step.id)
  switch (step.action.kind) {
    case 'confirm':
      return undefined
    case 'task': {
      const tasks = mine(parts.tasks)
      if (tasks.length === 0) return { kind: 'failed', stepId: step.id, note: 'nobodyFree' }
      if (!tasks.every((task) => taskEnded.includes(task.state))) return undefined
      const done = tasks.filter((task) => task.state === 'done').length
      return done > 0
        ? { kind: 'done', stepId: step.id, note: `${done}/${tasks.length}` }
        : { kind: 'failed', stepId: step.id, note: `0/${tasks.length}` }
    }
    case 'command': {
      const commands = mine(parts.commands)
      if (commands.length === 0) return { kind: 'done', stepId: step.id, note: 'noDevices' }
      if (!commands.every((command) => commandEnded.includes(command.state))) return undefined
      const answered = commands.filter((command) => command.state === 'answered').length
      const note = `${answered}/${commands.length}`
      return answered === commands.length
        ? { kind: 'done', stepId: step.id, note }
        : { kind: 'failed', stepId: step.id, note }
    }
    case 'message': {
      const messages = mine(parts.messages)
      if (messages.length === 0) return { kind: 'done', stepId: step.id, note: 'nobodyToTell' }
      const arrived = messages.filter((message) => message.state === 'delivered' || message.state === 'read').length
      return arrived === messages.length
        ? { kind: 'done', stepId: step.id, note: `${arrived}/${messages.length}` }
        : undefined
    }
  }
}

/**
 * What should happen next in a running plan. A step starts when all steps before it have ended; a failed step does not hold up the rest,
 * since in an emergency the plan must go on while people mend what failed.
 *
 * @returns moves in the order of the plan's steps; empty when the run waits for the world
 */
export function nextMoves(plan: Plan, run: PlanRun, parts: RunParts): RunMove[] {
  if (run.state !== 'running') return []
  const states = new Map(run.steps.map((step) => [step.stepId, step.state]))
  const moves: RunMove[] = []
  for (const step of plan.steps) {
    const state = states.get(step.id)
    if (state === 'running') {
      const move = judgeStep(step, parts)
      if (move) moves.push(move)
    } else if (state === 'waiting' && step.after.every((id) => hasEnded(states.get(id) ?? 'waiting'))) {
      moves.push({ kind: 'start', step })
    }
  }
  if (moves.length === 0 && plan.steps.every((step) => hasEnded(states.get(step.id) ?? 'waiting')))
    moves.push({ kind: 'finish' })
  return moves
}

/** The step that the people chosen with the click belong to: the plan's first one that sends people. */
export function firstTaskStep(plan: Plan): PlanStep | undefined {
  return plan.steps.find((step) => step.action.kind === 'task')
}
