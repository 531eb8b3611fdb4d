import { MessageChannel } from 'node:worker_threads'
import type { Core } from '../../core/seat/CoreOptions'
import { createClient } from '../../domain/channel/createClient'
import type { Client, ClientFrame, CoreFrame, Transport } from '../../domain/contract'

/**
 * A window of a seat, over a real channel. All windows of a seat share its session.
 *
 * @param isSeatShared false for the page of a browser, which has a session of its own
 */
export function openWindow(core: Core, isSeatShared = true): { client: Client; close: () => void } {
  const { port1, port2 } = new MessageChannel()
  const side = <Out, In>(port: typeof port1): Transport<Out, In> => ({
    send: (frame) => port.postMessage(frame),
    onFrame: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  })
  core.connect(side<CoreFrame, unknown>(port1), { isSeatShared })
  const client = createClient({
    connect: async () => side<ClientFrame, CoreFrame>(port2),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: () => 0.5,
  })
  return { client, close: () => client.close() }
}
