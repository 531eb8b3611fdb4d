import type * as client from 'node-opcua-client'
import type { ClientSession, ClientSubscription, DataValue, OPCUAClient } from 'node-opcua-client'
import { Refused } from '../../domain/contract'
import type { HistoryPage, HistoryRequest, SiteCommand, SiteSink } from '../site'
import { conditionFilter, readEvent } from './conditionEvents'
import type { OpcUaOptions, ServiceMapping } from './options'
import { readHistory } from './readHistory'
import { runService } from './runService'
import type { MappedNode, SiteMap } from './SiteMap'
import type { StandingConditions } from './StandingConditions'
import { StandingValues } from './StandingValues'

type OpcUa = typeof client

export interface OpcUaLinkSetup {
  readonly options: OpcUaOptions
  readonly map: SiteMap
  /** Outlives the connection. */
  readonly conditions: StandingConditions
  readonly sink: SiteSink
  /** UTC ms. */
  readonly now: () => number
  onUp(): void
  /** Once, however it ends. */
  onEnd(reason: string): void
}

/** The server tells at least that it lives after so many publishing periods without news. */
const periodsPerKeepAlive = 3
/** So many signs of life that did not come end the link: a stopped server keeps its socket open. */
const silentKeepAlives = 8 / periodsPerKeepAlive
/** A server may answer slowly; one that takes longer is not there. */
const connectTimeoutMs = 10_000
const sessionTimeoutMs = 20_000
const itemsPerRequest = 500
/** Values of one node that the server keeps for us between two notifications. */
const queueSize = 20

/** Nodes of the standard's own namespace. */
const serverObject = 'i=2253'
const conditionType = 'i=2782'
const conditionRefresh = 'i=3875'
const currentTime = 'i=2258'
/** How often the server says what time it has, ms. Its notifications bear a time too, which not every server sets. */
const clockPeriodMs = 1_000

/** One connection to a server, from its opening to its end. */
export class OpcUaLink {
  #client: OPCUAClient | undefined
  #session: ClientSession | undefined
  #isOver = false
  #watch: NodeJS.Timeout | undefined
  /** Looks since the server was heard: counted, not read from a clock, so that neither a clock that jumps nor a machine that slept ends the link. */
  #silentLooks = 0
  #mostSilentLooks = silentKeepAlives * periodsPerKeepAlive
  readonly #values: StandingValues

