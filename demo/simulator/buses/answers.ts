import { type FrameValues, valueAt } from '../../../domain/codec/values'
import type { Bus } from './busFile'

/** The play, as devices on a line need it. */
export interface BusSite {
  /** What a device measures now; nothing when it is gone. */
  measure(deviceId: string): Record<string, number> | undefined
  command(productKey: string, deviceId: string, service: string): void
}

/** What a device says to a question; nothing when it is not there. */
export type Reply = (message: string, values: FrameValues) => { message: string; values: FrameValues } | undefined

const OPEN_RELAY = 0x1a

/** Meters of the demo district: energy, voltage and current that go with their power, and a relay. */
export const answerMeter =
  (bus: Bus, site: BusSite): Reply =>
  (message, values) => {
    const { address } = values
    const device = bus.devices.find((each) => each.address === address)
    const measured = device && site.measure(device.deviceName)
    if (!device || !measured || address === undefined) return undefined
    if (message === 'relay') {
      const service = valueAt(values, 'data.order') === OPEN_RELAY ? 'switch_off' : 'switch_on'
      site.command(device.productKey, device.deviceName, service)
      return { message: 'writeAnswer', values: { address, data: '' } }
    }
    const power = Math.min(99, measured['power'] ?? 0)
    const voltage = 229.5
    return {
      message: 'readAnswer',
      values: {
        address,
        data: {
          energy: (measured['forward_energy'] ?? 0) % 1_000_000,
          voltage,
          current: Math.min(999, (power * 1000) / voltage / 3),
          power,
          status: { relayOpen: Math.min(1, measured['state'] ?? 0) },
        },
      },
    }
  }

/** Room sensors with a fan: four registers read, one written. */
export const answerClimate =
  (bus: Bus, site: BusSite): Reply =>
  (message, values) => {
    const { unit } = values
    const device = bus.devices.find((each) => each.address === unit)
    const measured = device && site.measure(device.deviceName)
    if (!measured || unit === undefined) return undefined
    if (message === 'writeRegister') return { message: 'written', values }
    const { temperature = 21, humidity = 45, co2 = 600 } = measured
    return { message: 'inputs', values: { unit, body: { temperature, humidity, co2, fan: 0 } } }
  }

/** Fire water tanks: five registers read; a limit written, which the play heeds as a service. */
export const answerLevel =
  (bus: Bus, site: BusSite): Reply =>
  (message, values) => {
    const { unit } = values
    const device = bus.devices.find((each) => each.address === unit)
    const measured = device && site.measure(device.deviceName)
    if (!device || !measured || unit === undefined) return undefined
    if (message === 'writeRegister') {
      site.command(device.productKey, device.deviceName, 'set_limit')
      return { message: 'written', values }
    }
    const { water_level: level = 0, battery = 100, signal = -60, state = 0 } = measured
    return { message: 'inputs', values: { unit, body: { level, battery, signal, state } } }
  }
