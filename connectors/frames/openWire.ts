import { createSocket } from 'node:dgram'
import { connect, createServer, type Socket } from 'node:net'
import type { Wire } from './options'

/** Someone on the other side: the server dialled, a device that dialled in, a sender of datagrams. */
export interface Peer {
  readonly name: string
  /** @returns whether it was taken */
  send(bytes: Uint8Array): boolean
}

export interface WireEvents {
  /** `port` is where a server listens. */
  onUp(port?: number): void
  onPeer(peer: Peer): void
  onPeerGone(peer: Peer): void
  onBytes(peer: Peer, bytes: Uint8Array): void
  /** Once, however it ends. */
  onEnd(reason: string): void
}

const connectTimeoutMs = 5_000
/** More devices than this do not dial in to one link. */
const mostPeers = 256
const mostWaitingBytes = 256 * 1024

/** @returns how to close it; nothing is told after that */
export function openWire(wire: Wire, events: WireEvents): () => Promise<void> {
  if (wire.kind === 'udp') return openUdp(wire, events)
  return wire.kind === 'tcpClient' ? openClient(wire, events) : openServer(wire, events)
}

const peerOf = (socket: Socket): Peer => ({
  name: `${socket.remoteAddress ?? '?'}:${socket.remotePort ?? 0}`,
  send: (bytes) => {
    if (!socket.writable || socket.writableLength > mostWaitingBytes) return false
    socket.write(bytes)
    return true
  },
})

function openClient({ host, port }: { host: string; port: number }, events: WireEvents): () => Promise<void> {
  const socket = connect({ host, port, noDelay: true })
  let isOver = false
  const end = (reason: string): void => {
    if (isOver) return
    isOver = true
    socket.destroy()
    events.onEnd(reason)
  }
  socket.setTimeout(connectTimeoutMs, () => end('timedOut'))
  socket.on('connect', () => {
    socket.setTimeout(0)
    socket.setKeepAlive(true, 10_000)
    const peer = peerOf(socket)
    socket.on('data', (bytes: Buffer) => {
      if (!isOver) events.onBytes(peer, bytes)
    })
    events.onPeer(peer)
    events.onUp()
  })
  socket.on('error', (error) => end(error.message))
  socket.on('close', () => end('closed'))
  return async () => {
    isOver = true
    socket.destroy()
  }
}

function openServer({ host, port }: { host: string; port: number }, events: WireEvents): () => Promise<void> {
  const sockets = new Set<Socket>()
  let isOver = false
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 }, (socket) => {
    if (isOver || sockets.size >= mostPeers) return void socket.destroy()
    sockets.add(socket)
    const peer = peerOf(socket)
    events.onPeer(peer)
    socket.on('data', (bytes: Buffer) => {
      if (!isOver) events.onBytes(peer, bytes)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      if (!isOver) events.onPeerGone(peer)
    })
  })
  server.on('error', (error) => {
    if (!isOver) events.onEnd(error.message)
    isOver = true
  })
  server.listen(port, host, () => {
    const address = server.address()
    if (!isOver) events.onUp(typeof address === 'object' ? address?.port : undefined)
  })
  return async () => {
    isOver = true
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

function openUdp(wire: Extract<Wire, { kind: 'udp' }>, events: WireEvents): () => Promise<void> {
  const socket = createSocket(wire.host.includes(':') ? 'udp6' : 'udp4')
  let isOver = false
  const peers = new Map<string, Peer>()
  const peerAt = (host: string, port: number): Peer => {
    const name = `${host}:${port}`
    const known = peers.get(name)
    if (known) return known
    const peer: Peer = {
      name,
      send(bytes) {
        socket.send(bytes, port, host, () => undefined)
        return true
      },
    }
    const [oldest] = peers.values()
    if (peers.size >= mostPeers && oldest) {
      peers.delete(oldest.name)
      events.onPeerGone(oldest)
    }
    peers.set(name, peer)
    events.onPeer(peer)
    return peer
  }
  socket.on('message', (bytes, from) => {
    if (!isOver) events.onBytes(peerAt(from.address, from.port), bytes)
  })
  socket.on('error', (error) => {
    if (isOver) return
    isOver = true
    socket.close()
    events.onEnd(error.message)
  })
  socket.bind(wire.port, wire.host, () => {
    if (isOver) return
    if (wire.remote) peerAt(wire.remote.host, wire.remote.port)
    events.onUp(socket.address().port)
  })
  return async () => {
    if (isOver) return
    isOver = true
    await new Promise<void>((resolve) => socket.close(() => resolve()))
  }
}
