import { connect, type MqttClient } from 'mqtt'
import { z } from 'zod'
import type { Outgoing } from './Site'
import { SiteMemory } from './SiteMemory'

export interface SiteLinkOptions {
  broker: string
  username?: string
  password?: string
  /** Of a device that comes in by itself; the site's own without. */
  clientId?: string
  tls?: { cert: string; key: string; rejectUnauthorized: boolean }
  /** What it listens to; commands to all devices without. */
  topics?: string[]
  qos: 0 | 1
  /** Part of every message id, new at each start, so that a core that heard an earlier run takes nothing for a repetition. */
  run: string
  onService: (
    productKey: string,
    deviceName: string,
    service: string,
    id: string,
    params: Record<string, unknown>,
  ) => void
  /** Whether the device is there to answer for what it said before. */
  canAnswer: (productKey: string, deviceName: string) => boolean
  onState: (state: 'up' | 'down', reason?: string) => void
}

export interface SiteLink {
  /** Sends what a device says, stamped with wall time. While the broker is away or falls behind, telemetry is dropped; everything else waits. */
  send(message: Outgoing, timeMs: number): void
  stop(): Promise<void>
}

/** A broker that cannot keep up gets less telemetry; the simulator does not grow. */
const MOST_UNWRITTEN = 20_000
const serviceTopic = /^\/sys\/([^/]+)\/([^/]+)\/thing\/service\/([^/]+)$/

const historyTopic = /^\/sys\/([^/]+)\/([^/]+)\/thing\/history\/get$/

const everything = ['/sys/+/+/thing/service/+', '/sys/+/+/thing/history/get']

const HistoryCall = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  params: z.object({
    from: z.number(),
    to: z.number(),
    limit: z.number().int().min(1).default(400),
    cursor: z.coerce.number().default(0),
  }),
})
const ServiceCall = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  params: z.record(z.string(), z.unknown()).default({}),
})

/**
 * The site's one connection, as a gateway: all devices speak over it in the Alink dialect. Tries again until the broker is there. Devices number what they say, go on
 * measuring while nobody can be reached, and tell it again when they are asked.
 */
export function createSiteLink(options: SiteLinkOptions): SiteLink {
  const memory = new SiteMemory()
  const client: MqttClient = connect(options.broker, {
    clientId: options.clientId ?? `demo-site-${options.run}`,
    ...options.tls,
    reconnectPeriod: 1_000,
    connectTimeout: 5_000,
    clean: true,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
  })
  client.on('connect', () => {
    options.onState('up')
    client.subscribe(options.topics ?? everything, { qos: 1 }, () => {})
  })
  client.on('close', () => options.onState('down'))
  client.on('error', (error) => options.onState('down', error.message))
  client.on('message', (topic, payload) => {
    const body = parse(payload)
    const [, askedKey, askedName] = historyTopic.exec(topic) ?? []
    if (askedKey !== undefined && askedName !== undefined) return answerHistory(askedKey, askedName, body)
    const [, productKey, deviceName, service] = serviceTopic.exec(topic) ?? []
    if (productKey === undefined || deviceName === undefined || service === undefined || service.endsWith('_reply'))
      return
    const call = ServiceCall.safeParse(body)
    if (call.success) options.onService(productKey, deviceName, service, call.data.id, call.data.params)
  })

  function answerHistory(productKey: string, deviceName: string, body: unknown): void {
    const call = HistoryCall.safeParse(body)
    if (!call.success || !options.canAnswer(productKey, deviceName)) return
    const { id, params } = call.data
    const data = memory.tell(deviceName, params)
    client.publish(
      `/sys/${productKey}/${deviceName}/thing/history/get_reply`,
      JSON.stringify({ id, code: 200, message: 'success', data }),
      { qos: 1 },
      () => {},
    )
  }

  let sent = 0
  /** Handed to the client and not yet to the socket. */
  let unwritten = 0
  return {
    send(message, timeMs) {
      const isTelemetry = message.kind === 'properties'
      sent += 1
      const alink = toAlink(message, `${options.run}-${sent.toString(36)}`, timeMs)
      const { topic } = alink
      const event = isTelemetry ? 'property' : message.kind === 'event' ? message.event : undefined
      const body = event === undefined ? alink.body : memory.keep(message.device.id, event, alink.body, timeMs)
      if (isTelemetry && (!client.connected || unwritten > MOST_UNWRITTEN)) return
      unwritten += 1
      client.publish(topic, JSON.stringify(body), { qos: isTelemetry ? options.qos : 1 }, () => (unwritten -= 1))
    },
    stop: () => client.endAsync(),
  }
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Topic and payload of a message in the Alink dialect. */
export function toAlink(message: Outgoing, id: string, time: number): { topic: string; body: Record<string, unknown> } {
  const root = `/sys/${message.device.typeId}/${message.device.id}/thing`
  switch (message.kind) {
    case 'properties':
      return { topic: `${root}/event/property/post`, body: { id, version: '1.0', params: message.values, time } }
    case 'event':
      return {
        topic: `${root}/event/${message.event}/post`,
        body: { id, version: '1.0', params: message.output, time },
      }
    case 'reply':
      return {
        topic: `${root}/service/${message.service}_reply`,
        body: { id: message.commandId, code: message.code, data: {}, message: message.message },
      }
    case 'lifecycle':
      return { topic: `${root}/lifecycle`, body: { id, status: message.status, time } }
  }
}
