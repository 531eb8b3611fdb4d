import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { LinkReport, SiteConnector, SiteDirectory } from '../../connectors/site'
import { createEmbeddedBroker, type EmbeddedBroker } from '../../connectors/mqtt/createEmbeddedBroker'
import { createEmbeddedConnector } from '../../connectors/mqtt/createEmbeddedConnector'
import { createMqttConnector } from '../../connectors/mqtt/createMqttConnector'
import { PlainMapping } from '../../connectors/mqtt/options'
import { type LinkState, Refused, type SeatId } from '../../domain/contract'
import type { Refusals } from '../iot/Refusals'
import type { BrokerChoice } from './CoreOptions'
import type { SiteSwitch } from './createSiteSwitch'

/** The ways to the site, as the status bar tells of them. */
export interface Links {
  readonly connectors: readonly SiteConnector[]
  readonly brokerUrl: string | undefined
  /** Connects; from now on messages come in. Once. */
  start(): void
  states(): LinkState[]
  stop(): Promise<void>
}

/** One link for now: the site's broker. */
const LINK_ID = 'site'

/** Starts the embedded broker where none is named, and makes the link to the broker. Nothing comes in before `start`. */
export async function createLinks(parts: {
  broker: BrokerChoice
  seatId: SeatId
  directory: SiteDirectory
  site: SiteSwitch
  refusals: Refusals
  now: () => number
  onTurnedAway: (clientId: string, reason: string) => void
}): Promise<Links> {
  const { broker, seatId, site, now } = parts
  const setup = { directory: parts.directory, sink: site.sinkFor(LINK_ID), now, random: Math.random }
  let embedded: EmbeddedBroker | undefined
  let connector: SiteConnector
  if (broker.kind === 'embedded') {
    // Without credentials from outside nobody can come in.
    const credentials =
      broker.username === '' ? [] : [{ username: broker.username, password: broker.password, role: 'site' as const }]
    embedded = await createEmbeddedBroker({ port: broker.port, credentials, onTurnedAway: parts.onTurnedAway })
    connector = createEmbeddedConnector(LINK_ID, embedded, setup)
  } else {
    connector = createMqttConnector(
      {
        id: LINK_ID,
        url: broker.url,
        clientId: `chengtai-${seatId}`,
        ...(broker.username === '' ? {} : { username: broker.username, password: broker.password }),
        ...(broker.ca === undefined ? {} : { tls: { ca: broker.ca } }),
        mappings: broker.mappingsFile === undefined ? [] : await readMappings(broker.mappingsFile),
      },
      setup,
    )
  }
  const address = broker.kind === 'embedded' ? (embedded?.url ?? '') : broker.url
  let report: LinkReport = { state: 'connecting' }
  let sinceMs = now()
  let isStarted = false
  connector.onLink((next) => {
    if (next.state !== report.state) sinceMs = now()
    report = next
    site.setLink(LINK_ID, next.state === 'up')
  })

  return {
    connectors: [connector],
    brokerUrl: embedded?.url,
    start() {
      if (isStarted) return
      isStarted = true
      connector.start()
    },
    states() {
      const counts = site.countsOf(LINK_ID)
      return [
        {
          id: LINK_ID,
          protocol: 'mqtt',
          address,
          state: report.state,
          sinceMs,
          ...(report.reason === undefined ? {} : { reason: report.reason }),
          messages: counts.messages,
          refused: parts.refusals.ofLink(LINK_ID),
          ...(counts.lastMessageAtMs === undefined ? {} : { lastMessageAtMs: counts.lastMessageAtMs }),
        },
      ]
    },
    async stop() {
      await connector.stop()
      await embedded?.stop()
    },
  }
}

/** @throws Refused `badRequest` when the file is no list of mappings; nothing of it is taken then */
async function readMappings(file: string): Promise<PlainMapping[]> {
  try {
    return z.array(PlainMapping).parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    throw new Refused(
      'badRequest',
      `${file} is no list of mappings: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
