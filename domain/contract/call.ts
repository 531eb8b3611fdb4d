import { z } from 'zod'
import type { Right } from './rights'

export type Call<P extends z.ZodType, R extends z.ZodType> = {
  type: 'call'
  params: P
  result: R
  right: Right | 'none'
}
export type Feed<F extends z.ZodType, E extends z.ZodType> = {
  type: 'feed'
  filter: F
  event: E
  right: Right | 'none'
  delivery: 'exact' | 'latest'
}
export const call = <P extends z.ZodType, R extends z.ZodType>(
  right: Right | 'none',
  params: P,
  result: R,
): Call<P, R> => ({
  type: 'call',
  params,
  result,
  right,
})
export const feed = <F extends z.ZodType, E extends z.ZodType>(
  right: Right | 'none',
  delivery: 'exact' | 'latest',
  filter: F,
  event: E,
): Feed<F, E> => ({ type: 'feed', filter, event, right, delivery })

export const none = z.object({})
export const done = z.object({})

/** A set of things kept level with the core: one snapshot first, then what changed. `position` is the journal's when this was true. */
export const collection = <T extends z.ZodType>(item: T) =>
  z.object({
    isSnapshot: z.boolean(),
    position: z.number().int(),
    upserts: z.array(item),
    removes: z.array(z.string()),
  })

export const bytes = z.instanceof(Uint8Array)
export const uint32s = z.instanceof(Uint32Array)
export const float64s = z.instanceof(Float64Array)
