import type * as client from 'node-opcua-client'
import type { ClientSession, ClientSubscription, DataValue, OPCUAClient, Variant } from 'node-opcua-client'
import { qualityCodes, Refused } from '../../domain/contract'
import type { SiteCommand, SiteSink } from '../site'
import { conditionFilter, readConditionEvent } from './conditionEvents'
import type { OpcUaOptions, ServiceMapping } from './options'
import { readValue } from './readValue'
import type { MappedCondition, MappedNode, SiteMap } from './SiteMap'

type OpcUa = typeof client

export interface OpcUaLinkSetup {
  readonly options: OpcUaOptions
  readonly map: SiteMap
  readonly sink: SiteSink
  readonly now: () => number
  onUp(): void
  /** Once, however it ends. */
  onEnd(reason: string): void
}

/** The server tells at least that it lives after so many publishing periods without news. */
const periodsPerKeepAlive = 3
/** Silence for so many periods ends the link: a stopped server keeps its socket open. */
const silentPeriods = 8
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

/** One connection to a server, from its opening to its end. */
export class OpcUaLink {
  #client: OPCUAClient | undefined
  #session: ClientSession | undefined
  #isOver = false
  #watch: NodeJS.Timeout | undefined
  #lastHeardMs: number
  /** Last value of every node, to be marked when the link ends. */
  readonly #lastValues = new Map<MappedNode, number>()

  constructor(private readonly setup: OpcUaLinkSetup) {
    this.#lastHeardMs = setup.now()
    void this.#open().catch((error: unknown) => this.#end(error instanceof Error ? error.message : String(error)))
  }

  async stop(): Promise<void> {
    this.#isOver = true
    clearInterval(this.#watch)
    await this.#close()
  }

  /** Does what the mapping says the service is. The device's answer is the server's. */
  async run(command: SiteCommand, service: ServiceMapping): Promise<void> {
    const session = this.#session
    if (!session || this.#isOver) throw new Refused('linkDown', 'no link to the server')
    const opcua = await load()
    const { does } = service
    const status =
      does.kind === 'write'
        ? await session.write({
            nodeId: does.nodeId,
            attributeId: opcua.AttributeIds.Value,
            value: {
              value: {
                dataType: opcua.DataType[does.dataType],
                value: written(does, command.input),
              },
            },
          })
        : (
            await session.call({
              objectId: does.objectId,
              methodId: does.methodId,
              inputArguments: does.input.map((name) => ({
                dataType: opcua.DataType.Double,
                value: command.input[name] ?? 0,
              })),
            })
          ).statusCode
    const isGood = status.value >>> 30 === 0
    const { commandId, device } = command
    const atMs = this.setup.now()
    this.setup.sink.answer({ commandId, device, code: isGood ? 200 : status.value, text: status.name, atMs })
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
    this.#heard()
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
    for (let at = 0; at < map.nodes.length; at += itemsPerRequest)
      await this.#watchNodes(opcua, subscription, map.nodes.slice(at, at + itemsPerRequest))
    if (map.conditions.length > 0) await this.#watchConditions(opcua, session, subscription)
  }

  async #watchNodes(opcua: OpcUa, subscription: ClientSubscription, nodes: readonly MappedNode[]): Promise<void> {
    const group = await subscription.monitorItems(
      nodes.map(({ mapping }) => ({ nodeId: mapping.nodeId, attributeId: opcua.AttributeIds.Value })),
      { samplingInterval: this.setup.options.publishingMs, queueSize, discardOldest: true },
      opcua.TimestampsToReturn.Both,
    )
    group.on('changed', (_item, value: DataValue, index) => {
      const node = nodes[index]
      if (node) this.#takeValue(node, value)
    })
    group.on('err', (message) => this.#end(`the server refused to watch values: ${message}`))
  }

  async #watchConditions(opcua: OpcUa, session: ClientSession, subscription: ClientSubscription): Promise<void> {
    const bySource = new Map<string, MappedCondition[]>()
    for (const condition of this.setup.map.conditions) {
      const source = opcua.resolveNodeId(condition.mapping.sourceNodeId).toString()
      bySource.set(source, [...(bySource.get(source) ?? []), condition])
    }
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
    // Typed as a data value by the client's table of events; for a filter of events the fields come.
    item.on('changed', (values: unknown) => {
      if (Array.isArray(values)) this.#takeCondition(values, bySource)
    })
    // Conditions that stand by now are told once more: what changed while nobody listened is not missed.
    await session.call({
      objectId: conditionType,
      methodId: conditionRefresh,
      inputArguments: [{ dataType: opcua.DataType.UInt32, value: subscription.subscriptionId }],
    })
  }

  #takeValue(node: MappedNode, dataValue: DataValue): void {
    const { sink, now } = this.setup
    const { value, quality, atMs = now() } = readValue(dataValue)
    this.#heard()
    sink.heard(node.device.index, now())
    const { scale = 1, offset = 0 } = node.mapping
    const scaled = value === undefined ? undefined : value * scale + offset
    const known = scaled ?? this.#lastValues.get(node)
    if (scaled === undefined && quality < qualityCodes.bad) {
      sink.refused({
        atMs: now(),
        linkId: this.setup.options.id,
        topic: node.mapping.nodeId,
        deviceId: node.device.id,
        reason: 'wrongType',
        detail: 'the value is no number',
        head: '',
        bytes: 0,
      })
      return
    }
    if (known === undefined) return
    this.#lastValues.set(node, known)
    sink.sample(node.slot.point, known, atMs, quality)
  }

  #takeCondition(values: readonly Variant[], bySource: ReadonlyMap<string, readonly MappedCondition[]>): void {
    const { sink, now } = this.setup
    this.#heard()
    const told = readConditionEvent(values, bySource)
    if (!told) return
    const { condition, event, messageId, atMs, output } = told
    sink.heard(condition.device.index, now())
    sink.event({ device: condition.device, event, messageId, sourceAtMs: atMs, arrivedAtMs: now(), output })
  }

  #heard(): void {
    this.#lastHeardMs = this.setup.now()
  }

  #look(): void {
    if (this.setup.now() - this.#lastHeardMs > silentPeriods * this.setup.options.publishingMs)
      this.#end('the server fell silent')
  }

  #end(reason: string): void {
    if (this.#isOver) return
    this.#isOver = true
    clearInterval(this.#watch)
    // What stands on a dead link is not known to be true any more (I10).
    const atMs = this.setup.now()
    for (const [node, value] of this.#lastValues)
      this.setup.sink.sample(node.slot.point, value, atMs, qualityCodes.uncertain)
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

function written(
  { value, dataType }: Extract<ServiceMapping['does'], { kind: 'write' }>,
  input: Readonly<Record<string, number>>,
): number | boolean {
  const number = typeof value === 'number' ? value : (input[value] ?? 0)
  return dataType === 'Boolean' ? number !== 0 : number
}
