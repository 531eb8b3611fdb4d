import { z } from 'zod'

/** What a supervised console tells its supervisor: that it lives, and the ticket of who is signed in, kept for the console after it. */
export const FromConsole = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('beat') }),
  z.strictObject({ type: z.literal('ticket'), ticket: z.string().max(200).optional() }),
])
export type FromConsole = z.infer<typeof FromConsole>

/** The supervisor's first and only word to a console it has started. */
export const ToConsole = z.strictObject({ type: z.literal('welcome'), ticket: z.string().max(200).optional() })
export type ToConsole = z.infer<typeof ToConsole>

export const beatEveryMs = 1_000
