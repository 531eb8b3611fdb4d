import { activationTopic } from '../../domain/access/deviceUserName'
import { parseDeviceTopic } from '../mqtt/topics'

/** What a device asks for by method and address. */
export type DeviceAsk =
  /** To take what it says on this topic. */
  | { readonly kind: 'post'; readonly topic: string }
  /** To be told what is there for it, or comes within `waitMs`. */
  | { readonly kind: 'poll'; readonly productKey: string; readonly deviceName: string; readonly waitMs: number }
  /** To be given a secret for an activation code. */
  | { readonly kind: 'activate' }

/** HTTP status where nothing answers. */
export type NoAsk = { readonly status: 400 | 404 | 405 }

/** Commands are written before they leave: who does not wait at all would always be a moment too early. */
const shortestWaitMs = 1_000
const usualWaitMs = 25_000
/** Below what proxies and mobile networks let a silent connection live. */
const longestWaitMs = 55_000
const longestTarget = 1_024

/** A level of a topic is nothing that would be another topic. */
const badLevel = /[/+#\p{Cc}]/u

/**
 * @param target as in the request line: path, percent-encoded, and query
 * @returns what is asked, or the status to refuse it with
 */
export function readDeviceRequest(method: string, target: string): DeviceAsk | NoAsk {
  if (target.length > longestTarget) return { status: 404 }
  const [path = '', query = ''] = target.split('?', 2)
  const topic = decodeTopic(path)
  if (topic === undefined) return { status: 404 }
  if (topic === activationTopic) return method === 'POST' ? { kind: 'activate' } : { status: 405 }
  const [start, sys, productKey, deviceName, thing, last, ...more] = topic.split('/')
  const isPoll = start === '' && sys === 'sys' && thing === 'thing' && last === 'downlink' && more.length === 0
  if (isPoll && productKey && deviceName) {
    if (method !== 'GET') return { status: 405 }
    const waitMs = readWait(query)
    return waitMs === undefined ? { status: 400 } : { kind: 'poll', productKey, deviceName, waitMs }
  }
  const parsed = parseDeviceTopic(topic)
  if (parsed === undefined || parsed.kind === 'command') return { status: 404 }
  return method === 'POST' ? { kind: 'post', topic } : { status: 405 }
}

function decodeTopic(path: string): string | undefined {
  const levels: string[] = []
  for (const level of path.split('/')) {
    const decoded = decodeLevel(level)
    if (decoded === undefined || badLevel.test(decoded)) return undefined
    levels.push(decoded)
  }
  return levels.join('/')
}

function decodeLevel(level: string): string | undefined {
  try {
    return decodeURIComponent(level)
  } catch {
    return undefined
  }
}

/** `wait=SECONDS`. @returns `undefined` when it is no number of them */
function readWait(query: string): number | undefined {
  if (query === '') return usualWaitMs
  const [, seconds] = /^wait=(\d{1,3})$/.exec(query) ?? []
  if (seconds === undefined) return undefined
  return Math.min(longestWaitMs, Math.max(shortestWaitMs, Number(seconds) * 1_000))
}
