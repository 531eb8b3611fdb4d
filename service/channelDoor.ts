import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { webSocketTransport } from '../core/channel/webSocketTransport'
import type { CoreFrame, Transport } from '../domain/contract'
import { limitSignIns } from './limitSignIns'

export interface ChannelDoorOptions {
  readonly connect: (transport: Transport<CoreFrame, unknown>) => void
  /** UTC ms. */
  readonly now: () => number
  readonly onTurnedAway: (fields: { address: string; reason: string }) => void
  /** Paths that another door of the same server answers. */
  readonly otherPaths?: readonly string[]
}

/** A frame from a client is small: calls and credits. */
const maxPayload = 1024 * 1024
const mostConnections = 500
const mostConnectionsAnAddress = 100
/** Finds a peer that vanished without a word in at most twice this time (P5). */
const pingMs = 7_000
const goingAway = 1001
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * A page may open the channel only from the address it was loaded from: what another site's page in the same browser asks for is refused. On loopback the name must
 * be a loopback name too, or a page elsewhere could have its own name point here.
 */
export function isOwnOrigin({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): boolean {
  const { origin, host } = headers
  if (host === undefined) return false
  const isLoopback =
    socket.localAddress === '127.0.0.1' || socket.localAddress === '::1' || socket.localAddress === '::ffff:127.0.0.1'
  if (isLoopback && !loopback.has(host.replace(/:\d+$/, ''))) return false
  // Consoles are no browsers and send no origin.
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** `/channel` of the HTTP server. @returns how to close it */
export function openChannelDoor(
  server: Server,
  options: ChannelDoorOptions,
): { close(): void; readonly connections: number } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false, clientTracking: true })
  const addresses = new Map<string, number>()
  const silent = new WeakSet<WebSocket>()

  function turnAway(socket: Duplex, address: string, status: string) {
    options.onTurnedAway({ address, reason: status })
    socket.on('error', () => {})
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    if (options.otherPaths?.some((path) => path === request.url)) return
    const address = request.socket.remoteAddress ?? ''
    if (request.url !== '/channel') return turnAway(socket, address, '404 Not Found')
    if (!isOwnOrigin(request)) return turnAway(socket, address, '403 Forbidden')
    const fromHere = addresses.get(address) ?? 0
    if (sockets.clients.size >= mostConnections || fromHere >= mostConnectionsAnAddress)
      return turnAway(socket, address, '429 Too Many Requests')
    addresses.set(address, fromHere + 1)
    socket.once('close', () => {
      const left = (addresses.get(address) ?? 1) - 1
      if (left > 0) addresses.set(address, left)
      else addresses.delete(address)
    })
    sockets.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, address))
  }

  const mayTry = limitSignIns(options.now)
  function accept(webSocket: WebSocket, address: string) {
    // The reason of a broken frame is of no use to anybody; ws closes the socket by itself.
    webSocket.on('error', () => {})
    webSocket.on('pong', () => silent.delete(webSocket))
    options.connect(mayTry(webSocketTransport(webSocket), address))
  }

  const timer = setInterval(() => {
    for (const webSocket of sockets.clients) {
      if (silent.has(webSocket)) webSocket.terminate()
      silent.add(webSocket)
      webSocket.ping()
    }
  }, pingMs)
  server.on('upgrade', upgrade)
  return {
    get connections() {
      return sockets.clients.size
    },
    close() {
      clearInterval(timer)
      server.off('upgrade', upgrade)
      for (const webSocket of sockets.clients) {
        webSocket.close(goingAway)
        // A peer that does not say goodbye in turn must not hold the stop.
        setTimeout(() => webSocket.terminate(), 500).unref()
      }
    },
  }
}
