import { z } from 'zod'

/** The other side of an OPC UA links file: what a server needs to know of it. */
export const PlantFile = z
  .array(
    z.object({
      url: z.string(),
      nodes: z.array(
        z.object({ nodeId: z.string(), productKey: z.string(), deviceName: z.string(), property: z.string() }),
      ),
      services: z.array(
        z.object({
          deviceName: z.string(),
          service: z.string(),
          does: z.object({ kind: z.literal('call'), methodId: z.string(), input: z.array(z.string()) }),
        }),
      ),
    }),
  )
  .length(1)
export type Plant = z.infer<typeof PlantFile>[number]
