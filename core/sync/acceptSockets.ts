import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { maxSyncFrameBytes } from '../../domain/contract/sync'
import { type PeerTransport, socketTransport } from './webSocketPeer'

/** Where seats come in. */
export const syncPath = '/sync'
/** An installation has a service and a handful of consoles; each may for a moment have an old link and a new one. */
const mostConnections = 64
const mostConnectionsAnAddress = 16

export interface AcceptOptions {
  /** Given every link that comes in, before anybody has said who he is. */
  accept: (transport: PeerTransport) => void
  onTurnedAway?: (fields: { address: string; reason: string }) => void
}

/** What a server does with an upgrade to `syncPath`. Seats are no browsers: whoever says where his page comes from is turned away. */
export function acceptSockets(options: AcceptOptions): {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  readonly connections: number
  close(): void
} {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxSyncFrameBytes, perMessageDeflate: false })
  const addresses = new Map<string, number>()

  function turnAway(socket: Duplex, address: string, status: string) {
    options.onTurnedAway?.({ address, reason: status })
    socket.on('error', () => undefined)
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  function count(address: string, change: number) {
    const left = (addresses.get(address) ?? 0) + change
    if (left > 0) addresses.set(address, left)
    else addresses.delete(address)
  }

  return {
    upgrade(request, socket, head) {
      const address = request.socket.remoteAddress ?? ''
      if (request.headers.origin !== undefined) return turnAway(socket, address, '403 Forbidden')
      if (sockets.clients.size >= mostConnections || (addresses.get(address) ?? 0) >= mostConnectionsAnAddress)
        return turnAway(socket, address, '429 Too Many Requests')
      count(address, 1)
      socket.once('close', () => count(address, -1))
      sockets.handleUpgrade(request, socket, head, (webSocket) => options.accept(socketTransport(webSocket)))
    },
    get connections() {
      return sockets.clients.size
    },
    close() {
      for (const webSocket of sockets.clients) socketTransport(webSocket).close()
    },
  }
}
