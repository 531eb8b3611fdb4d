import { createHash } from 'node:crypto'
import type { PlanRun, PlanStep } from '../../domain/contract'

/**
 * Name of one thing that a step of a running plan does: the task of a person, a device's command, a message. The same at every seat, so that two seats which were
 * apart and both drove the plan have done it once: the second entry of it is void when they meet (I3).
 *
 * @param whom who gets it: person or device
 */
export function planDeedId(
  kind: 'T' | 'C' | 'M',
  run: Pick<PlanRun, 'id'>,
  step: Pick<PlanStep, 'id'>,
  whom: string,
): string {
  const hash = createHash('sha256').update(JSON.stringify([run.id, step.id, whom]))
  return `${kind}-${hash.digest('base64url').slice(0, 26)}`
}
