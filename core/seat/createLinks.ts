import { hostname } from 'node:os'
import { join } from 'node:path'
import type { LinkReport, SiteConnector, SiteDirectory } from '../../connectors/site'
import { createEmbeddedBroker, type EmbeddedBroker } from '../../connectors/mqtt/createEmbeddedBroker'
import { createEmbeddedConnector } from '../../connectors/mqtt/createEmbeddedConnector'
import { createMqttConnector } from '../../connectors/mqtt/createMqttConnector'
import { PlainMapping } from '../../connectors/mqtt/options'
import { type CodecShelf, createFramesConnector } from '../../connectors/frames/createFramesConnector'
import { FramesOptions, type Wire } from '../../connectors/frames/options'
import { createHttpConnector } from '../../connectors/http/createHttpConnector'
import { createOpcUaConnector } from '../../connectors/opcua/createOpcUaConnector'
import { OpcUaOptions } from '../../connectors/opcua/options'
import type { DoorKeys, TlsDoor } from '../../connectors/mqtt/openTlsDoor'
import type { LinkState, SeatId } from '../../domain/contract'
import type { Access } from '../access/createAccess'
import type { Refusals } from '../iot/Refusals'
import type { BrokerChoice, DeviceHttp } from './CoreOptions'
import type { SiteSwitch } from './createSiteSwitch'
import { readListFile } from './readListFile'

/** The ways to the site, as the status bar tells of them. */
export interface Links {
  readonly connectors: readonly SiteConnector[]
  readonly brokerUrl: string | undefined
  /** Connects; from now on messages come in. Once. */
  start(): void
  states(): LinkState[]
  /** The embedded broker's doors; `undefined` where the site has a broker of its own. */
  doors(): Doors | undefined
  stop(): Promise<void>
}

/** Where devices come in. */
export interface Doors {
  readonly url: string
  /** With certificates, where it was asked for; `reason` when it could not be opened. */
  readonly tls?: { readonly url?: string; readonly reason?: string }
  readonly devicesConnected: number
}

/** The link to the broker, over which handsets are reached; servers have the ids of their file. */
const LINK_ID = 'site'

/** The door of devices that speak HTTP. */
const HTTP_ID = 'https'
const reserved: ReadonlySet<string> = new Set([LINK_ID, HTTP_ID])
const isFree = ({ id }: { id: string }): boolean => !reserved.has(id)

/** A server as its file describes it; our certificates for it lie in the seat's data folder. */
const isTaken = `${LINK_ID} is the broker, ${HTTP_ID} the door of devices`
const OpcUaServer = OpcUaOptions.omit({ pkiFolder: true }).refine(isFree, isTaken)

const FramesLink = FramesOptions.refine(isFree, isTaken)

const addressOf = (wire: Wire): string =>
  `${wire.kind === 'udp' ? 'udp' : wire.kind === 'tcpServer' ? 'tcp-listen' : 'tcp'}://${wire.host}:${wire.port}`

export interface LinksParts {
  broker: BrokerChoice
  deviceHttp: DeviceHttp | undefined
  /** JSON file with the OPC UA servers of the site. */
  opcUaFile: string | undefined
  /** JSON file with the links that speak described protocols. */
  framesFile: string | undefined
  codecs: CodecShelf
  dataDir: string
  seatId: SeatId
  directory: SiteDirectory
  site: SiteSwitch
  refusals: Refusals
  access: Access
  now: () => number
  onTurnedAway: (clientId: string, reason: string) => void
}

interface Link {
  connector: SiteConnector
  protocol: LinkState['protocol']
  /** As it is known by then. */
  address: () => string
}

/**
 * Starts the embedded broker where none is named, and makes the links to broker and servers. Nothing comes in before `start`.
 *
 * @throws Refused `badRequest` when a file that describes them is not sound
 */
