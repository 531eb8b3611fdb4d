import { z } from 'zod'
import type { Client } from '../../domain/contract'
import { openClient } from '../openClient'
import { tell } from './reports'

export const WindowsOptions = z.object({ url: z.string(), count: z.number(), rateHz: z.number() })

/** Clients of the real channel, all on all points; report how many samples reached them. */
export async function runWindows(given: unknown): Promise<void> {
  const { url, count, rateHz } = WindowsOptions.parse(given)
  let received = 0
  const listen = async (client: Client): Promise<void> => {
    // Whoever has demo people lets them in; the bench's own core asks nobody.
    const { demoAccounts } = await client.call('session.read', {})
    const [person] = demoAccounts ?? []
    if (person) await client.call('session.signIn', { name: person.name, password: person.password })
    client.on('samples.changed', { rateHz }, (batch) => {
      received += batch.points.length
    })
  }
  process.once('disconnect', () => process.exit(0))
  const opened: Promise<void>[] = []
  for (let i = 0; i < count; i++) {
    const client = openClient(url)
    opened.push(listen(client))
  }
  // Only now: the first report says that all of them are signed in, and the load begins.
  await Promise.all(opened)
  setInterval(() => tell({ stored: received }), 50)
}
