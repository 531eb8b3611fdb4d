import { z } from 'zod'
import { Graphic, GraphicSymbol } from '../graphic'
import { Deed } from './actor'

/** A graphic as somebody saved it. */
export const SavedGraphic = z.object({
  id: z.string().min(1).max(80),
  graphic: Graphic,
  saved: Deed,
  /** How often it was saved: the next saving names it as its basis. */
  version: z.number().int().min(1),
  isRemoved: z.boolean(),
})
export type SavedGraphic = z.infer<typeof SavedGraphic>

/** A symbol of the library as somebody saved it; one under the id of a shipped symbol stands before it. */
export const SavedSymbol = z.object({
  id: z.string().min(1).max(80),
  symbol: GraphicSymbol,
  saved: Deed,
  version: z.number().int().min(1),
  /** `withdrawn` (下架): drawings that have it keep it, the editor offers it no more. `removed`: only where no drawing has it. */
  state: z.enum(['offered', 'withdrawn', 'removed']),
})
export type SavedSymbol = z.infer<typeof SavedSymbol>
