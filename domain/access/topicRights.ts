import type { DeviceName } from './deviceUserName'

/** Whom a connection speaks for: itself and, where it is a gateway, those behind it. */
export interface Speaker extends DeviceName {
  isBehindIt(deviceName: string, productKey: string): boolean
}

/** Topic of a device's own, and what follows. */
const rootOf = (topic: string): { productKey: string; deviceName: string; rest: string[] } | undefined => {
  const [start, sys, productKey, deviceName, ...rest] = topic.split('/')
  if (start !== '' || sys !== 'sys' || !productKey || !deviceName || rest.length === 0) return undefined
  return { productKey, deviceName, rest }
}

const speaksFor = (speaker: Speaker, productKey: string, deviceName: string): boolean =>
  (productKey === speaker.productKey && deviceName === speaker.deviceName) || speaker.isBehindIt(deviceName, productKey)

/** Whether the topic is one under which the connection may speak. Whether it is one that devices speak on at all is asked before. */
export function mayPublish(speaker: Speaker, topic: string): boolean {
  const root = rootOf(topic)
  return root !== undefined && speaksFor(speaker, root.productKey, root.deviceName)
}

/** A filter is allowed when nothing that matches it belongs to somebody else: product and device are named in full. */
export function maySubscribe(speaker: Speaker, filter: string): boolean {
  const root = rootOf(filter)
  if (!root || isWild(root.productKey) || isWild(root.deviceName)) return false
  return speaksFor(speaker, root.productKey, root.deviceName)
}

const isWild = (level: string): boolean => level.includes('+') || level.includes('#')
