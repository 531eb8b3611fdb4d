import { describe, expect, it } from 'vitest'
import { deviceStateCodes } from '../../domain/contract'
import { DeviceStates, type DeviceStateBatch } from './DeviceStates'
import { createTicker } from './Ticker'

describe('DeviceStates', () => {
  let run: (() => void) | undefined
  const ticker = createTicker((callback) => {
    run = callback
    return () => (run = undefined)
  })

  // req: R-4.1.1.2-14
  it('hands over every device first and then those that changed', () => {
    const states = new DeviceStates(ticker, 3)
    states.set(2, deviceStateCodes.online)
    const batches: DeviceStateBatch[] = []
    const stop = states.subscribe({ rateHz: 30 }, (batch) => batches.push(batch))
    run?.()
    expect(states.set(0, deviceStateCodes.offline)).toBe(true)
    expect(states.set(2, deviceStateCodes.online)).toBe(false)
    run?.()
    run?.()
    stop()
    expect(batches).toEqual([
      { isSnapshot: true, devices: Uint32Array.of(0, 1, 2), states: Uint8Array.of(0, 0, deviceStateCodes.online) },
      { isSnapshot: false, devices: Uint32Array.of(0), states: Uint8Array.of(deviceStateCodes.offline) },
    ])
  })

  it('knows how many devices are in each state', () => {
    const states = new DeviceStates(ticker, 2)
    states.grow(5)
    states.set(4, deviceStateCodes.online)
    states.set(3, deviceStateCodes.online)
    states.set(3, deviceStateCodes.abnormal)
    states.set(9, deviceStateCodes.online)
    expect(
      [deviceStateCodes.unknown, deviceStateCodes.online, deviceStateCodes.abnormal].map((code) => states.count(code)),
    ).toEqual([3, 1, 1])
    expect(states.deviceCount).toBe(5)
  })
})
