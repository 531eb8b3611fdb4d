import { createClient, type ChannelClient } from '../../domain/channel/createClient'
import { portTransport } from '../../domain/channel/portTransport'
import { openWebSocketTransport, type WebSocketLike } from '../../domain/channel/webSocketFrames'
import type { ClientFrame, CoreFrame, Transport } from '../../domain/contract'
import type { ConsoleBridge } from '../bridge'
import { resumeSession } from './pageTicket'

type CoreTransport = Transport<ClientFrame, CoreFrame>

/**
 * In the console: asks the bridge for a port and takes the next one that the preload posts. A new port means that the core was started again, so the
 * transport on the old one ends (ports of Chrome 114 do not say so themselves).
 */
function createPortConnect(bridge: ConsoleBridge): () => Promise<CoreTransport> {
  let current: CoreTransport | undefined
  let take: ((port: MessagePort) => void) | undefined
  let spare: MessagePort | undefined
  addEventListener('message', (event) => {
    const [port] = event.ports
    if (event.source !== window || event.data !== 'core-port' || !port) return
    if (take) take(port)
    else {
      spare = port
      current?.close()
    }
  })
  return () =>
    new Promise((resolve) => {
      take = (port) => {
        take = undefined
        spare = undefined
        current = portTransport(port)
        resolve(current)
      }
      if (spare) take(spare)
      else bridge.requestPort()
    })
}

/** The DOM's socket refuses bytes that could be shared memory by type; a frame of a window is small, so it sends a copy. */
function socketLike(socket: WebSocket): WebSocketLike {
  socket.binaryType = 'arraybuffer'
  return {
    binaryType: socket.binaryType,
    send: (bytes) => socket.send(bytes.slice()),
    addEventListener: (type, listener) => socket.addEventListener(type, listener),
    close: () => socket.close(),
  }
}

/** In a browser seat: the service that served the page. */
const connectBySocket = (): Promise<CoreTransport> => {
  const url = new URL('channel', location.href)
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return openWebSocketTransport(socketLike(new WebSocket(url)))
}

/** The window's client, over whichever way this seat has to a core. */
export function connectToCore(): ChannelClient {
  const bridge = window.chengtai
  return createClient({
    connect: bridge ? createPortConnect(bridge) : connectBySocket,
    greetAgain: resumeSession,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: () => Math.random(),
  })
}
