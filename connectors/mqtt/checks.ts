import type { Property } from '../../domain/contract'
import type { JsonRecord } from './parseMessage'
import type { Incoming, Wall } from './Wall'

/** Before 2020 nothing spoke to this house: a clock that says so was never set, or has lost its battery. */
export const unsetBeforeMs = 1_577_836_800_000
/** Older than this nothing useful can be done with: history has sealed its blocks, alarms are over. */
export const oldestMs = 7 * 86_400_000
/** Clocks of devices drift by minutes; one that is further ahead is wrong. */
export const furthestMs = 5 * 60_000
const longestId = 64

/**
 * Source time of a message or value. A device whose clock runs ahead, or was never set, is heard all the same, as of now, and the desk is told: its fire must not stay unheard for its clock.
 *
 * @param fallbackMs what counts when the field is absent
 * @returns UTC ms; NaN after refusing
 */
export function checkTime(time: unknown, fallbackMs: number, what: string, wall: Wall): number {
  if (time === undefined) return fallbackMs
  if (typeof time !== 'number') return refuseTime(wall, 'wrongType', `${what}: time is no number`)
  if (!Number.isFinite(time)) return refuseTime(wall, 'notFinite', `${what}: time is not finite`)
  if (time < unsetBeforeMs || time > wall.nowMs + furthestMs) return wall.clockWrong(time, what)
  if (time < wall.nowMs - oldestMs) return refuseTime(wall, 'timeTooOld', `${what}: time ${time}`)
  return time
}

function refuseTime(wall: Wall, reason: 'wrongType' | 'notFinite' | 'timeTooOld', detail: string): number {
  wall.refuse(reason, detail)
  return Number.NaN
}

/**
 * A value of a property as the live state keeps it: bool is 0 or 1.
 *
 * @returns NaN after refusing
 */
export function checkValue(value: unknown, property: Property, wall: Wall): number {
  if (typeof value === 'number') return checkNumber(value, property, wall)
  if (typeof value === 'boolean' && property.type === 'bool') return value ? 1 : 0
  wall.refuse('wrongType', `${property.id}: ${property.type} expected`)
  return Number.NaN
}

function checkNumber(value: number, property: Property, wall: Wall): number {
  if (!Number.isFinite(value)) {
    wall.refuse('notFinite', property.id)
    return Number.NaN
  }
  if (isInRange(value, property)) return value
  wall.refuse('outOfRange', `${property.id}: ${value}`)
  return Number.NaN
}

function isInRange(value: number, { type, min, max, values }: Property): boolean {
  if (type === 'bool') return value === 0 || value === 1
  if ((min !== undefined && value < min) || (max !== undefined && value > max)) return false
  return type === 'number' || (Number.isInteger(value) && (!values || values.some((named) => named.value === value)))
}

/** Id of a message as text; some devices number theirs. `undefined` when it has none that can be used. */
export function messageIdOf(message: JsonRecord): string | undefined {
  const { id } = message
  if (typeof id === 'string') return id.length > 0 && id.length <= longestId ? id : undefined
  return typeof id === 'number' && Number.isFinite(id) ? String(id) : undefined
}

/** @returns false for a message that was here already; it is refused, unless it is the broker that repeats it */
export function isNew(id: string | undefined, { recent, isRepeat }: Incoming, wall: Wall): boolean {
  if (id === undefined || recent.add(id)) return true
  if (!isRepeat) wall.refuse('duplicate', `id ${id}`)
  return false
}

/** Tells the number of a message that has one; a wrong one is refused and leaves the message standing. */
export function tellNumber(message: JsonRecord, { device }: Incoming, wall: Wall): void {
  const { seq, time } = message
  if (seq === undefined) return
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0)
    return wall.refuse('wrongType', 'seq: whole number expected')
  const isTime = typeof time === 'number' && time >= unsetBeforeMs && time <= wall.nowMs + furthestMs
  wall.sink.numbered(device.index, seq, isTime ? time : wall.nowMs)
}
