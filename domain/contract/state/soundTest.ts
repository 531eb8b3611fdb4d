import { z } from 'zod'
import { SeatId } from '../primitives'
import { Deed } from './actor'

/** Patterns that a person must be able to hear at the seat, the most urgent first. */
export const TestedSound = z.enum(['urgent', 'important', 'minor', 'commloss', 'incidentOpened'])
export type TestedSound = z.infer<typeof TestedSound>

/** The last time somebody listened to a seat's alarm patterns. */
export const SoundTest = z.object({
  id: SeatId,
  heard: z.array(TestedSound).max(TestedSound.options.length),
  unheard: z.array(TestedSound).max(TestedSound.options.length),
  made: Deed,
})
export type SoundTest = z.infer<typeof SoundTest>
