import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { readRetention } from '../core/history/readRetention'
import { createCore } from '../core/seat/createCore'
import { isLoopback } from '../core/seat/demoSecret'
import { outliveRejections } from '../core/seat/outliveRejections'
import { defaultScope } from '../domain/seat/scope'
import { version } from '../package.json'
import { createService } from './createService'
import { readInstallationSecret } from './readInstallationSecret'
import { BadOption, readOptions, usage } from './options'
import type { ServiceOptions } from './options'

// Entry of `chengtai-service`: reads what it was started with, runs core and service, and stops them in good order.

/** How long a stop may take before the process ends anyway: what is saved is saved, a supervisor must not wait for a peer. */
const stopMs = 10_000
/** Beside the bundle, `out/service/service.cjs`. */
const rendererDir = fileURLToPath(new URL('../renderer', import.meta.url))

async function run(options: ServiceOptions): Promise<void> {
  const log = pino({ name: 'chengtai-service', level: options.logLevel })
  outliveRejections(process, log)
  const { brokerUrl, brokerUsername: username, brokerPassword: password, districtFile, host, port } = options
  const core = await createCore({
    dataDir: options.dataDir,
    seatName: hostname(),
    version,
    isDemo: options.isDemo,
    broker:
      brokerUrl === undefined
        ? {
            kind: 'embedded',
            port: options.brokerPort,
            username,
            password,
            ...(options.brokerTls && { tls: options.brokerTls }),
          }
        : {
            kind: 'external',
            url: brokerUrl,
            username,
            password,
            ...(options.mappingsFile !== undefined && { mappingsFile: options.mappingsFile }),
            ...(options.brokerCaFile !== undefined && { ca: readFileSync(options.brokerCaFile, 'utf8') }),
          },
    ...(options.deviceHttp && { deviceHttp: options.deviceHttp }),
    network: {
      kind: 'service',
      secret: await readInstallationSecret(options, log),
      peers: [],
      rank: 0,
      scope: defaultScope,
    },
    log,
    ...(options.opcUaFile !== undefined && { opcUaFile: options.opcUaFile }),
    ...(options.framesFile !== undefined && { framesFile: options.framesFile }),
    ...(options.historyDatabase && { historyDatabase: options.historyDatabase }),
    ...(options.retentionFile !== undefined && {
      retention: readRetention(readFileSync(options.retentionFile, 'utf8')),
    }),
    ...(options.backup && {
      backup: {
        folder: options.backup.folder,
        passphrase: options.backup.passphrase,
        everyMs: options.backup.everyMinutes * 60_000,
      },
    }),
    ...(districtFile !== undefined && { districtFile }),
  })
  const tls = options.tls && {
    cert: readFileSync(options.tls.certFile, 'utf8'),
    key: readFileSync(options.tls.keyFile, 'utf8'),
  }
  const service = await createService({ core, host, port, rendererDir, log, now: Date.now, ...(tls && { tls }) })
  if (!tls && !isLoopback(host))
    log.warn({ host }, 'passwords cross the network in clear: give --tls-cert and --tls-key')
  log.info({ url: service.url, data: join(options.dataDir) }, 'ready')

  let isStopping = false
  const stop = (signal: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), stopMs).unref()
    service
      .stop()
      .then(() => core.stop())
      .then(() => log.info('stopped'))
      .catch((error: unknown) => {
        log.error({ err: error }, 'the stop was not clean')
        process.exitCode = 1
      })
      .finally(() => process.exit())
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
}

try {
  const argv = process.argv.slice(2)
  if (argv.includes('--help')) console.log(usage)
  else
    run(readOptions(argv, process.env)).catch((error: unknown) => {
      console.error(error)
      process.exit(1)
    })
} catch (error) {
  if (!(error instanceof BadOption)) throw error
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}
