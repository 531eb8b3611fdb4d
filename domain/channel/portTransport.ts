import type { ClientFrame, CoreFrame, Transport } from '../contract'

/** What is used of a DOM MessagePort, named by its shape because this room knows no DOM. */
export interface PortLike {
  postMessage(frame: unknown): void
  addEventListener(type: 'message' | 'close', listener: (event: object) => void): void
  start(): void
  close(): void
}

/** Cheap look at a frame from our own core: only its outline. */
export function isCoreFrame(frame: unknown): frame is CoreFrame {
  if (
    typeof frame !== 'object' ||
    frame === null ||
    !('t' in frame) ||
    !('id' in frame) ||
    typeof frame.id !== 'number'
  )
    return false
  return frame.t === 'event' || frame.t === 'result' || frame.t === 'refused' || frame.t === 'ended'
}

/**
 * A window's end of a MessagePort to the core.
 *
 * Ports of Chrome before 122 do not say when the other end is gone: whoever learns it otherwise (the window that is handed a new port) calls `close()`,
 * which tells the listeners.
 */
export function portTransport(port: PortLike): Transport<ClientFrame, CoreFrame> {
  const closeListeners: (() => void)[] = []
  let isClosed = false
  const ended = () => {
    if (isClosed) return
    isClosed = true
    for (const listener of closeListeners) listener()
  }
  port.addEventListener('close', ended)
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      port.addEventListener('message', (event) => {
        if (!isClosed && 'data' in event && isCoreFrame(event.data)) listener(event.data)
      })
      port.start()
    },
    onClose: (listener) => void closeListeners.push(listener),
    close() {
      port.close()
      ended()
    },
  }
}