export async function createLinks(parts: LinksParts): Promise<Links> {
  const { broker, dataDir, directory, site, now } = parts
  const setupOf = (id: string) => ({
    directory,
    sink: site.sinkFor(id),
    now,
    random: Math.random,
    signatures: parts.access.signatures,
  })
  const servers = parts.opcUaFile === undefined ? [] : await readListFile(parts.opcUaFile, OpcUaServer)
  const embedded =
    broker.kind === 'embedded'
      ? await createEmbeddedBroker({
          port: broker.port,
          // Without credentials from outside nobody can come in.
          credentials:
            broker.username === ''
              ? []
              : [{ username: broker.username, password: broker.password, role: 'site' as const }],
          gate: parts.access.gate(LINK_ID),
          onTurnedAway: parts.onTurnedAway,
        })
      : undefined
  const tls = embedded && broker.kind === 'embedded' && broker.tls ? openTls(embedded, broker.tls, parts) : undefined
  const toServers = servers.map((server): Link => {
    const pkiFolder = join(dataDir, 'pki', server.id)
    return {
      connector: createOpcUaConnector({ ...server, pkiFolder }, setupOf(server.id)),
      protocol: 'opcua',
      address: () => server.url,
    }
  })
  const described = parts.framesFile === undefined ? [] : await readListFile(parts.framesFile, FramesLink)
  const toFrames = described.map((each): Link => ({
    connector: createFramesConnector(each, { ...setupOf(each.id), codecs: parts.codecs }),
    protocol: 'frames',
    address: () => addressOf(each.wire),
  }))
  const door = parts.deviceHttp && openDoor(parts.deviceHttp, parts, setupOf(HTTP_ID))
  const links = [
    await linkToBroker(parts, embedded, setupOf(LINK_ID)),
    ...(door ? [door] : []),
    ...toServers,
    ...toFrames,
  ]
  const watches = links.map((link) => watch(link, parts))
  let isStarted = false

  return {
    connectors: links.map(({ connector }) => connector),
    brokerUrl: embedded?.url,
    start() {
      if (isStarted) return
      isStarted = true
      for (const { connector } of links) connector.start()
    },
    doors: () =>
      embedded && {
        url: embedded.url,
        devicesConnected: embedded.devicesConnected(),
        ...(tls && { tls: tls.told }),
      },
    states: () => watches.map((state) => state()),
    async stop() {
      await tls?.stop()
      await Promise.all(links.map(({ connector }) => connector.stop()))
      await embedded?.stop()
    },
  }
}

interface OpenDoor {
  told: NonNullable<Doors['tls']>
  stop(): Promise<void>
}

/**
 * Opens the door with certificates, while the seat starts: making its keys takes seconds the first time. One that cannot be opened is told of, and the seat runs
 * without it.
 */
function openTls(
  embedded: EmbeddedBroker,
  { host, port }: { host: string; port: number },
  { access: { certificates }, onTurnedAway }: LinksParts,
): OpenDoor {
  const keysNow = () => doorKeys(certificates, host)
  const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
  let stopWatching: () => void = () => {}
  const opening = keysNow()
    .then((keys) => embedded.openTls({ host, port, keys }))
    .then(
      (door: TlsDoor) => {
        tls.told = { url: `mqtts://${host}:${door.port}` }
        stopWatching = certificates.onAuthoritiesChanged(() => {
          keysNow().then(
            (keys) => door.changeKeys(keys),
            (error: unknown) => onTurnedAway('', reasonOf(error)),
          )
        })
      },
      (error: unknown) => {
        tls.told = { reason: reasonOf(error) }
      },
    )
  const tls: OpenDoor = {
    told: {},
    async stop() {
      await opening
      stopWatching()
    },
  }
  return tls
}

const doorKeys = async (certificates: Access['certificates'], host: string): Promise<DoorKeys> => ({
  ...(await certificates.serverKeys(hostsOf(host))),
  authorities: certificates.authorities(),
})

