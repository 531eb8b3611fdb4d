import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { WebSocket, WebSocketServer } from 'ws'
import type { ClientFrame, CoreFrame, Transport } from '../../domain/contract'
import { portTransport } from '../../domain/channel/portTransport'
import { encodeFrame, openWebSocketTransport } from '../../domain/channel/webSocketFrames'
import { messagePortTransport } from './messagePortTransport'
import { webSocketTransport } from './webSocketTransport'

/** Test support: a real transport, both ends. `accept` is called with the core's end of every connection. */
export interface Pairing {
  readonly name: string
  start(accept: (core: Transport<CoreFrame, unknown>) => void): Promise<{
    connect(): Promise<Transport<ClientFrame, CoreFrame>>
    /** Sends whatever it is given, as a hostile peer could, on a connection of its own; answers what comes back until the core went quiet. */
    sendRaw(frames: readonly unknown[]): Promise<unknown[]>
    stop(): Promise<void>
  }>
}

/** A Node port behind the interface that a page's port has. */
const pagePort = (port: MessagePort) => ({
  postMessage: (frame: unknown) => port.postMessage(frame),
  addEventListener: (type: 'message' | 'close', listener: (event: object) => void) =>
    void port.on(type, (data: unknown) => listener({ data })),
  start: () => port.start(),
  close: () => port.close(),
})

/** A Node port behind the interface that Electron's MessagePortMain has. */
const mainPort = (port: MessagePort) => ({
  on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
    port.on(event, (data: unknown) => listener({ data })),
  postMessage: (frame: unknown) => port.postMessage(frame),
  start: () => port.start(),
  close: () => port.close(),
})

const quiet = () => new Promise((resolve) => setTimeout(resolve, 50))

export const messagePorts: Pairing = {
  name: 'MessagePort',
  async start(accept) {
    const open: MessagePort[] = []
    const pair = () => {
      const { port1, port2 } = new MessageChannel()
      open.push(port1, port2)
      accept(messagePortTransport(mainPort(port2)))
      return port1
    }
    return {
      connect: async () => portTransport(pagePort(pair())),
      async sendRaw(frames) {
        const port = pair()
        const answers: unknown[] = []
        port.on('message', (answer) => answers.push(answer))
        for (const frame of frames) port.postMessage(frame)
        await quiet()
        return answers
      },
      stop: async () => open.forEach((port) => port.close()),
    }
  },
}

export const webSockets: Pairing = {
  name: 'WebSocket',
  async start(accept) {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 1024 * 1024 })
    server.on('connection', (socket) => {
      socket.on('error', () => {})
      accept(webSocketTransport(socket))
    })
    await once(server, 'listening')
    const address = server.address()
    if (typeof address !== 'object' || address === null) throw new Error('no address')
    const url = `ws://127.0.0.1:${address.port}`
    return {
      connect: () => openWebSocketTransport(new WebSocket(url)),
      async sendRaw(frames) {
        const socket = new WebSocket(url)
        await once(socket, 'open')
        const answers: unknown[] = []
        socket.on('message', (data) => answers.push(data))
        // A hostile peer encodes what it likes; the encoder does not look into the frame.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the encoder is given what no type allows
        for (const frame of frames) socket.send(frame instanceof Uint8Array ? frame : encodeFrame(frame as ClientFrame))
        await quiet()
        socket.close()
        return answers
      },
      async stop() {
        for (const socket of server.clients) socket.terminate()
        await new Promise((resolve) => server.close(resolve))
      },
    }
  },
}
