import { z } from 'zod'
import { ErrorCode } from './errors'

/**
 * What travels over a channel, the same over a MessagePort (structured clone) and a WebSocket (msgpack, one frame a message).
 * Client to core: `call`, `subscribe`, `unsubscribe`, `credit`. Core to client: `result`, `refused`, `event`, `ended`.
 *
 * Feeds run on credit: the client grants a number of events ahead; a conflating feed (samples, device states, people, indicators) keeps only the
 * latest value of each thing while there is none, an exact feed (entries, alarms, incidents …) queues, and is ended with `tooManyRequests`
 * when its queue passes the limit, so that the client subscribes again and gets a fresh snapshot.
 *
 * Samples may be told packed (`domain/channel/packedSamples`), to a client that says with `packs` that it reads this: then the event is a Uint8Array. A core that does not know the word tells them as
 * before, and so it does to a client that does not say it: either may be a version older than the other.
 */
export const ClientFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('call'), id: z.number().int(), method: z.string().max(80), params: z.unknown() }),
  z.object({
    t: z.literal('subscribe'),
    id: z.number().int(),
    feed: z.string().max(80),
    filter: z.unknown(),
    credit: z.number().int().min(1).max(1000),
    packs: z.boolean().optional(),
  }),
  z.object({ t: z.literal('unsubscribe'), id: z.number().int() }),
  z.object({ t: z.literal('credit'), id: z.number().int(), more: z.number().int().min(1).max(1000) }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

export const CoreFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('result'), id: z.number().int(), result: z.unknown() }),
  z.object({
    t: z.literal('refused'),
    id: z.number().int(),
    code: ErrorCode,
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ t: z.literal('event'), id: z.number().int(), event: z.unknown() }),
  z.object({ t: z.literal('ended'), id: z.number().int(), code: ErrorCode, message: z.string() }),
])
export type CoreFrame = z.infer<typeof CoreFrame>

/** A pipe for frames: what both transports offer and both ends of a channel stand on. */
export interface Transport<Out, In> {
  send(frame: Out): void
  onFrame(listener: (frame: In) => void): void
  onClose(listener: () => void): void
  close(): void
}
