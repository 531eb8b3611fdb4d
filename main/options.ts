import { parseArgs } from 'node:util'
import { chooseDeviceDoor } from '../core/seat/chooseDeviceDoor'
import type { DeviceHttp } from '../core/seat/CoreOptions'
import { type EmergencyScope, PlotId } from '../domain/contract'
import { LayoutPost } from '../layouts'

/** What the console was started with. Credentials come by environment, never by the command line, where every process could read them. */
export interface ConsoleOptions {
  isDemo: boolean
  /** District file to import into an empty registry. */
  districtFile?: string
  /** Address of the service to follow; without one the console leads by itself. */
  serviceUrl?: string
  /** PEM file of the authority that signed the certificates of service and consoles. */
  serviceCaFile?: string
  /** Addresses of other consoles, with whom it goes on when the service is away. */
  peerUrls: string[]
  /** Where other consoles reach this one. */
  listen?: { host: string; port: number }
  /** Among consoles without their service the smallest drives. */
  rank: number
  /** What is driven while the service is away; without it the default. */
  scope?: EmergencyScope
  /** File with the secret that all seats of the installation share; without it `CHENGTAI_SYNC_SECRET`. */
  syncSecretFile?: string
  /** Address of the site's broker; without one the core starts the embedded broker. */
  brokerUrl?: string
  /** JSON file with mappings of plain JSON topics to devices; for a broker of the site. */
  mappingsFile?: string
  /** Port of the embedded broker on this machine; 0 lets the system choose. */
  brokerPort: number
  /** Door of the embedded broker for devices that show a certificate. */
  brokerTls?: { host: string; port: number }
  /** Door for devices that speak HTTP(S). */
  deviceHttp?: DeviceHttp
  /** JSON file with the OPC UA servers of the site. */
  opcUaFile?: string
  /** JSON file with the links that speak described protocols. */
  framesFile?: string
  /** Folder of the backups of this seat; the passphrase comes by `CHENGTAI_BACKUP_PASSPHRASE`. */
  backupDir?: string
  /** Minutes between two backups. */
  backupEveryMinutes: number
  userDataDir?: string
  /** Folder for exported stories; the documents folder without. */
  exportsDir?: string
  /** Plain windows instead of full-screen ones: for working on the product itself. */
  isWindowed: boolean
  /** Closed mode: full screen, and left only by somebody who may. */
  isKiosk: boolean
  /** For whom this desk stands whoever works at it: `wall` for a wall. */
  post?: LayoutPost
  /** Maps in plan, drawn by the processor: for a machine without a graphics card, or reached over a remote desktop. */
  isPlainMap: boolean
  /** Only watch over a console that is started as a child with the same options, and start it again when it dies. */
  isSupervisor: boolean
}

/** Said to the person who started the console, before it ends. */
export class BadOption extends Error {}

const url = (text: string, protocols: readonly string[], option: string): string => {
  const parsed = tryUrl(text)
  if (!parsed || !protocols.includes(parsed.protocol))
    throw new BadOption(
      `--${option} needs an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}, not "${text}"`,
    )
  return text
}

const webAddresses = ['ws:', 'wss:', 'http:', 'https:']

const wholeNumber = (text: string, max: number, option: string): number => {
  const number = Number(text)
  if (text.trim() === '' || !Number.isInteger(number) || number < 0 || number > max)
    throw new BadOption(`--${option} needs a number from 0 to ${max}, not "${text}"`)
  return number
}

const address = (text: string, option: string): { host: string; port: number } => {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text) ?? []
  const host = bracketed ?? plain
  if (host === undefined || port === undefined) throw new BadOption(`--${option} needs host:port, not "${text}"`)
  return { host, port: wholeNumber(port, 65_535, option) }
}

/** `fire,security,plot:YG`: systems or families of them, and plots; `all` for everything. */
const readScope = (text: string): EmergencyScope => {
  const words = text.split(',').map((word) => word.trim())
  if (words.includes('')) throw new BadOption(`--scope needs systems and plots, not "${text}"`)
  const plots = words.filter((word) => word.startsWith('plot:')).map((word) => word.slice('plot:'.length))
  return {
    systems: words.filter((word) => word !== 'all' && !word.startsWith('plot:')),
    plots: plots.map((plot) => PlotId.parse(plot)),
  }
}

const readPost = (text: string): LayoutPost => {
  const post = LayoutPost.safeParse(text)
  if (!post.success) throw new BadOption(`--post needs one of ${LayoutPost.options.join(', ')}, not "${text}"`)
  return post.data
}

