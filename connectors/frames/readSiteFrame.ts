import type { CodecDescription, CodecMessage } from '../../domain/contract'
import { qualityCodes } from '../../domain/contract'
import { decodeFrame } from '../../domain/codec/decodeFrame'
import type { FrameFault, FrameValue, FrameValues } from '../../domain/codec/values'
import { valueAt } from '../../domain/codec/values'
import type { ScriptCodec } from '../script/ScriptCodec'
import type { DeviceSlot, SiteSink } from '../site'

/** What a frame is to the site: of which device, and as which message; or why it is nothing. */
export type SiteFrame =
  | {
      readonly isOk: true
      /** Absent: a script read it. */
      readonly message?: CodecMessage
      readonly values: FrameValues
      readonly address: FrameValue | undefined
      readonly points: readonly { readonly property: string; readonly value: number }[]
      readonly events: readonly string[]
    }
  | { readonly isOk: false; readonly fault: FrameFault; readonly script?: string }

/** Points of a property on the link: what the description says, and what the link adds for its devices. */
export interface PointMapping {
  readonly message: string
  readonly field: string
  readonly property: string
}

/** Reads a whole frame by its description; what no message fits goes to the script, where there is one. */
export function readSiteFrame(
  description: CodecDescription,
  bytes: Uint8Array,
  { mappings = [], script }: { mappings?: readonly PointMapping[]; script?: ScriptCodec | undefined } = {},
): SiteFrame {
  const read = decodeFrame(description, bytes, 'in')
  if (read.isOk) {
    const { message, values } = read
    const own = mappings.filter((each) => each.message === message.id)
    const points = [...(message.points ?? []), ...own].flatMap(({ field, property }) => {
      const value = valueAt(values, field)
      return typeof value === 'number' ? [{ property, value }] : []
    })
    const events = (message.events ?? []).flatMap(({ event, when }) =>
      when === undefined || valueAt(values, when.field) === when.equals ? [event] : [],
    )
    const address = description.address === undefined ? undefined : valueAt(values, description.address)
    return { isOk: true, message, values, address, points, events }
  }
  const { fault } = read
  if (!script) return { isOk: false, fault }
  const { outcome, reading } = script.decode(bytes)
  if (!reading) return { isOk: false, fault, ...(outcome.outcome !== 'returned' && { script: outcome.outcome }) }
  const points = Object.entries(reading.values).map(([property, value]) => ({ property, value }))
  return { isOk: true, values: {}, address: reading.address, points, events: [] }
}

/**
 * Hands what a frame says over to whoever takes it in; of a device's properties only what the thing model has, in its range.
 *
 * @param atMs when it arrived, UTC ms: such protocols carry no time
 * @returns properties that were refused, with why
 */
export function tellFrame(
  frame: Extract<SiteFrame, { isOk: true }>,
  device: DeviceSlot,
  sink: SiteSink,
  atMs: number,
): { property: string; reason: 'unknownProperty' | 'outOfRange' | 'wrongType' | 'unknownEvent' }[] {
  const refused: ReturnType<typeof tellFrame> = []
  sink.heard(device.index, atMs)
  for (const { property, value: raw } of frame.points) {
    const slot = device.properties.get(property)
    if (!slot) {
      refused.push({ property, reason: 'unknownProperty' })
      continue
    }
    const { min, max, type } = slot.property
    // A contact is 1 on one bus, 255 or 65,280 on another: all of them are an alarm.
    const value = type === 'bool' && Number.isInteger(raw) ? Number(raw !== 0) : raw
    if (type !== 'number' && !Number.isInteger(value)) refused.push({ property, reason: 'wrongType' })
    else if (!Number.isFinite(value) || (min !== undefined && value < min) || (max !== undefined && value > max))
      refused.push({ property, reason: 'outOfRange' })
    else sink.sample(slot.point, value, atMs, qualityCodes.good)
  }
  for (const event of frame.events) {
    if (!device.events.has(event)) refused.push({ property: event, reason: 'unknownEvent' })
    else sink.event({ device, event, sourceAtMs: atMs, arrivedAtMs: atMs, output: {} })
  }
  return refused
}
