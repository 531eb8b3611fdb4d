import { once } from 'node:events'
import { WebSocketServer } from 'ws'
import { createSessionHolder } from '../../core/channel/SessionHolder'
import { serveChannel } from '../../core/channel/serveChannel'
import { stubHandlers } from '../../core/channel/stubHandlers'
import { webSocketTransport } from '../../core/channel/webSocketTransport'
import type { LiveState } from '../../core/live/LiveState'
import { Account } from '../../domain/contract'

const dispatcher = Account.parse({
  id: 'bench',
  name: 'bench',
  displayName: 'bench',
  role: 'dispatcher',
  isDisabled: false,
  isDemo: true,
  mustChangePassword: false,
  passwordChangedAtMs: 0,
})

/** The real channel with the one feed that carries samples. @returns its address */
export async function serveWindows(live: LiveState): Promise<string> {
  const handlers = stubHandlers({
    feed: {
      'samples.changed': ({ rateHz }, sink) =>
        live.subscribe({ points: 'all', rateHz, isReady: () => sink.hasCredit }, (batch) => sink.push(batch)),
    },
  })
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket) => {
    const session = createSessionHolder()
    session.set(dispatcher)
    serveChannel(webSocketTransport(socket), { handlers, session, log: { warn: console.warn, error: console.error } })
  })
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return `ws://127.0.0.1:${address.port}`
}
