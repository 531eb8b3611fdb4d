import { Packr } from 'msgpackr/index-no-eval'
import type { ClientFrame, CoreFrame, Transport } from '../contract'
import type { SyncFrame } from '../contract/sync'
import { isCoreFrame } from './portTransport'

/**
 * Typed arrays travel as their bytes (`moreTypes`); maps stay plain objects and no records are learned (`useRecords: false`), so that every frame stands
 * alone; shared and circular references are refused (`structuredClone: false`), since frames from outside are decoded with this too.
 */
const packr = new Packr({ useRecords: false, moreTypes: true, structuredClone: false })

export const encodeFrame = (frame: ClientFrame | CoreFrame | SyncFrame): Uint8Array => packr.pack(frame)

/** @throws Error when the bytes are no msgpack */
export const decodeFrame = (bytes: Uint8Array): unknown => packr.unpack(bytes)

/** What is used of a browser's WebSocket, named by its shape because this room knows no DOM; `ws` sockets have it too. */
export interface WebSocketLike {
  binaryType: string
  send(bytes: Uint8Array): void
  addEventListener(type: 'message' | 'close' | 'open' | 'error', listener: (event: object) => void): void
  close(): void
}

/** A window's end of a WebSocket. @returns the transport once the socket is open; rejects when it never opens */
export function openWebSocketTransport(socket: WebSocketLike): Promise<Transport<ClientFrame, CoreFrame>> {
  socket.binaryType = 'arraybuffer'
  const closeListeners: (() => void)[] = []
  const transport: Transport<ClientFrame, CoreFrame> = {
    send: (frame) => socket.send(encodeFrame(frame)),
    onFrame(listener) {
      socket.addEventListener('message', (event) => {
        if (!('data' in event) || !(event.data instanceof ArrayBuffer)) return
        const frame = decodeFrame(new Uint8Array(event.data))
        if (isCoreFrame(frame)) listener(frame)
      })
    },
    onClose: (listener) => void closeListeners.push(listener),
    close: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(transport))
    socket.addEventListener('error', () => reject(new Error('the WebSocket failed')))
    socket.addEventListener('close', () => {
      reject(new Error('the WebSocket was closed'))
      for (const listener of closeListeners) listener()
    })
  })
}
