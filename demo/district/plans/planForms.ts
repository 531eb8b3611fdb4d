import {
  type CommandClass,
  type IncidentGrade,
  type IncidentType,
  type Plan,
  PlanId,
  type PlanStep,
  type Post,
  type Skill,
} from '../../../domain/contract'

type Pair = readonly [zh: string, en: string]
const text = ([zh, en]: Pair) => ({ zh, en })

/** A step and what it waits for; time limits in seconds. */
interface StepDraft {
  id: string
  name: Pair
  after?: readonly string[]
  limitS?: number
  action: PlanStep['action']
}

export const confirm = (): PlanStep['action'] => ({ kind: 'confirm' })
export const task = (skills: Skill[], count: number, instruction: Pair): PlanStep['action'] => ({
  kind: 'task',
  skills,
  count,
  instruction: text(instruction),
})
export const message = (posts: Post[], words: Pair): PlanStep['action'] => ({
  kind: 'message',
  posts,
  text: text(words),
})

/** A command to devices of one system, seen from the place of the incident. */
export const command = (
  systemKey: string,
  service: string,
  commandClass: CommandClass,
  where: { scope: 'sameFloor' | 'adjacentFloors' | 'sameBuilding' | 'near'; radiusM?: number; max: number },
  input: Record<string, number> = {},
): PlanStep['action'] => ({
  kind: 'command',
  devices: { systemKeys: [systemKey], ...where },
  service,
  input,
  commandClass,
})

export function plan(
  id: string,
  code: string,
  name: Pair,
  incidentTypes: IncidentType[],
  minGrade: IncidentGrade,
  steps: readonly StepDraft[],
): Plan {
  return {
    id: PlanId.parse(id),
    version: 1,
    code,
    name: text(name),
    incidentTypes,
    minGrade,
    steps: steps.map((step) => ({
      id: step.id,
      name: text(step.name),
      after: [...(step.after ?? [])],
      ...(step.limitS === undefined ? {} : { limitMs: step.limitS * 1000 }),
      action: step.action,
    })),
  }
}
