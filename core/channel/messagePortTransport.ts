import type { CoreFrame, Transport } from '../../domain/contract'

/** What is used of Electron's MessagePortMain, named by its shape because the core knows no Electron. */
export interface MessagePortMainLike {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(frame: unknown): void
  start(): void
  close(): void
}

/** The core's end of a MessagePort to a window. */
export function messagePortTransport(port: MessagePortMainLike): Transport<CoreFrame, unknown> {
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      port.on('message', (event) => listener(event.data))
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
}
