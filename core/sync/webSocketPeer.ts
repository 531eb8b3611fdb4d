import { WebSocket } from 'ws'
import { decodeFrame, encodeFrame } from '../../domain/channel/webSocketFrames'
import type { Transport } from '../../domain/contract'
import { maxSyncFrameBytes, type SyncFrame } from '../../domain/contract/sync'

/** A pipe between two seats. What comes in is anything; `undefined` where it was no frame at all. */
export type PeerTransport = Transport<SyncFrame, unknown>

export interface PeerAddress {
  /** `ws://` or `wss://`, with the path of the door. */
  url: string
  /** PEM of the authority that signed the peer's certificate, where it is none the machine knows. */
  ca?: string
  /** PEM of this seat's certificate and its key, where the peer asks for one (mTLS). */
  identity?: { cert: string; key: string }
}

/** A peer that does not say goodbye in turn is cut off after this long, ms. */
const goodbyeMs = 500

/** Opens a link to another seat. @throws Error when it cannot be reached */
export function connectPeer({ url, ca, identity }: PeerAddress): Promise<PeerTransport> {
  const socket = new WebSocket(url, {
    maxPayload: maxSyncFrameBytes,
    handshakeTimeout: 5_000,
    perMessageDeflate: false,
    followRedirects: false,
    ...(ca && { ca }),
    ...identity,
  })
  return new Promise((resolve, reject) => {
    const transport = socketTransport(socket)
    socket.on('open', () => resolve(transport))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the WebSocket was closed')))
  })
}

/**
 * One msgpack frame a message. What comes before somebody listens waits for him: the acceptor's hello may arrive together with the answer to the upgrade. A frame
 * that is too large, or broken as a WebSocket's, ends the link by itself.
 */
export function socketTransport(socket: WebSocket): PeerTransport {
  const early: unknown[] = []
  let take = (frame: unknown): void => void early.push(frame)
  socket.on('error', () => undefined)
  socket.on('message', (data, isBinary) => take(isBinary && data instanceof Uint8Array ? decode(data) : undefined))
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(encodeFrame(frame))
    },
    onFrame(listener) {
      take = listener
      for (const frame of early.splice(0)) listener(frame)
    },
    onClose(listener) {
      socket.on('close', listener)
      if (socket.readyState === socket.CLOSED) queueMicrotask(listener)
    },
    close() {
      socket.close()
      setTimeout(() => socket.terminate(), goodbyeMs).unref()
    },
  }
}

function decode(data: Uint8Array): unknown {
  try {
    return decodeFrame(data)
  } catch {
    return undefined
  }
}
