import { checkTime, isNew, messageIdOf } from './checks'
import { decodeReceipt, receiptEvent } from './decodeReceipt'
import { isRecord } from './parseMessage'
import type { JsonRecord } from './parseMessage'
import type { Incoming, Wall } from './Wall'

const mostFields = 64
const longestText = 1_000

/** Something a device tells once. The output stands in `params.value`, as Alink has it, or directly in `params`, as many gateways send it. */
export function decodeEventPost(message: JsonRecord, event: string, incoming: Incoming, wall: Wall): void {
  const { device } = incoming
  if (!device.events.has(event)) return wall.refuse('unknownEvent', event.slice(0, 64))
  const { params } = message
  if (!isRecord(params)) return wall.refuse('wrongShape', 'params is no object')
  const isWrapped = isRecord(params['value'])
  const sourceAtMs = checkTime(params['time'] ?? message['time'], wall.nowMs, 'event', wall)
  if (Number.isNaN(sourceAtMs)) return
  const output = readOutput(isWrapped && isRecord(params['value']) ? params['value'] : params, isWrapped, wall)
  if (output === undefined) return
  if (event === receiptEvent) return decodeReceipt(output, sourceAtMs, message, incoming, wall)
  const messageId = messageIdOf(message)
  if (!isNew(messageId, incoming, wall)) return
  wall.sink.event({
    device,
    event,
    sourceAtMs,
    arrivedAtMs: wall.nowMs,
    output,
    ...(messageId !== undefined && { messageId }),
  })
}

/** Plain fields only, copied into an object of our own. @returns `undefined` after refusing */
function readOutput(
  fields: JsonRecord,
  isWrapped: boolean,
  wall: Wall,
): Record<string, number | string | boolean> | undefined {
  const entries = Object.entries(fields).filter(([name]) => isWrapped || name !== 'time')
  if (entries.length > mostFields) return void wall.refuse('wrongShape', `more than ${mostFields} fields`)
  const output: [string, number | string | boolean][] = []
  for (const [name, value] of entries) {
    if (typeof value === 'number' && !Number.isFinite(value)) return void wall.refuse('notFinite', name.slice(0, 64))
    if (typeof value === 'string' && value.length > longestText)
      return void wall.refuse('wrongShape', `${name.slice(0, 64)} is too long`)
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean')
      return void wall.refuse('wrongType', name.slice(0, 64))
    output.push([name, value])
  }
  return Object.fromEntries(output)
}
