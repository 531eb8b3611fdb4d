import { qualityCodes } from '../../domain/contract'
import { checkTime, checkValue, isNew, messageIdOf } from './checks'
import { isRecord } from './parseMessage'
import type { JsonRecord } from './parseMessage'
import type { Incoming, Wall } from './Wall'

/** A thing model has at most 64 properties; far above lies a fault or malice. */
export const mostProperties = 256

/**
 * Values of a device. What is wrong with the message refuses all of it; what is wrong with one value refuses that value, and the others count.
 * By hand, because most of the house's messages are of this kind; `referenceDecoder.ts` says the same as a schema, and a property test holds them equal.
 */
export function decodePropertyPost(message: JsonRecord, incoming: Incoming, wall: Wall): void {
  const { params } = message
  if (!isRecord(params)) return wall.refuse('wrongShape', 'params is no object')
  const messageMs = checkTime(message['time'], wall.nowMs, 'message', wall)
  if (Number.isNaN(messageMs)) return
  let count = 0
  for (const _ in params) count += 1
  if (count > mostProperties) return wall.refuse('wrongShape', `more than ${mostProperties} properties`)
  if (!isNew(messageIdOf(message), incoming, wall)) return
  for (const name in params) takeValue(name, params[name], messageMs, incoming, wall)
}

function takeValue(name: string, given: unknown, messageMs: number, { device }: Incoming, wall: Wall): void {
  const slot = device.properties.get(name)
  if (slot === undefined) return wall.refuse('unknownProperty', name.slice(0, 64))
  let value = given
  let sourceAtMs = messageMs
  if (isRecord(given)) {
    value = given['value']
    sourceAtMs = checkTime(given['time'], messageMs, name, wall)
    if (Number.isNaN(sourceAtMs)) return
  }
  const checked = checkValue(value, slot.property, wall)
  if (!Number.isNaN(checked)) wall.sink.sample(slot.point, checked, sourceAtMs, qualityCodes.good)
}