const tryUrl = (text: string): URL | undefined => {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/**
 * Reads the command line. Chromium's own switches pass by unread; ours that are malformed are told, never guessed.
 *
 * @throws BadOption with a sentence for the person who started the console
 */
export function readOptions(argv: readonly string[]): ConsoleOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      demo: { type: 'boolean' },
      district: { type: 'string' },
      service: { type: 'string' },
      'service-ca': { type: 'string' },
      peer: { type: 'string', multiple: true },
      listen: { type: 'string' },
      rank: { type: 'string' },
      scope: { type: 'string' },
      'sync-secret': { type: 'string' },
      broker: { type: 'string' },
      'broker-port': { type: 'string' },
      'broker-tls': { type: 'string' },
      'device-https': { type: 'string' },
      'device-http': { type: 'string' },
      mappings: { type: 'string' },
      opcua: { type: 'string' },
      frames: { type: 'string' },
      backup: { type: 'string' },
      'backup-every': { type: 'string' },
      'user-data': { type: 'string' },
      exports: { type: 'string' },
      windowed: { type: 'boolean' },
      'plain-map': { type: 'boolean' },
      kiosk: { type: 'boolean' },
      post: { type: 'string' },
      supervise: { type: 'boolean' },
    },
  })
  const text = (name: string): string | undefined => {
    const value = values[name]
    if (value === undefined) return undefined
    if (typeof value !== 'string' || value === '') throw new BadOption(`--${name} needs a value`)
    return value
  }
  const district = text('district')
  const service = text('service')
  const broker = text('broker')
  const mappings = text('mappings')
  if (mappings !== undefined && broker === undefined)
    throw new BadOption('--mappings goes with --broker: the embedded broker takes the thing-model dialect only')
  const brokerTls = text('broker-tls')
  if (brokerTls !== undefined && broker !== undefined)
    throw new BadOption('--broker-tls opens a door of the embedded broker: it does not go with --broker')
  const [https, http] = [text('device-https'), text('device-http')]
  const deviceHttp = chooseDeviceDoor(
    https === undefined ? undefined : address(https, 'device-https'),
    http === undefined ? undefined : address(http, 'device-http'),
  )
  if (deviceHttp && 'fault' in deviceHttp) throw new BadOption(deviceHttp.fault)
  const opcUa = text('opcua')
  const frames = text('frames')
  const backup = text('backup')
  const serviceCa = text('service-ca')
  const listen = text('listen')
  const scope = text('scope')
  const syncSecret = text('sync-secret')
  const peers = [values['peer'] ?? []].flat()
  const userData = text('user-data')
  const exportsDir = text('exports')
  const post = text('post')
  if (values['kiosk'] === true && values['windowed'] === true)
    throw new BadOption('--kiosk and --windowed exclude each other')
  return {
    isDemo: values['demo'] === true,
    brokerPort: wholeNumber(text('broker-port') ?? '0', 65_535, 'broker-port'),
    isWindowed: values['windowed'] === true,
    isPlainMap: values['plain-map'] === true,
    isKiosk: values['kiosk'] === true,
    isSupervisor: values['supervise'] === true,
    peerUrls: peers.map((peer) => url(String(peer), webAddresses, 'peer')),
    backupEveryMinutes: Math.max(1, wholeNumber(text('backup-every') ?? '60', 10_080, 'backup-every')),
    ...(opcUa === undefined ? {} : { opcUaFile: opcUa }),
    ...(frames === undefined ? {} : { framesFile: frames }),
    ...(backup === undefined ? {} : { backupDir: backup }),
    rank: wholeNumber(text('rank') ?? '100', 1_000_000, 'rank'),
    ...(serviceCa === undefined ? {} : { serviceCaFile: serviceCa }),
    ...(listen === undefined ? {} : { listen: address(listen, 'listen') }),
    ...(scope === undefined ? {} : { scope: readScope(scope) }),
    ...(syncSecret === undefined ? {} : { syncSecretFile: syncSecret }),
    ...(district === undefined ? {} : { districtFile: district }),
    ...(service === undefined ? {} : { serviceUrl: url(service, webAddresses, 'service') }),
    ...(brokerTls === undefined ? {} : { brokerTls: address(brokerTls, 'broker-tls') }),
    ...(deviceHttp && { deviceHttp }),
    ...(broker === undefined ? {} : { brokerUrl: url(broker, ['mqtt:', 'mqtts:'], 'broker') }),
    ...(mappings === undefined ? {} : { mappingsFile: mappings }),
    ...(userData === undefined ? {} : { userDataDir: userData }),
    ...(post === undefined ? {} : { post: readPost(post) }),
    ...(exportsDir === undefined ? {} : { exportsDir }),
  }
}
