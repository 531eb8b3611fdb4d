import { z } from 'zod'

/** The other side of a links file: what a serial server with its devices needs to know of it. */
export const BusFile = z.array(
  z.object({
    codecId: z.string(),
    wire: z.object({ kind: z.literal('tcpClient'), host: z.string(), port: z.number().int() }),
    devices: z.array(z.object({ productKey: z.string(), deviceName: z.string(), address: z.number() })),
  }),
)
export type Bus = z.infer<typeof BusFile>[number]
