import type { JsonRecord } from './parseMessage'
import { isNew, messageIdOf } from './checks'
import { receiptEvent } from './decodeReceipt'
import type { Incoming, Wall } from './Wall'

const longestAnswer = 500

/**
 * How a device answered a command; the id is the command's. Handsets answer what they are sent by receipts, so their replies tell nothing more than that they
 * are there.
 */
export function decodeServiceReply(message: JsonRecord, service: string, incoming: Incoming, wall: Wall): void {
  const { device } = incoming
  if (device.events.has(receiptEvent)) return
  if (!device.services.has(service)) return wall.refuse('unknownTopic', `no service ${service.slice(0, 64)}`)
  const { id, code } = message
  if (typeof id !== 'string' || id.length === 0 || id.length > 80) return wall.refuse('wrongShape', 'id is no command')
  if (typeof code !== 'number' || !Number.isInteger(code)) return wall.refuse('wrongShape', 'code is no whole number')
  if (!isNew(messageIdOf(message) ?? id, incoming, wall)) return
  wall.sink.answer({ commandId: id, device, code, text: textOf(message), atMs: wall.nowMs })
}

function textOf({ message, data }: JsonRecord): string {
  if (typeof message === 'string' && message.length > 0) return message.slice(0, longestAnswer)
  return data === undefined ? '' : JSON.stringify(data).slice(0, longestAnswer)
}
