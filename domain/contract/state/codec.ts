import { z } from 'zod'
import { CodecDescription } from '../codec'
import { EpochMs } from '../primitives'
import { Deed } from './actor'

/** A described protocol as somebody saved it. */
export const Codec = z.object({
  id: z.string().min(1).max(80),
  description: CodecDescription,
  saved: Deed,
  isRemoved: z.boolean(),
})
export type Codec = z.infer<typeof Codec>

const port = z.number().int().min(1).max(65_535)

/** Where bytes of a type's devices are forwarded as they came. */
export const RawTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tcp'), host: z.string().min(1).max(253), port }),
  z.object({ kind: z.literal('udp'), host: z.string().min(1).max(253), port }),
])
export type RawTarget = z.infer<typeof RawTarget>

export const RawRoute = z.object({
  /** Type of the devices. */
  typeId: z.string().min(1).max(64),
  targets: z.array(RawTarget).max(4),
  /** Described protocol that makes samples of the bytes. */
  codecId: z.string().max(40).optional(),
  /** Whether the bytes are kept in a file of this seat, of limited size. */
  isKept: z.boolean(),
})
export type RawRoute = z.infer<typeof RawRoute>

/** Binary pass-through (透传) of one device type. */
export const PassThrough = z.object({
  id: z.string().min(1).max(80),
  route: RawRoute,
  saved: Deed,
  isRemoved: z.boolean(),
})
export type PassThrough = z.infer<typeof PassThrough>

/** What a seat did with raw bytes since it began to drive. */
export const PassThroughCounts = z.object({
  typeId: z.string(),
  messages: z.number().int(),
  bytes: z.number().int(),
  forwarded: z.number().int(),
  /** Not forwarded: the target was away, or slower than the site. */
  dropped: z.number().int(),
  decoded: z.number().int(),
  refused: z.number().int(),
  /** Scripts that were ended for time or memory. */
  endedScripts: z.number().int(),
  lastAtMs: EpochMs.optional(),
  lastFault: z.string().optional(),
})
export type PassThroughCounts = z.infer<typeof PassThroughCounts>