  constructor(private readonly setup: OpcUaLinkSetup) {
    const { options, sink, now } = setup
    const monotonicMs = () => performance.now()
    this.#values = new StandingValues({
      linkId: options.id,
      sink,
      now,
      monotonicMs,
      publishingMs: options.publishingMs,
    })
    void this.#open().catch((error: unknown) => this.#end(error instanceof Error ? error.message : String(error)))
  }

  async stop(): Promise<void> {
    this.#isOver = true
    clearInterval(this.#watch)
    await this.#close()
  }

  async run(command: SiteCommand, service: ServiceMapping): Promise<void> {
    const session = this.#livingSession()
    const answer = await runService(await load(), session, command, service)
    const { commandId, device } = command
    this.setup.sink.answer({ commandId, device, ...answer, atMs: this.setup.now() })
  }

  async readHistory(request: HistoryRequest): Promise<HistoryPage> {
    const nodes = this.setup.map.nodes.filter(({ device }) => device.index === request.device.index)
    return readHistory(this.#livingSession(), nodes, request)
  }

  #livingSession(): ClientSession {
    if (!this.#session || this.#isOver) throw new Refused('linkDown', 'no link to the server')
    return this.#session
  }

  async #open(): Promise<void> {
    const { options } = this.setup
    const [opcua, { OPCUACertificateManager }] = await Promise.all([load(), import('node-opcua-certificate-manager')])
    const isSecure = options.security !== 'None'
    const client = opcua.OPCUAClient.create({
      applicationName: 'Chengtai',
      endpointMustExist: false,
      // Coming back is the connector's: a new link, with everything asked anew.
      connectionStrategy: { maxRetry: 0, initialDelay: 100, maxDelay: 100 },
      transportTimeout: connectTimeoutMs,
      requestedSessionTimeout: sessionTimeoutMs,
      keepSessionAlive: true,
      securityMode: isSecure ? opcua.MessageSecurityMode.SignAndEncrypt : opcua.MessageSecurityMode.None,
      securityPolicy: opcua.SecurityPolicy[options.security],
      clientCertificateManager: new OPCUACertificateManager({
        rootFolder: options.pkiFolder,
        automaticallyAcceptUnknownCertificate: false,
      }),
    })
    this.#client = client
    client.on('connection_lost', () => this.#end('the connection was lost'))
    client.on('close', () => this.#end('the connection was closed'))
    await client.connect(options.url)
    const session = await client.createSession(
      options.user && {
        type: opcua.UserTokenType.UserName,
        userName: options.user.name,
        password: options.user.password,
      },
    )
    this.#session = session
    session.on('session_closed', () => this.#end('the server closed the session'))
    await this.#subscribe(opcua, session)
    if (this.#isOver) return void (await this.#close())
    this.#watch = setInterval(() => this.#look(), options.publishingMs)
    this.setup.onUp()
  }

  async #subscribe(opcua: OpcUa, session: ClientSession): Promise<void> {
    const { options, map } = this.setup
    const subscription = opcua.ClientSubscription.create(session, {
      requestedPublishingInterval: options.publishingMs,
      requestedMaxKeepAliveCount: periodsPerKeepAlive,
      requestedLifetimeCount: 100,
      maxNotificationsPerPublish: 0,
      publishingEnabled: true,
    })
    subscription.on('keepalive', () => this.#heard())
    subscription.on('received_notifications', () => this.#heard())
    subscription.on('terminated', () => this.#end('the server ended the subscription'))
    // As the server granted it, once the first items were made.
    subscription.on('started', () => {
      const keepAliveMs = subscription.publishingInterval * subscription.maxKeepAliveCount
      this.#mostSilentLooks = Math.ceil((silentKeepAlives * keepAliveMs) / options.publishingMs)
    })
    await this.#watchClock(opcua, subscription)
    for (let at = 0; at < map.nodes.length; at += itemsPerRequest)
      await this.#watchNodes(opcua, subscription, map.nodes.slice(at, at + itemsPerRequest))
    if (map.conditions.length > 0) await this.#watchConditions(opcua, session, subscription)
  }

  async #watchClock(opcua: OpcUa, subscription: ClientSubscription): Promise<void> {
    const clock = await subscription.monitor(
      { nodeId: currentTime, attributeId: opcua.AttributeIds.Value },
      { samplingInterval: clockPeriodMs, queueSize: 1, discardOldest: true },
      opcua.TimestampsToReturn.Neither,
    )
    clock.on('changed', ({ value }: DataValue) => {
      const time: unknown = value.value
      if (time instanceof Date) this.#heard(time.getTime())
    })
  }

  async #watchNodes(opcua: OpcUa, subscription: ClientSubscription, nodes: readonly MappedNode[]): Promise<void> {
    const group = await subscription.monitorItems(
      nodes.map(({ mapping }) => ({ nodeId: mapping.nodeId, attributeId: opcua.AttributeIds.Value })),
      { samplingInterval: this.setup.options.publishingMs, queueSize, discardOldest: true },
      opcua.TimestampsToReturn.Both,
    )
    group.on('changed', (_item, value: DataValue, index) => {
      const node = nodes[index]
      if (node) this.#values.take(node, value)
    })
    group.on('err', (message) => this.#end(`the server refused to watch values: ${message}`))
    // One that the server does not know must not keep the others from us.
    for (const [index, { statusCode }] of group.monitoredItems.entries()) {
      const node = nodes[index]
      if (node && statusCode.isNotGood()) this.#values.refuseNode(node, statusCode.name)
    }
  }

  async #watchConditions(opcua: OpcUa, session: ClientSession, subscription: ClientSubscription): Promise<void> {
    const item = await subscription.monitor(
      { nodeId: serverObject, attributeId: opcua.AttributeIds.EventNotifier },
      {
        samplingInterval: 0,
        queueSize: 10_000,
        discardOldest: true,
        filter: conditionFilter(opcua.constructEventFilter),
      },
      opcua.TimestampsToReturn.Neither,
    )
    const refresh = () =>
      session.call({
        objectId: conditionType,
        methodId: conditionRefresh,
        inputArguments: [{ dataType: opcua.DataType.UInt32, value: subscription.subscriptionId }],
      })
    // Typed as a data value by the client's table of events; for a filter of events the fields come.
    item.on('changed', (values: unknown) => {
      const news = Array.isArray(values) ? readEvent(values) : undefined
      if (!news || this.#isOver) return
      if (news.kind === 'refreshRequired') refresh().catch(() => undefined)
      else this.setup.conditions.take(news)
    })
    item.on('err', (message) => this.#end(`the server refused to watch conditions: ${message}`))
    // Conditions that stand by now are told once more: what changed while nobody listened is not missed.
    await refresh()
  }

  #heard(serverAtMs?: number): void {
    this.#silentLooks = 0
    this.#values.heard(serverAtMs)
  }

  #look(): void {
    this.#silentLooks += 1
    if (this.#silentLooks > this.#mostSilentLooks) this.#end('the server fell silent')
    else this.#values.confirm()
  }

  #end(reason: string): void {
    if (this.#isOver) return
    this.#isOver = true
    clearInterval(this.#watch)
    this.#values.lose()
    this.setup.conditions.lose()
    void this.#close()
    this.setup.onEnd(reason)
  }

  /** A peer that does not answer is not waited for. */
  async #close(): Promise<void> {
    const client = this.#client
    this.#session = undefined
    if (!client) return
    await Promise.race([
      client.disconnect().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 1_000).unref()),
    ])
  }
}

/** Loaded when the first link is made: the client takes a second to load. */
async function load(): Promise<OpcUa> {
  const opcua = await import('node-opcua-client')
  // It writes to the standard output by itself, certificates too; what matters comes as the link's state.
  opcua.setLogLevel(opcua.LogLevel.Emergency)
  return opcua
}
