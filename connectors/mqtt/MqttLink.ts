import { MqttClient } from 'mqtt'
import type { IClientOptions, IPublishPacket } from 'mqtt'
import { Refused } from '../../domain/contract'
import { encodePubacks } from './encodePubacks'
import { HeldAcks } from './HeldAcks'
import type { MessageIntake } from './MessageIntake'
import { openSocket } from './openSocket'
import type { MqttOptions } from './options'
import { protocolErrorCode, SizeLimitedStream } from './SizeLimitedStream'
import type { OversizePublish } from './SizeLimitedStream'
import { deviceFilters, historyFilter, rawFilter } from './topics'

export type MqttVersion = 4 | 5

/** How a connection ended; `closedAtOnce`: by the other side, before any answer, as old brokers do on a version they do not know. */
export interface LinkEnd {
  /** For the engineer. */
  readonly reason: string
  readonly kind: 'lost' | 'closedAtOnce' | 'wrongVersion' | 'brokenProtocol' | 'stopped'
}

export interface MqttLinkSetup {
  readonly options: MqttOptions
  readonly version: MqttVersion
  readonly intake: MessageIntake
  /** @param isResumed the broker still had our session, and with it what it queued for us */
  onUp(isResumed: boolean): void
  onOversize(packet: OversizePublish): void
  onEnd(end: LinkEnd): void
}

/** Messages that the broker may send ahead of our acknowledgements (MQTT 5). Several turns of the event loop at full rate. */
const receiveMaximum = 8_192
/** An attempt that began before a dead link healed holds up the return for so long at most (P5: whole within 5 s). */
const connectTimeoutMs = 4_500
/** A broker that takes longer has not taken it, as far as anybody knows. */
const publishTimeoutMs = 10_000
/** Codes with which brokers turn down a protocol version: CONNACK 1 of MQTT 3.1.1, 132 of MQTT 5. */
const versionCodes: ReadonlySet<unknown> = new Set([1, 132])

/** The one fault of the network that mqtt.js names by words only. */
const connackTimeout = 'connack timeout'

/** mqtt.js sends no PUBACK of its own for a message whose handling ended in an error, and goes on with the next: ours follows when it is stored. */
const acknowledgedLater = new Error('acknowledged after storing')

/**
 * One connection to a broker, from its opening to its end; a new one is a new link, so that acknowledgements and answers never stray into the next.
 */
export class MqttLink {
  readonly #client: MqttClient
  readonly #acks: HeldAcks<number>
  readonly #failSends = new Set<(error: Refused) => void>()
  #end: LinkEnd | undefined
  #wasAnswered = false
  #isOver = false
  #taken = 0
  #takenAtPing = 0
  /** Of the steady clock. */
  #pingedAtMs: number | undefined
  #roundTripMs: number | undefined