/** The door of devices that speak HTTP: with TLS it shows the same certificate as the broker's. */
function openDoor(
  { host, port, isTls }: DeviceHttp,
  { access, onTurnedAway }: LinksParts,
  setup: Parameters<typeof createMqttConnector>[1],
): Link {
  const { certificates } = access
  const connector = createHttpConnector(
    { id: HTTP_ID, host, port },
    {
      ...setup,
      gate: access.gate(HTTP_ID),
      onTurnedAway,
      ...(isTls && {
        tls: {
          keys: () => doorKeys(certificates, host),
          onChanged: (listener) => certificates.onAuthoritiesChanged(listener),
        },
      }),
    },
  )
  return {
    connector,
    protocol: 'http',
    address: () => connector.url ?? `${isTls ? 'https' : 'http'}://${host}:${port}`,
  }
}

/** What devices may call this machine when they check its certificate. */
const hostsOf = (host: string): string[] => [
  ...new Set([host === '0.0.0.0' || host === '::' ? hostname() : host, hostname(), 'localhost', '127.0.0.1']),
]

async function linkToBroker(
  { broker, seatId }: LinksParts,
  embedded: EmbeddedBroker | undefined,
  setup: Parameters<typeof createMqttConnector>[1],
): Promise<Link> {
  if (broker.kind === 'embedded') {
    if (!embedded) throw new Error('the embedded broker was not started')
    return {
      connector: createEmbeddedConnector(LINK_ID, embedded, setup),
      protocol: 'mqtt',
      address: () => embedded.url,
    }
  }
  const connector = createMqttConnector(
    {
      id: LINK_ID,
      url: broker.url,
      clientId: `chengtai-${seatId}`,
      ...(broker.username === '' ? {} : { username: broker.username, password: broker.password }),
      ...(broker.ca === undefined ? {} : { tls: { ca: broker.ca } }),
      mappings: broker.mappingsFile === undefined ? [] : await readListFile(broker.mappingsFile, PlainMapping),
    },
    setup,
  )
  return { connector, protocol: 'mqtt', address: () => broker.url }
}

/** Follows a link. @returns what is to be told of it now */
function watch({ connector, protocol, address }: Link, { site, refusals, now }: LinksParts): () => LinkState {
  const { id } = connector
  let report: LinkReport = { state: 'connecting' }
  let sinceMs = now()
  let timesUp = 0
  let lastError: LinkState['lastError']
  const rate = createRate(now)
  connector.onLink((next) => {
    if (next.state !== report.state) {
      sinceMs = now()
      if (next.state === 'up') timesUp += 1
    }
    if (next.reason !== undefined && next.isStopped !== true)
      lastError = { reason: next.reason.slice(0, 500), atMs: now() }
    report = next
    site.setLink(id, next.state === 'up')
  })
  return () => {
    const { messages, lastMessageAtMs } = site.countsOf(id)
    const roundTripMs = connector.roundTripMs?.()
    return {
      id,
      protocol,
      address: address(),
      state: report.state,
      sinceMs,
      ...(report.reason === undefined ? {} : { reason: report.reason }),
      messages,
      refused: refusals.ofLink(id),
      ...(lastMessageAtMs === undefined ? {} : { lastMessageAtMs }),
      messagesPerS: rate(messages),
      reconnects: Math.max(0, timesUp - 1),
      ...(roundTripMs === undefined ? {} : { roundTripMs }),
      ...(lastError && { lastError }),
    }
  }
}

/** Over how long a rate is taken, ms. */
const rateOverMs = 2_000

/** @returns told the count so far, how much a second it grew lately */
function createRate(now: () => number): (count: number) => number {
  let from = { count: 0, atMs: now() }
  let perS = 0
  return (count) => {
    const passedMs = now() - from.atMs
    if (passedMs >= rateOverMs || passedMs < 0) {
      perS = passedMs > 0 ? Math.round(((count - from.count) * 10_000) / passedMs) / 10 : 0
      from = { count, atMs: now() }
    }
    return perS
  }
}
