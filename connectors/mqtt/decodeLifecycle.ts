import { checkTime } from './checks'
import type { JsonRecord } from './parseMessage'
import type { Incoming, Wall } from './Wall'

/** A device, or its last will, says whether it is there. */
export function decodeLifecycle(message: JsonRecord, { device }: Incoming, wall: Wall): void {
  const { status } = message
  if (status !== 'online' && status !== 'offline')
    return wall.refuse('wrongShape', 'status is neither online nor offline')
  const atMs = checkTime(message['time'], wall.nowMs, 'lifecycle', wall)
  if (Number.isNaN(atMs)) return
  if (status === 'online') wall.sink.heard(device.index, atMs)
  else wall.sink.lost(device.index, atMs)
}
