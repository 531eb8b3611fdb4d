import { parseArgs } from 'node:util'
import { chooseDeviceDoor } from '../core/seat/chooseDeviceDoor'
import type { DeviceHttp } from '../core/seat/CoreOptions'

/** What the service was started with. Secrets come by environment, never by the command line, where every process could read them. */
export interface ServiceOptions {
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** Address of the site's broker; without one the embedded broker runs on `brokerPort` of loopback. */
  readonly brokerUrl?: string
  /** File with the authority that signed the broker's certificate, PEM. */
  readonly brokerCaFile?: string
  /** JSON file with mappings of plain JSON topics to devices; for a broker of the site. */
  readonly mappingsFile?: string
  readonly brokerPort: number
  /** Door of the embedded broker for devices that show a certificate. */
  readonly brokerTls?: { readonly host: string; readonly port: number }
  /** Door for devices that speak HTTP(S). */
  readonly deviceHttp?: DeviceHttp
  readonly brokerUsername: string
  readonly brokerPassword: string
  /** District file to import into an empty registry. */
  readonly districtFile?: string
  readonly isDemo: boolean
  /** File with the secret that all seats share; without it `sync-secret` of the data folder, made at the first start. */
  readonly syncSecretFile?: string
  /** The secret itself. */
  readonly syncSecret?: string
  /** Files of the certificate and its key, PEM. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string }
  /** JSON file with the OPC UA servers of the site. */
  readonly opcUaFile?: string
  /** JSON file with the links that speak described protocols. */
  readonly framesFile?: string
  readonly backup?: { readonly folder: string; readonly everyMinutes: number; readonly passphrase: string }
  /** PostgreSQL for the history, without its password. */
  readonly historyDatabase?: { readonly url: string; readonly password?: string }
  /** JSON file that says how long history is kept. */
  readonly retentionFile?: string
  readonly logLevel: LogLevel
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

/** Said to the person who started the service, before it ends. */
export class BadOption extends Error {}

export const usage = `chengtai-service [options]            (environment: CHENGTAI_…)
  --data DIR             data folder                              DATA, default ./chengtai-data
  --listen HOST:PORT     address of HTTP and WebSocket            LISTEN, default 127.0.0.1:8765
  --broker URL           broker of the site, mqtt:// or mqtts://  BROKER; without one the embedded broker runs
  --broker-ca FILE       authority of its certificate, PEM        BROKER_CA
  --mappings FILE        plain JSON topics to devices, JSON       MAPPINGS, with --broker
  --broker-port PORT     port of the embedded broker              BROKER_PORT, default 1883
  --broker-tls HOST:PORT its door for certificates                BROKER_TLS; not open without
  --device-https HOST:PORT door for devices that speak HTTPS      DEVICE_HTTPS; not open without
  --device-http HOST:PORT  the same without TLS, on loopback only  DEVICE_HTTP
  --district FILE        district to import when there is none    DISTRICT
  --demo                 the demo district and its people
  --tls-cert FILE        certificate, PEM                         TLS_CERT
  --tls-key FILE         its key, PEM                             TLS_KEY
  --sync-secret FILE     secret that consoles share               SYNC_SECRET_FILE, default DATA/sync-secret
  --opcua FILE           OPC UA servers of the site, JSON         OPCUA
  --frames FILE          links of described protocols, JSON       FRAMES
  --backup DIR           folder of the backups, made on schedule  BACKUP; passphrase in CHENGTAI_BACKUP_PASSPHRASE
  --backup-every MIN     minutes between two backups              BACKUP_EVERY, default 60
  --history-database URL postgres://USER@HOST:PORT/DATABASE       HISTORY_DATABASE; password in CHENGTAI_HISTORY_PASSWORD
  --retention FILE       how long history is kept, JSON           RETENTION
  --log-level LEVEL      ${logLevels.join(' ')}   LOG_LEVEL, default info
  CHENGTAI_BROKER_USER, CHENGTAI_BROKER_PASSWORD  name and password at the broker
  CHENGTAI_SYNC_SECRET                            the secret itself, where no file is wanted`

/**
 * Reads command line and environment; the command line counts first.
 *
 * @param argv without the program's name
 * @throws BadOption with a sentence for the person who started the service
 */
export function readOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ServiceOptions {
  const values = parse(argv)
  const read = (option: Exclude<keyof typeof values, 'demo' | 'sync-secret'>) => {
    const value = values[option] ?? environment[`CHENGTAI_${option.toUpperCase().replaceAll('-', '_')}`]
    return value === '' ? undefined : value
  }
  const brokerUrl = read('broker')
  if (brokerUrl !== undefined && !/^mqtts?:\/\/[^/]+\/?$/.test(brokerUrl))
    throw new BadOption(`--broker needs mqtt://host:port or mqtts://host:port, not "${brokerUrl}"`)
  const districtFile = read('district')
  const brokerCaFile = read('broker-ca')
  const mappingsFile = read('mappings')
  if (mappingsFile !== undefined && brokerUrl === undefined)
    throw new BadOption('--mappings goes with --broker: the embedded broker takes the thing-model dialect only')
  const syncSecretFile = values['sync-secret'] ?? environment['CHENGTAI_SYNC_SECRET_FILE']
  const syncSecret = environment['CHENGTAI_SYNC_SECRET']
  const brokerTls = read('broker-tls')
  if (brokerTls !== undefined && brokerUrl !== undefined)
    throw new BadOption('--broker-tls opens a door of the embedded broker: it does not go with --broker')
  const [https, http] = [read('device-https'), read('device-http')]
  const deviceHttp = chooseDeviceDoor(
    https === undefined ? undefined : readAddress(https, '--device-https'),
    http === undefined ? undefined : readAddress(http, '--device-http'),
  )
  if (deviceHttp && 'fault' in deviceHttp) throw new BadOption(deviceHttp.fault)
  const opcUaFile = read('opcua')
  const framesFile = read('frames')
  const backup = readBackup(read('backup'), read('backup-every'), environment['CHENGTAI_BACKUP_PASSPHRASE'])
  const historyDatabase = readDatabase(read('history-database'), environment['CHENGTAI_HISTORY_PASSWORD'])
  const retentionFile = read('retention')
  const tls = readTls(read('tls-cert'), read('tls-key'))
  return {
    ...readAddress(read('listen') ?? '127.0.0.1:8765', '--listen'),
    dataDir: read('data') ?? 'chengtai-data',
    brokerPort: readPort(read('broker-port') ?? '1883', '--broker-port'),
    brokerUsername: environment['CHENGTAI_BROKER_USER'] ?? '',
    brokerPassword: environment['CHENGTAI_BROKER_PASSWORD'] ?? '',
    isDemo: values.demo === true || environment['CHENGTAI_DEMO'] === '1',
    logLevel: readLogLevel(read('log-level') ?? 'info'),
    ...(brokerUrl !== undefined && { brokerUrl }),
    ...(brokerTls !== undefined && { brokerTls: readAddress(brokerTls, '--broker-tls') }),
    ...(deviceHttp && { deviceHttp }),
    ...(brokerCaFile !== undefined && { brokerCaFile }),
    ...(mappingsFile !== undefined && { mappingsFile }),
    ...(districtFile !== undefined && { districtFile }),
    ...(syncSecretFile !== undefined && syncSecretFile !== '' && { syncSecretFile }),
    ...(syncSecret !== undefined && syncSecret !== '' && { syncSecret }),
    ...(opcUaFile !== undefined && { opcUaFile }),
    ...(framesFile !== undefined && { framesFile }),
    ...(historyDatabase && { historyDatabase }),
    ...(retentionFile !== undefined && { retentionFile }),
    ...(backup && { backup }),
    ...(tls && { tls }),
  }
}

function readBackup(folder: string | undefined, every = '60', passphrase = ''): ServiceOptions['backup'] {
  if (folder === undefined) return undefined
  const everyMinutes = Number(every)
  if (!Number.isInteger(everyMinutes) || everyMinutes < 1 || everyMinutes > 10_080)
    throw new BadOption(`--backup-every needs minutes from 1 to 10080, not "${every}"`)
  if (passphrase.length < 12)
    throw new BadOption('--backup needs a passphrase of at least 12 characters in CHENGTAI_BACKUP_PASSPHRASE')
  return { folder, everyMinutes, passphrase }
}

function readDatabase(url: string | undefined, password: string | undefined): ServiceOptions['historyDatabase'] {
  if (url === undefined) return undefined
  if (!/^postgres(ql)?:\/\/[^\s:@/]+@[^\s@/]+\/[^\s@/]+$/.test(url))
    throw new BadOption(
      '--history-database needs postgres://USER@HOST:PORT/DATABASE, its password in CHENGTAI_HISTORY_PASSWORD',
    )
  return { url, ...(password !== undefined && password !== '' && { password }) }
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    const options = {
      data: text,
      listen: text,
      broker: text,
      'broker-ca': text,
      'broker-port': text,
      'broker-tls': text,
      'device-https': text,
      'device-http': text,
      mappings: text,
      district: text,
      demo: { type: 'boolean' },
      'tls-cert': text,
      'tls-key': text,
      'sync-secret': text,
      opcua: text,
      frames: text,
      backup: text,
      'backup-every': text,
      'history-database': text,
      retention: text,
      'log-level': text,
    } as const
    return parseArgs({ args: [...argv], options }).values
  } catch (error) {
    throw new BadOption(error instanceof Error ? error.message : String(error))
  }
}

function readPort(text: string, option: string): number {
  const port = Number(text)
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BadOption(`${option} needs a port from 0 to 65535, not "${text}"`)
  return port
}

function readAddress(text: string, option: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined || port === undefined) throw new BadOption(`${option} needs host:port, not "${text}"`)
  return { host, port: readPort(port, option) }
}

function readTls(certFile: string | undefined, keyFile: string | undefined) {
  if (certFile === undefined && keyFile === undefined) return undefined
  if (certFile === undefined || keyFile === undefined) throw new BadOption('--tls-cert and --tls-key go together')
  return { certFile, keyFile }
}

function readLogLevel(text: string): LogLevel {
  const level = logLevels.find((known) => known === text)
  if (level === undefined) throw new BadOption(`--log-level is one of ${logLevels.join(', ')}, not "${text}"`)
  return level
}
