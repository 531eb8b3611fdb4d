import { z } from 'zod'
import { Refused } from '../../domain/contract'
import { RegistryProblem } from '../../domain/contract/calls/registryEditing'

const Details = z.object({ problems: z.array(RegistryProblem) })

/** What the core found wrong, out of its refusal; none when it refused for another reason. */
export function problemsOf(error: unknown): RegistryProblem[] {
  const parsed = error instanceof Refused ? Details.safeParse(error.details) : undefined
  return parsed?.success ? parsed.data.problems : []
}
