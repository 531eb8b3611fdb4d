import { hostname } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { connectWebSocket } from '../core/channel/connectWebSocket'
import { createForwarder } from '../core/channel/createForwarder'
import { messagePortTransport } from '../core/channel/messagePortTransport'
import { createCore } from '../core/seat/createCore'
import { type CoreFrame, SeatState, type Transport } from '../domain/contract'
import type { CoreStart, FromCore, ToCore } from './coreMessages'

// Entry of the console's utility process: one core for all windows of the seat. No Electron here but the port to main.

interface RunningCore {
  serve(window: Transport<CoreFrame, unknown>): void
  stop(): Promise<void>
}

const { parentPort } = process
const log = pino({ name: 'core', level: process.env['CHENGTAI_LOG_LEVEL'] ?? 'info' })
const tell = (message: FromCore) => parentPort.postMessage(message)

const credentials = () => ({
  username: process.env['CHENGTAI_BROKER_USER'] ?? '',
  password: process.env['CHENGTAI_BROKER_PASSWORD'] ?? '',
})

async function startEmbedded(start: CoreStart): Promise<RunningCore> {
  const core = await createCore({
    dataDir: start.dataDir,
    seatName: hostname(),
    version: start.version,
    isDemo: start.isDemo,
    ...(start.districtFile === undefined ? {} : { districtFile: start.districtFile }),
    broker: { ...start.broker, ...credentials() },
    ...(start.ticket === undefined ? {} : { ticket: start.ticket }),
    onTicket: (ticket) => tell({ type: 'ticket', ...(ticket === undefined ? {} : { ticket }) }),
    log,
  })
  return { serve: (window) => core.connect(window, { isSeatShared: true }), stop: () => core.stop() }
}

function startFollowing(serviceUrl: string): RunningCore {
  const address = new URL('channel', serviceUrl.replace(/^http/, 'ws').replace(/\/?$/, '/'))
  const startedAtMs = Date.now()
  const forwarder = createForwarder({
    connect: () => connectWebSocket({ url: address.href }),
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
    retellSeat: (event) => {
      const seat = SeatState.safeParse(event)
      return seat.success
        ? { ...seat.data, role: 'following', roleSinceMs: startedAtMs, serviceUrl: address.origin }
        : event
    },
  })
  return { serve: (window) => forwarder.serve(window), stop: async () => forwarder.stop() }
}

let running: Promise<RunningCore> | undefined

parentPort.on('message', ({ data, ports }: { data: ToCore; ports: Electron.MessagePortMain[] }) => {
  const port = ports[0]
  if (data.type === 'start' && !running) {
    running = data.serviceUrl === undefined ? startEmbedded(data) : Promise.resolve(startFollowing(data.serviceUrl))
    running.then(
      () => tell({ type: 'ready' }),
      (error: unknown) => {
        log.error({ err: error, dataDir: join(data.dataDir) }, 'the core could not start')
        tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
      },
    )
  } else if (data.type === 'ping') {
    tell({ type: 'pong' })
  } else if (data.type === 'connect' && port) {
    void running?.then((core) => core.serve(messagePortTransport(port)))
  } else if (data.type === 'stop') {
    void (running ?? Promise.resolve(undefined))
      .then((core) => core?.stop())
      .catch((error: unknown) => log.error({ err: error }, 'the core did not stop in good order'))
      .then(() => {
        tell({ type: 'stopped' })
        process.exit(0)
      })
  }
})
