import { WebSocket } from 'ws'
import { z } from 'zod'
import { createClient } from '../../domain/channel/createClient'
import { openWebSocketTransport } from '../../domain/channel/webSocketFrames'

export const WindowsOptions = z.object({ url: z.string(), count: z.number(), rateHz: z.number() })

/** Clients of the real channel, all on all points; report how many samples reached them. */
export function runWindows(given: unknown): void {
  const { url, count, rateHz } = WindowsOptions.parse(given)
  let received = 0
  for (let i = 0; i < count; i++) {
    const client = createClient({
      connect: () => openWebSocketTransport(new WebSocket(url)),
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs)
        return () => clearTimeout(timer)
      },
      random: () => 0.5,
    })
    client.on('samples.changed', { rateHz }, (batch) => {
      received += batch.points.length
    })
  }
  setInterval(() => process.send?.({ stored: received }), 50)
  process.once('disconnect', () => process.exit(0))
}
