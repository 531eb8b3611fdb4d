import { WebSocket } from 'ws'
import { createClient } from '../domain/channel/createClient'
import { openWebSocketTransport } from '../domain/channel/webSocketFrames'
import type { Client } from '../domain/contract'

/** A client of the real channel. To be closed by whoever opened it. @param onBytes told of what comes */
export const openClient = (url: string, onBytes?: (bytes: number) => void): Client & { close(): void } =>
  createClient({
    connect() {
      const socket = new WebSocket(url)
      if (onBytes) socket.on('message', (data: Buffer) => onBytes(data.byteLength))
      return openWebSocketTransport(socket)
    },
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: () => 0.5,
  })

/** The same, with the engineer of the demo signed in. */
export async function openAsEngineer(
  url: string,
  onBytes?: (bytes: number) => void,
): Promise<Client & { close(): void }> {
  const client = openClient(url, onBytes)
  const { demoAccounts } = await client.call('session.read', {})
  const engineer = demoAccounts?.find(({ role }) => role === 'engineer')
  if (!engineer) throw new Error('the service has no engineer')
  await client.call('session.signIn', { name: engineer.name, password: engineer.password })
  return client
}
