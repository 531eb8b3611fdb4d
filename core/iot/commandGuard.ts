import type { DeviceSlot } from '../../connectors/site'
import { type CommandInput, type CommandRefusal, qualityCodes, type SeenValues } from '../../domain/contract'
import { judgeCommand, type KnownValue } from '../../domain/command/judgeCommand'
import { seenStates } from '../../domain/command/seenStates'
import { isStale } from '../../domain/live/staleness'

/** The latest values, as the guard reads them. */
export interface ReadableValues {
  value(point: number): number
  timeMs(point: number): number
  quality(point: number): number
}

/** Judges commands by what the site says right now. */
export interface CommandGuard {
  /** @returns why the command must not leave; `undefined` when it may */
  judge(
    device: DeviceSlot,
    asked: { service: string; input: CommandInput; seen?: SeenValues | undefined },
  ): CommandRefusal | undefined
  /** The states that a command to the device is bound to when somebody looks at it now. */
  statesOf(device: DeviceSlot): SeenValues
}

export function createCommandGuard(parts: {
  live: ReadableValues
  /** UTC ms. */
  now: () => number
}): CommandGuard {
  const { live, now } = parts
  const readerOf =
    (device: DeviceSlot) =>
    (property: string): KnownValue | undefined => {
      const slot = device.properties.get(property)
      if (!slot || live.quality(slot.point) === qualityCodes.never) return undefined
      const isGood = live.quality(slot.point) === qualityCodes.good
      const isFresh = isGood && !isStale(live.timeMs(slot.point), slot.property.reportPeriodMs, now())
      return { value: live.value(slot.point), isFresh }
    }
  return {
    judge(device, { service, input, seen }) {
      const known = device.services.get(service)
      return judgeCommand({
        type: device.type,
        interlocks: known?.interlocks ?? [],
        parameters: known?.input,
        input,
        seen,
        read: readerOf(device),
      })
    },
    statesOf(device) {
      const read = readerOf(device)
      return seenStates(device.type, (property) => read(property)?.value)
    },
  }
}
