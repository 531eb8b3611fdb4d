import { z } from 'zod'
import { FieldPath, Identifier } from '../../domain/contract'

const port = z.number().int().min(1).max(65_535)
const host = z.string().min(1).max(253)

/** How bytes come and go. */
export const Wire = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tcpClient'), host, port }),
  /** Devices dial in. */
  z.object({
    kind: z.literal('tcpServer'),
    host: host.default('127.0.0.1'),
    port: z.number().int().min(0).max(65_535),
  }),
  /** Every datagram is one frame. `remote`: where questions go; without it only answers to who spoke last. */
  z.object({
    kind: z.literal('udp'),
    host: host.default('127.0.0.1'),
    port: z.number().int().min(0).max(65_535),
    remote: z.object({ host, port }).optional(),
  }),
])
export type Wire = z.infer<typeof Wire>

const Given = z.union([z.number(), z.string().max(200), z.object({ input: Identifier })])

/** One link that speaks a described protocol, as its file has it. */
export const FramesOptions = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  codecId: z.string().max(40),
  wire: Wire,
  devices: z
    .array(
      z.object({
        productKey: z.string().max(64),
        deviceName: z.string().max(64),
        /** Its value of the description's `address`. */
        address: z.union([z.number(), z.string().max(200)]).optional(),
      }),
    )
    .min(1)
    .max(2_000),
  /** Which value of a frame is which property, besides what the description says. */
  points: z
    .array(z.object({ message: Identifier, field: FieldPath, property: Identifier }))
    .max(256)
    .default([]),
  /** Services of the devices, besides the exchanges of the description that name one. */
  services: z
    .array(
      z.object({
        service: Identifier,
        request: Identifier,
        response: Identifier.optional(),
        refusal: Identifier.optional(),
        timeoutMs: z.number().int().min(50).max(30_000).default(2_000),
        given: z.record(FieldPath, Given).default({}),
      }),
    )
    .max(64)
    .default([]),
})
export type FramesOptions = z.infer<typeof FramesOptions>
