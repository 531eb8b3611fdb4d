import type { DeviceId, RefusalReason } from '../../domain/contract'
import type { DeviceSlot, SiteDirectory, SiteSink } from '../site'
import type { SignatureCheck } from './BrokerGate'
import { tellNumber } from './checks'
import { decodeEventPost } from './decodeEventPost'
import { decodeLifecycle } from './decodeLifecycle'
import { decodePlain, fillTemplate } from './decodePlain'
import { decodePropertyPost } from './decodePropertyPost'
import { decodeServiceReply } from './decodeServiceReply'
import type { HistoryAnswers } from './HistoryAnswers'
import type { PlainMapping } from './options'
import { headOf, isRecord, parseMessage } from './parseMessage'
import type { JsonRecord } from './parseMessage'
import { RecentIdRing } from './RecentIdRing'
import { matchesFilter, parseDeviceTopic } from './topics'
import type { DeviceTopic } from './topics'
import type { Incoming, Wall } from './Wall'

/** What comes with a message beside topic and payload. */
export interface Delivery {
  readonly qos: 0 | 1 | 2
  readonly isRetained: boolean
  /** The broker tried before (MQTT's DUP). */
  readonly isRepeat: boolean
}

/** What a device that asked (`sys.ack`) is told, once its message is stored. */
export interface PostReply {
  readonly topic: string
  readonly payload: string
}

/** A topic that was resolved once: the device behind it and how its messages are read. */
interface Route {
  readonly kind: DeviceTopic['kind'] | 'plain'
  readonly name: string
  readonly device: DeviceSlot
  readonly recent: RecentIdRing
  readonly mapping: PlainMapping | undefined
}

/** Above this many topics the table is emptied and fills again: a bound, not a tuning. Only topics of known devices get in. */
const mostRoutes = 200_000

/**
 * Takes messages of one link to the sink: topic → device → decoder. Never throws.
 *
 * A topic keeps its device until the directory says that it is another one; its memory of repeated ids goes on.
 */
export class MessageIntake implements Wall {
  readonly sink: SiteSink
  nowMs = 0
  readonly #routes = new Map<string, Route>()
  #topic = ''
  #payload: Uint8Array = new Uint8Array()
  #deviceId: DeviceId | undefined
  #refusals = 0
  #firstReason: RefusalReason | undefined

