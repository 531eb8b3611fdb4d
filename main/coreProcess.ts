import { hostname } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { messagePortTransport } from '../core/channel/messagePortTransport'
import type { Core } from '../core/seat/CoreOptions'
import { createCore } from '../core/seat/createCore'
import { outliveRejections } from '../core/seat/outliveRejections'
import { readNetwork } from './readNetwork'
import type { CoreStart, FromCore, ToCore } from './coreMessages'

// Entry of the console's utility process: one core for all windows of the seat. No Electron here but the port to main.

const { parentPort } = process
const log = pino({ name: 'core', level: process.env['CHENGTAI_LOG_LEVEL'] ?? 'info' })
outliveRejections(process, log)
const tell = (message: FromCore) => parentPort.postMessage(message)

const credentials = () => ({
  username: process.env['CHENGTAI_BROKER_USER'] ?? '',
  password: process.env['CHENGTAI_BROKER_PASSWORD'] ?? '',
})

async function startCore(start: CoreStart): Promise<Core> {
  const network = await readNetwork(start, process.env)
  return createCore({
    dataDir: start.dataDir,
    seatName: hostname(),
    version: start.version,
    isDemo: start.isDemo,
    ...(start.districtFile === undefined ? {} : { districtFile: start.districtFile }),
    broker: { ...start.broker, ...credentials() },
    ...(network && { network }),
    ...(start.deviceHttp && { deviceHttp: start.deviceHttp }),
    ...(start.opcUaFile === undefined ? {} : { opcUaFile: start.opcUaFile }),
    ...(start.framesFile === undefined ? {} : { framesFile: start.framesFile }),
    ...(start.backup && { backup: { ...start.backup, passphrase: process.env['CHENGTAI_BACKUP_PASSPHRASE'] ?? '' } }),
    ...(start.isDemo &&
      process.env['CHENGTAI_DEMO_DEVICES'] && { demoDevicesFile: process.env['CHENGTAI_DEMO_DEVICES'] }),
    onDistrictChanged: () => tell({ type: 'restart' }),
    ...(start.ticket === undefined ? {} : { ticket: start.ticket }),
    onTicket: (ticket) => tell({ type: 'ticket', ...(ticket === undefined ? {} : { ticket }) }),
    log,
  })
}

let running: Promise<Core> | undefined

parentPort.on('message', ({ data, ports }: { data: ToCore; ports: Electron.MessagePortMain[] }) => {
  const port = ports[0]
  if (data.type === 'start' && !running) {
    running = startCore(data)
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
    void running?.then((core) => core.connect(messagePortTransport(port), { isSeatShared: true }))
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
