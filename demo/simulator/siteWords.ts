import { z } from 'zod'
import type { SiteMemory } from './SiteMemory'

const serviceTopic = /^\/sys\/([^/]+)\/([^/]+)\/thing\/service\/([^/]+)$/
const historyTopic = /^\/sys\/([^/]+)\/([^/]+)\/thing\/history\/get$/

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

export interface SiteEars {
  /** What is answered goes out there. */
  publish(topic: string, body: Record<string, unknown>): void
  memory: SiteMemory
  onService: (
    productKey: string,
    deviceName: string,
    service: string,
    id: string,
    params: Record<string, unknown>,
  ) => void
  /** Whether the device is there to answer for what it said before. */
  canAnswer: (productKey: string, deviceName: string) => boolean
}

/** Takes what the site is told, over whichever carriage it came. */
export function hearSite(topic: string, body: unknown, { publish, memory, onService, canAnswer }: SiteEars): void {
  const [, askedKey, askedName] = historyTopic.exec(topic) ?? []
  if (askedKey !== undefined && askedName !== undefined) {
    const call = HistoryCall.safeParse(body)
    if (!call.success || !canAnswer(askedKey, askedName)) return
    const { id, params } = call.data
    const data = memory.tell(askedName, params)
    publish(`/sys/${askedKey}/${askedName}/thing/history/get_reply`, { id, code: 200, message: 'success', data })
    return
  }
  const [, productKey, deviceName, service] = serviceTopic.exec(topic) ?? []
  if (productKey === undefined || deviceName === undefined || service === undefined || service.endsWith('_reply'))
    return
  const call = ServiceCall.safeParse(body)
  if (call.success) onService(productKey, deviceName, service, call.data.id, call.data.params)
}