  constructor(
    private readonly setup: {
      readonly linkId: string
      readonly directory: SiteDirectory
      readonly sink: SiteSink
      readonly mappings: readonly PlainMapping[]
      readonly history: HistoryAnswers
      /** Without it nothing is known to be signed. */
      readonly signatures?: SignatureCheck
      readonly now: () => number
    },
  ) {
    this.sink = setup.sink
    setup.directory.onChanged?.((rows) => this.#forget(new Set(rows)))
  }

  /** @returns what to answer once it is stored, when the device asked for it */
  take(topic: string, payload: Buffer, delivery: Delivery): PostReply | undefined {
    this.nowMs = this.setup.now()
    this.#topic = topic
    this.#payload = payload
    this.#deviceId = undefined
    this.#refusals = 0
    this.#firstReason = undefined
    const route = this.#routes.get(topic) ?? this.#resolve(topic)
    if (route === undefined || route.kind === 'command') return undefined
    this.#deviceId = route.device.id
    if (delivery.isRetained && route.kind !== 'lifecycle')
      return void this.refuse('retained', 'kept by the broker, not said now')
    // Who must sign has said nothing before the signature is found right.
    const mustProve = this.setup.signatures?.isAsked(route.device) === true
    if (route.kind !== 'lifecycle' && !mustProve) this.sink.heard(route.device.index, this.nowMs)
    if (route.kind === 'raw') return this.#passThrough(route, payload, mustProve)
    const told = parseMessage(payload, payload.toString('utf8'), this)
    const message = told && this.#verify(told, route, delivery)
    if (message === undefined) return undefined
    if (route.kind !== 'lifecycle' && mustProve) this.sink.heard(route.device.index, this.nowMs)
    const incoming: Incoming = { device: route.device, recent: route.recent, isRepeat: delivery.isRepeat }
    this.#decode(message, route, incoming)
    return delivery.qos > 0 ? this.#reply(message, route) : undefined
  }

  /** What was wrong with the message taken last: the first thing, or nothing. */
  get firstReason(): RefusalReason | undefined {
    return this.#firstReason
  }

  /** A packet that was turned away before it was read; told like the others. */
  refuseOversize(topic: string, head: Uint8Array, bytes: number, limit: number): void {
    this.nowMs = this.setup.now()
    this.#topic = topic
    this.#payload = head
    this.#deviceId = this.#routes.get(topic)?.device.id
    this.refuse('tooLarge', `${bytes} bytes, at most ${limit}`, bytes)
  }

  /** Turned away by the broker's rules before it was read. */
  refuseAtDoor(topic: string, payload: Uint8Array, reason: RefusalReason): void {
    this.nowMs = this.setup.now()
    this.#topic = topic
    this.#payload = payload
    this.#deviceId = this.#routes.get(topic)?.device.id
    this.refuse(reason, 'the connection may not speak for this device')
  }

  refuse(reason: RefusalReason, detail: string, bytes = this.#payload.byteLength): void {
    this.#refusals += 1
    this.#firstReason ??= reason
    this.#tell(reason, detail, bytes)
  }

  /** The device is answered that it was taken; the desk sees its clock among what was refused. */
  clockWrong(time: number, what: string): number {
    this.#tell('clockWrong', `${what}: time ${time}`, this.#payload.byteLength)
    return this.nowMs
  }

  #tell(reason: RefusalReason, detail: string, bytes: number): void {
    this.sink.refused({
      atMs: this.nowMs,
      linkId: this.setup.linkId,
      topic: this.#topic.slice(0, 256),
      reason,
      detail,
      head: headOf(this.#payload),
      bytes,
      ...(this.#deviceId !== undefined && { deviceId: this.#deviceId }),
    })
  }

  /** Storing failed: what was seen may come again and must count then. */
  forgetSeen(): void {
    for (const route of this.#routes.values()) route.recent.clear()
    this.setup.signatures?.forgetHeard()
  }

  /** Bytes are not JSON: there is no place in them for a signature, so who must sign passes nothing through. */
  #passThrough({ device }: Route, payload: Buffer, mustProve: boolean): undefined {
    if (mustProve) return void this.refuse('unsigned', 'raw bytes cannot be signed')
    this.sink.raw?.(device, Uint8Array.from(payload), this.nowMs)
  }

  /** @returns the message, or what was signed in it; `undefined` after refusing */
  #verify(message: JsonRecord, { device, kind }: Route, { isRepeat }: Delivery): JsonRecord | undefined {
    const { signatures } = this.setup
    // A last will is left with the broker long before it is said: nobody can sign it. It tells presence and nothing else.
    if (!signatures || kind === 'lifecycle') return message
    const verdict = signatures.check(device, this.#topic, message, this.nowMs)
    if (verdict === undefined) return message
    if ('payload' in verdict) return parseMessage(Buffer.from(verdict.payload), verdict.payload, this)
    // What the broker tells twice is nobody's fault.
    if (verdict.refused !== 'replayed' || !isRepeat) this.refuse(verdict.refused, verdict.detail)
    return undefined
  }

  #decode(message: JsonRecord, route: Route, incoming: Incoming): void {
    switch (route.kind) {
      case 'property':
        decodePropertyPost(message, incoming, this)
        return tellNumber(message, incoming, this)
      case 'event':
        decodeEventPost(message, route.name, incoming, this)
        return tellNumber(message, incoming, this)
      case 'historyReply':
        return this.setup.history.take(message, incoming, this)
      case 'serviceReply':
        return decodeServiceReply(message, route.name, incoming, this)
      case 'lifecycle':
        return decodeLifecycle(message, incoming, this)
      case 'raw':
        // Passed through before it was parsed.
        return
      case 'command':
        // Our own words on their way out, turned away before they are decoded.
        return
      case 'plain':
        return route.mapping && decodePlain(message, route.mapping, incoming, this)
    }
  }

  #reply(message: JsonRecord, { kind, name }: Route): PostReply | undefined {
    const { sys, id } = message
    if ((kind !== 'property' && kind !== 'event') || !isRecord(sys) || sys['ack'] !== 1) return undefined
    const isGood = this.#refusals === 0
    const answer = {
      id: typeof id === 'string' || typeof id === 'number' ? id : '',
      version: '1.0',
      // Codes of the dialect: 200 success, 460 a parameter is wrong.
      code: isGood ? 200 : 460,
      message: this.#firstReason ?? 'success',
      data: {},
      method: kind === 'property' ? 'thing.event.property.post' : `thing.event.${name}.post`,
    }
    return { topic: `${this.#topic}_reply`, payload: JSON.stringify(answer) }
  }

  /** Slow way, once a topic. @returns `undefined` after refusing */
  #resolve(topic: string): Route | undefined {
    const parsed = parseDeviceTopic(topic)
    const route = parsed
      ? this.#resolveDevice(parsed, parsed.productKey, parsed.deviceName, undefined)
      : this.#resolvePlain(topic)
    if (route === undefined) return undefined
    if (this.#routes.size >= mostRoutes) this.#routes.clear()
    this.#routes.set(topic, route)
    return route
  }

  /** Looks up anew what became of devices. One that is gone is refused from its next message on. */
  #forget(rows: ReadonlySet<number>): void {
    if (rows.size === 0) return
    for (const [topic, route] of this.#routes) {
      const { index, id, type } = route.device
      if (!rows.has(index)) continue
      const device = this.setup.directory.findDevice(type.id, id)
      if (device) this.#routes.set(topic, { ...route, device })
      else this.#routes.delete(topic)
    }
  }

  #resolvePlain(topic: string): Route | undefined {
    const levels = topic.split('/')
    const mapping = this.setup.mappings.find(({ topicFilter }) => matchesFilter(topicFilter.split('/'), levels))
    const deviceName = mapping && fillTemplate(mapping.deviceName, levels)
    if (!mapping || deviceName === undefined) return void this.refuse('unknownTopic', 'no device topic and no mapping')
    return this.#resolveDevice({ kind: 'plain', name: '' }, mapping.productKey, deviceName, mapping)
  }

  #resolveDevice(
    { kind, name }: Pick<Route, 'kind' | 'name'>,
    productKey: string,
    deviceName: string,
    mapping: PlainMapping | undefined,
  ): Route | undefined {
    const device = this.setup.directory.findDevice(productKey, deviceName)
    if (device) return { kind, name, device, recent: new RecentIdRing(), mapping }
    if (kind === 'command') return undefined
    if (this.setup.directory.hasType(productKey))
      return void this.refuse('unknownDevice', `${productKey}/${deviceName}`.slice(0, 140))
    return void this.refuse('unknownType', productKey.slice(0, 64))
  }
}
