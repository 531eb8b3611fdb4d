import { z } from 'zod'
import { EpochMs } from '../primitives'

/** Who caused an entry. */
export const Actor = z.object({
  kind: z.enum(['account', 'device', 'person', 'rule', 'plan', 'application', 'system']),
  id: z.string().min(1).max(80),
  name: z.string().max(120).optional(),
})
export type Actor = z.infer<typeof Actor>

/** Somebody or something did it, then. */
export const Deed = z.object({ by: Actor, atMs: EpochMs })
export type Deed = z.infer<typeof Deed>
