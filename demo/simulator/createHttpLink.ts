import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent, request } from 'node:https'
import { z } from 'zod'
import { numbered, toAlink, type SiteLink, type SiteLinkOptions } from './createSiteLink'
import { SiteMemory } from './SiteMemory'
import { hearSite, type SiteEars } from './siteWords'

export interface HttpLinkOptions extends Pick<
  SiteLinkOptions,
  'broker' | 'username' | 'password' | 'run' | 'onService' | 'canAnswer' | 'onState'
> {
  productKey: string
  deviceName: string
}

/** After a failure it is tried again so much later, ms. */
const pauseMs = 2_000
/** What is not sent yet; a device that cannot reach anybody forgets the oldest, and tells it when it is asked. */
const mostWaiting = 100
const patienceMs = 60_000

const Downlink = z.object({ messages: z.array(z.object({ topic: z.string(), message: z.unknown() })) })

/** One device that speaks HTTPS and no MQTT: it posts what it measures, one message after the other, and asks all the time whether there is something for it. */
export function createHttpLink(options: HttpLinkOptions): SiteLink {
  const { productKey, deviceName, username = '', password = '' } = options
  const memory = new SiteMemory()
  const isTls = options.broker.startsWith('https:')
  // The demo's authority is made by the console while it starts; a real device is given it (docs/integrators.md).
  const agent = isTls ? new Agent({ keepAlive: true, rejectUnauthorized: false }) : new PlainAgent({ keepAlive: true })
  const waiting: { path: string; body: string }[] = []
  let isSending = false
  let isStopped = false
  let sent = 0
  const pauses = new Set<NodeJS.Timeout>()

  const call = (method: 'GET' | 'POST', path: string, body?: string): Promise<{ status: number; text: string }> =>
    new Promise((resolve, reject) => {
      const asked = (isTls ? request : plainRequest)(new URL(path, options.broker), {
        method,
        agent,
        auth: `${username}:${password}`,
        timeout: patienceMs,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' } }),
      })
      asked.on('timeout', () => asked.destroy(new Error('no answer')))
      asked.on('error', reject)
      asked.on('response', (response) => {
        const parts: string[] = []
        response.setEncoding('utf8')
        response.on('data', (part: string) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          options.onState('up')
          resolve({ status: response.statusCode ?? 0, text: parts.join('') })
        })
      })
      asked.end(body)
    })

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        pauses.delete(timer)
        resolve()
      }, pauseMs)
      pauses.add(timer)
    })

  const post = (path: string, body: Record<string, unknown>): void => {
    waiting.push({ path, body: JSON.stringify(body) })
    if (waiting.length > mostWaiting) waiting.shift()
    if (!isSending) void sendAll()
  }

  /** In order; what found nobody is posted again with its id, so that it counts once. */
  async function sendAll(): Promise<void> {
    isSending = true
    for (let next = waiting[0]; next && !isStopped; next = waiting[0]) {
      try {
        const { status } = await call('POST', next.path, next.body)
        if (status >= 500 || status === 429) await pause()
        else if (waiting[0] === next) waiting.shift()
      } catch (error) {
        options.onState('down', error instanceof Error ? error.message : String(error))
        await pause()
      }
    }
    isSending = false
  }

  const ears: SiteEars = { ...options, memory, publish: post }

  async function listen(): Promise<void> {
    while (!isStopped) {
      try {
        const { status, text } = await call('GET', `/sys/${productKey}/${deviceName}/thing/downlink?wait=25`)
        if (status === 200)
          for (const { topic, message } of Downlink.parse(JSON.parse(text)).messages) hearSite(topic, message, ears)
        else if (status !== 204) await pause()
      } catch {
        await pause()
      }
    }
  }
  void listen()

  return {
    send(message, timeMs) {
      sent += 1
      const { topic, body } = toAlink(message, `${options.run}-${sent.toString(36)}`, timeMs)
      post(topic, numbered(message, body, timeMs, memory))
    },
    async stop() {
      isStopped = true
      for (const timer of pauses) clearTimeout(timer)
      agent.destroy()
    },
  }
}
