/** A topic of the device dialect, taken apart. */
export interface DeviceTopic {
  readonly productKey: string
  readonly deviceName: string
  readonly kind: 'property' | 'event' | 'serviceReply' | 'lifecycle' | 'historyReply' | 'command' | 'raw'
  /** Event or service. */
  readonly name: string
}

/** What a core listens to. Commands come along on the second, because filters cannot ask for an ending; they are passed over. */
export const deviceFilters = [
  '/sys/+/+/thing/event/+/post',
  '/sys/+/+/thing/service/+',
  '/sys/+/+/thing/lifecycle',
] as const
export const historyFilter = '/sys/+/+/thing/history/get_reply'
/** Bytes that are passed through as they are. */
export const rawFilter = '/sys/+/+/thing/model/up_raw'

const replySuffix = '_reply'

/** @returns `undefined` for a topic that is none of the dialect's upward ones */
export function parseDeviceTopic(topic: string): DeviceTopic | undefined {
  const [root, sys, productKey, deviceName, thing, area, name, post, ...rest] = topic.split('/')
  if (root !== '' || sys !== 'sys' || !productKey || !deviceName || thing !== 'thing' || rest.length > 0)
    return undefined
  if (area === 'event' && name && post === 'post')
    return { productKey, deviceName, kind: name === 'property' ? 'property' : 'event', name }
  if (post !== undefined) return undefined
  if (area === 'lifecycle' && name === undefined) return { productKey, deviceName, kind: 'lifecycle', name: area }
  if (area === 'model' && name === 'up_raw') return { productKey, deviceName, kind: 'raw', name }
  if (area === 'history' && name === 'get_reply') return { productKey, deviceName, kind: 'historyReply', name }
  if (area !== 'service' || !name) return undefined
  if (!name.endsWith(replySuffix)) return { productKey, deviceName, kind: 'command', name }
  return { productKey, deviceName, kind: 'serviceReply', name: name.slice(0, -replySuffix.length) }
}

export const serviceTopic = (productKey: string, deviceName: string, service: string) =>
  `/sys/${productKey}/${deviceName}/thing/service/${service}`

export const historyTopic = (productKey: string, deviceName: string) =>
  `/sys/${productKey}/${deviceName}/thing/history/get`

/** @param filterLevels a topic filter split at `/` */
export function matchesFilter(filterLevels: readonly string[], topicLevels: readonly string[]): boolean {
  for (const [at, level] of filterLevels.entries()) {
    if (level === '#') return true
    if (at >= topicLevels.length || (level !== '+' && level !== topicLevels[at])) return false
  }
  return filterLevels.length === topicLevels.length
}
