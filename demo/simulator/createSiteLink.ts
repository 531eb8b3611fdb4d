import { connect, type MqttClient } from 'mqtt'
import type { Outgoing } from './Site'
import { SiteMemory } from './SiteMemory'
import { hearSite, type SiteEars } from './siteWords'

export interface SiteLinkOptions extends Pick<SiteEars, 'onService' | 'canAnswer'> {
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
  onState: (state: 'up' | 'down', reason?: string) => void
}

export interface SiteLink {
  /** Sends what a device says, stamped with wall time. While the broker is away or falls behind, telemetry is dropped; everything else waits. */
  send(message: Outgoing, timeMs: number): void
  stop(): Promise<void>
}

/** A broker that cannot keep up gets less telemetry; the simulator does not grow. */
const MOST_UNWRITTEN = 20_000
const everything = ['/sys/+/+/thing/service/+', '/sys/+/+/thing/history/get']

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
  const ears: SiteEars = {
    ...options,
    memory,
    publish: (topic, body) => void client.publish(topic, JSON.stringify(body), { qos: 1 }, () => {}),
  }
  client.on('message', (topic, payload) => hearSite(topic, parse(payload), ears))

  let sent = 0
  /** Handed to the client and not yet to the socket. */
  let unwritten = 0
  return {
    send(message, timeMs) {
      const isTelemetry = message.kind === 'properties'
      sent += 1
      const alink = toAlink(message, `${options.run}-${sent.toString(36)}`, timeMs)
      const { topic } = alink
      const body = numbered(message, alink.body, timeMs, memory)
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

/** The body with the device's next number, where devices number what they say. */
export function numbered(
  message: Outgoing,
  body: Record<string, unknown>,
  timeMs: number,
  memory: SiteMemory,
): Record<string, unknown> {
  const event = message.kind === 'properties' ? 'property' : message.kind === 'event' ? message.event : undefined
  return event === undefined ? body : memory.keep(message.device.id, event, body, timeMs)
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
