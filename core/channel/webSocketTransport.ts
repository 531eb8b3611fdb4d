import type { WebSocket } from 'ws'
import type { CoreFrame, Transport } from '../../domain/contract'
import { decodeFrame, encodeFrame } from '../../domain/channel/webSocketFrames'

/** Policy violation, RFC 6455 7.4.1. */
const policyViolation = 1008
const mostBrokenFrames = 20

/**
 * The core's end of a WebSocket: one msgpack frame a message. Text messages and bytes that are no msgpack are dropped; a peer that goes on sending them is
 * turned away, since no client of ours ever does.
 */
export function webSocketTransport(socket: WebSocket): Transport<CoreFrame, unknown> {
  return {
    send(frame) {
      if (socket.readyState === socket.OPEN) socket.send(encodeFrame(frame))
    },
    onFrame(listener) {
      let broken = 0
      socket.on('message', (data, isBinary) => {
        let frame: unknown
        try {
          if (!isBinary || !(data instanceof Uint8Array)) throw new TypeError('not binary')
          frame = decodeFrame(data)
        } catch {
          if (++broken > mostBrokenFrames) socket.close(policyViolation)
          return
        }
        listener(frame)
      })
    },
    onClose: (listener) => void socket.on('close', listener),
    close: () => socket.close(),
  }
}
