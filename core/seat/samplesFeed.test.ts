import { expect, it } from 'vitest'
import { DeviceId, qualityCodes, type SampleBatch } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { Registry } from '../iot/Registry'
import { DeviceStates } from '../live/DeviceStates'
import { LiveState } from '../live/LiveState'
import { createTicker } from '../live/Ticker'
import { followRegistry } from './followRegistry'
import { samplesFeed } from './samplesFeed'
import { createTestSink } from './testSink'

function setUp() {
  const registry = new Registry(testDistrict(), 1)
  let run: (() => void) | undefined
  const ticker = createTicker((callback) => {
    run = callback
    return () => (run = undefined)
  })
  const live = new LiveState(ticker, registry.pointCount)
  followRegistry(registry, live, new DeviceStates(ticker, registry.deviceCount))
  const sink = createTestSink<SampleBatch>()
  return {
    registry,
    sink,
    isListening: () => run !== undefined,
    follow: (...ids: string[]) =>
      samplesFeed(registry, live, { rateHz: 30, devices: ids.map((id) => DeviceId.parse(id)) }, sink),
    hear(device: string, property: string, value: number, timeMs: number) {
      live.set(registry.pointOf(device, property) ?? -1, value, timeMs, qualityCodes.good)
    },
    /** What was told since it was asked last, by device and property. */
    told() {
      sink.events.splice(0)
      run?.()
      return sink.events.flatMap(({ points, values }) =>
        Array.from(points, (point, at) => {
          const { device, property } = registry.pointAt(point)!
          return `${device.id} ${property.id} ${values[at]}`
        }),
      )
    },
    upgrade(typeId: string, most: number, between: () => void) {
      const type = registry.typeOf(typeId)!
      const [first] = type.properties
      const properties = [{ ...first!, id: 'fresh' }, ...type.properties]
      const steps = registry.begin({ revision: 2, types: [{ ...type, version: 2, properties }], devices: [] })
      for (let step = steps.next(most); step; step = steps.next(most)) {
        steps.take(step)
        between()
      }
    },
  }
}

it('goes on with the values of a device under its new numbers, step by step, and tells nothing of others', () => {
  const seat = setUp()
  seat.follow('TH-1')
  seat.hear('TH-1', 'temperature', 21, 1_000)
  seat.hear('TH-2', 'temperature', 99, 1_000)
  expect(seat.told()).toEqual(['TH-1 temperature 21'])
  const between: string[][] = []
  let value = 22
  seat.upgrade('thermo', 1, () => {
    seat.hear('TH-1', 'temperature', value, 1_000 + value)
    value += 1
    between.push(seat.told())
  })
  expect(between).toEqual([['TH-1 temperature 22'], ['TH-1 temperature 23']])
  seat.hear('TH-1', 'fresh', 5, 3_000)
  expect(seat.told()).toEqual(['TH-1 fresh 5'])
})

it('begins with a device that comes after it was asked for', () => {
  const seat = setUp()
  const { registry } = seat
  const stop = seat.follow('N-1')
  expect(seat.told()).toEqual([])
  const device = { ...registry.deviceAt(registry.indexOf('TH-1')!)!, id: DeviceId.parse('N-1') }
  registry.apply({ revision: 2, types: [], devices: [{ device, isRetired: false }] })
  seat.hear('N-1', 'temperature', 7, 1_000)
  expect(seat.told()).toEqual(['N-1 temperature 7'])
  stop()
  expect(seat.isListening()).toBe(false)
})