  constructor(private readonly setup: MqttLinkSetup) {
    const { options, intake } = setup
    this.#acks = new HeldAcks({
      whenStored: (done) => intake.sink.whenStored(done),
      release: (ids, replies) => {
        this.#write(encodePubacks(ids))
        for (const { topic, payload } of replies) if (!this.#isOver) this.#client.publish(topic, payload, { qos: 0 })
      },
      onFailure: (error) => {
        intake.forgetSeen()
        this.#drop({ kind: 'lost', reason: `storing failed: ${error.message}` })
      },
    })
    const limit = {
      maxPacketBytes: options.maxPacketBytes,
      onOversize: (packet: OversizePublish) => this.#takeOversize(packet),
    }
    this.#client = new MqttClient(
      () => new SizeLimitedStream(openSocket(options), limit),
      clientOptions(options, setup.version),
    )
    this.#client.handleMessage = (packet, done) => this.#take(packet, done)
    // The answer to a ping waits behind the messages of a flood: while those come, the link lives.
    const giveUp = () => this.#drop({ kind: 'lost', reason: 'the broker fell silent' })
    this.#client.onKeepaliveTimeout = () =>
      this.#taken === this.#takenAtPing ? giveUp() : this.#client.reschedulePing(true)
    this.#client.on('packetsend', ({ cmd }) => {
      if (cmd !== 'pingreq') return
      this.#takenAtPing = this.#taken
      this.#pingedAtMs = performance.now()
    })
    this.#client.on('connect', ({ sessionPresent }) => this.#subscribe(sessionPresent))
    this.#client.on('packetreceive', ({ cmd }) => {
      this.#wasAnswered = true
      if (cmd === 'pingresp' && this.#pingedAtMs !== undefined) this.#measure(this.#pingedAtMs)
    })
    this.#client.on('error', (error) => this.#drop(endOf(error)))
    this.#client.on('disconnect', ({ reasonCode }) =>
      this.#drop({ kind: 'lost', reason: `the broker ended the link: ${reasonCode ?? ''}` }),
    )
    this.#client.on('close', () => this.#finish())
  }

  /** From a ping, a subscription or a message of ours to its answer, ms, the last time there was one. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs
  }

  /**
   * Resolves when the broker has taken it.
   *
   * @throws Refused `linkDown` when it certainly was not sent, `timedOut` when nobody knows
   */
  publish(topic: string, payload: string, expiryS?: number): Promise<void> {
    if (!this.#client.connected || this.#isOver) return Promise.reject(new Refused('linkDown', 'no link to the broker'))
    const sentAtMs = performance.now()
    return new Promise((resolve, reject) => {
      const settle = (error?: Refused) => {
        clearTimeout(timer)
        this.#failSends.delete(settle)
        if (error) return reject(error)
        this.#measure(sentAtMs)
        resolve()
      }
      const timer = setTimeout(
        () => settle(new Refused('timedOut', 'the broker did not take it in time')),
        publishTimeoutMs,
      )
      this.#failSends.add(settle)
      const expiry = this.setup.version === 5 &&
        expiryS !== undefined && { properties: { messageExpiryInterval: expiryS } }
      this.#client.publish(topic, payload, { qos: 1, ...expiry }, (error) =>
        settle(error ? new Refused('timedOut', error.message) : undefined),
      )
    })
  }

  /** Says goodbye to the broker when it listens, and closes. */
  async stop(): Promise<void> {
    this.#end ??= { kind: 'stopped', reason: 'stopped' }
    if (this.#isOver) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.#client.stream.destroy(), 1_000)
      this.#client.once('close', () => {
        clearTimeout(timer)
        resolve()
      })
      this.#client.end(!this.#client.connected || this.#failSends.size > 0)
    })
  }

  drop(reason: string): void {
    this.#drop({ kind: 'lost', reason })
  }

  #subscribe(isResumed: boolean): void {
    const { options, version } = this.setup
    const prefix = options.sharedGroup === undefined ? '' : `$share/${options.sharedGroup}/`
    const filters = [...deviceFilters, ...options.mappings.map(({ topicFilter }) => topicFilter)].map(
      (filter) => prefix + filter,
    )
    // No-local keeps our own commands away; it may not be asked for on shared subscriptions (MQTT 5, 3.8.3.1).
    const noLocal = version === 5 && prefix === '' && { nl: true }
    const askedAtMs = performance.now()
    this.#client.subscribe(filters, { qos: 1, ...noLocal }, (error, granted) => {
      if (!error) this.#measure(askedAtMs)
      if (error) return this.#drop({ kind: 'lost', reason: `subscribing failed: ${error.message}` })
      if (granted?.some(({ qos }) => qos > 2))
        return this.#drop({ kind: 'lost', reason: 'the broker refused a subscription' })
      // By themselves: a broker whose rules do not know these topics yet is no reason to hear nothing at all.
      const others = [historyFilter, rawFilter].map((filter) => prefix + filter)
      this.#client.subscribe(others, { qos: 1, ...noLocal }, () => {
        if (!this.#isOver) this.setup.onUp(isResumed)
      })
    })
  }

  #take(packet: IPublishPacket, done: (error?: Error) => void): void {
    const { topic, payload, qos, retain, dup, messageId } = packet
    this.#taken += 1
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
    const reply = this.setup.intake.take(topic, bytes, { qos, isRetained: retain, isRepeat: dup })
    if (qos === 0 || messageId === undefined) return done()
    this.#acks.hold(messageId, reply)
    this.#acks.whenRoom(() => done(acknowledgedLater))
  }

  #takeOversize(packet: OversizePublish): void {
    this.setup.onOversize(packet)
    // Its refusal is its end: unacknowledged, it would come again at every return.
    if (packet.qos === 1 && packet.messageId !== undefined) this.#write(encodePubacks([packet.messageId]))
  }

  #measure(sinceMs: number): void {
    this.#roundTripMs = performance.now() - sinceMs
  }

  #write(bytes: Buffer): void {
    if (!this.#isOver && this.#client.connected && !this.#client.stream.destroyed) this.#client.stream.write(bytes)
  }

  #drop(end: LinkEnd): void {
    this.#end ??= end
    this.#client.stream.destroy()
  }

  #finish(): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const fail of this.#failSends)
      fail(new Refused('timedOut', 'the link was lost before the broker had taken it'))
    const kind = this.#wasAnswered ? 'lost' : 'closedAtOnce'
    this.setup.onEnd(this.#end ?? { kind, reason: 'the broker closed the connection' })
  }
}

function clientOptions(options: MqttOptions, version: MqttVersion): IClientOptions {
  const { username, password, clientId, cleanSession, keepaliveS, sessionExpiryS } = options
  return {
    protocolVersion: version,
    clientId,
    clean: cleanSession,
    keepalive: keepaliveS,
    connectTimeout: connectTimeoutMs,
    // Coming back, subscribing again and forgetting what was not sent are decided one floor up.
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    // Otherwise every packet passes a dozen calls of a debugger that is off.
    log: () => {},
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(version === 5 && { properties: { receiveMaximum, sessionExpiryInterval: cleanSession ? 0 : sessionExpiryS } }),
  }
}

/** mqtt.js gives numbers to refusals of the broker, Node names to faults of the network; what has neither comes from the parser. */
function endOf(error: Error): LinkEnd {
  const code = 'code' in error ? error.code : undefined
  if (versionCodes.has(code)) return { kind: 'wrongVersion', reason: error.message }
  if (code === protocolErrorCode || (code === undefined && error.message !== connackTimeout))
    return { kind: 'brokenProtocol', reason: error.message }
  return { kind: 'lost', reason: error.message || String(code) }
}
