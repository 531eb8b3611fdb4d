import type { DeviceId, RefusalReason } from '../../domain/contract'
import type { DeviceSlot, SiteDirectory, SiteSink } from '../site'
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
 * The directory is taken as fixed: a new registry gets new connectors.
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
      readonly now: () => number
    },
  ) {
    this.sink = setup.sink
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
    if (route.kind !== 'lifecycle') this.sink.heard(route.device.index, this.nowMs)
    const message = parseMessage(payload, payload.toString('utf8'), this)
    if (message === undefined) return undefined
    const incoming: Incoming = { device: route.device, recent: route.recent, isRepeat: delivery.isRepeat }
    this.#decode(message, route, incoming)
    return delivery.qos > 0 ? this.#reply(message, route) : undefined
  }

  /** A packet that was turned away before it was read; told like the others. */
  refuseOversize(topic: string, head: Uint8Array, bytes: number, limit: number): void {
    this.nowMs = this.setup.now()
    this.#topic = topic
    this.#payload = head
    this.#deviceId = this.#routes.get(topic)?.device.id
    this.refuse('tooLarge', `${bytes} bytes, at most ${limit}`, bytes)
  }

  refuse(reason: RefusalReason, detail: string, bytes = this.#payload.byteLength): void {
    this.#refusals += 1
    this.#firstReason ??= reason
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
