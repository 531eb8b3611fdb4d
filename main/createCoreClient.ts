import { MessageChannelMain } from 'electron'
import { type ChannelClient, createClient } from '../domain/channel/createClient'
import { portTransport } from '../domain/channel/portTransport'
import type { ClientFrame, CoreFrame, Transport } from '../domain/contract'
import type { CoreProcess } from './createCoreProcess'

/** Main's own way to the core, as every window has one: for what main must know of the session, of incidents and of saved layouts. */
export function createCoreClient(core: CoreProcess): ChannelClient {
  let current: Transport<ClientFrame, CoreFrame> | undefined
  // The port of a core that is gone does not always say so.
  core.onReplaced(() => current?.close())
  return createClient({
    async connect() {
      const { port1, port2 } = new MessageChannelMain()
      core.connect(port1)
      current = portTransport({
        postMessage: (frame) => port2.postMessage(frame),
        addEventListener(type, listener) {
          if (type === 'message') port2.on('message', listener)
          else port2.on('close', () => listener({}))
        },
        start: () => port2.start(),
        close: () => port2.close(),
      })
      return current
    },
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  })
}
