import { WebSocket } from 'ws'
import type { ClientFrame, CoreFrame, Transport } from '../../domain/contract'
import { openWebSocketTransport } from '../../domain/channel/webSocketFrames'

export interface ServiceAddress {
  /** `ws://` or `wss://`, with the path of the channel. */
  url: string
  /** PEM of the authority that signed the service's certificate, where it is none the machine knows. */
  ca?: string
}

/** The largest answer: the device table of a big district; far above it lies a fault. */
const maxPayload = 64 * 1024 * 1024

/** Opens a channel to a service. @throws Error when it cannot be reached */
export function connectWebSocket({ url, ca }: ServiceAddress): Promise<Transport<ClientFrame, CoreFrame>> {
  const socket = new WebSocket(url, {
    maxPayload,
    handshakeTimeout: 5_000,
    perMessageDeflate: false,
    ...(ca && { ca }),
  })
  return openWebSocketTransport(socket)
}
