import { expect, it, vi } from 'vitest'
import { qualityCodes } from '../../domain/contract'
import { makeElement, makeGraphic } from '../../domain/graphics/testGraphic'
import { createRegistry } from '../feed/Registry'
import { makeAlarm, makeDeviceTable, makeDeviceType, makeGeometry, makeRegistryParts } from '../testing/builders'
import { LiveReadings } from './LiveReadings'
import { lookedAtBy } from './Readings'

const count = 800
const type = makeDeviceType({
  id: 'pump',
  properties: [
    { id: 'pressure', name: { zh: '压力', en: 'Pressure' }, type: 'number', access: 'read', reportPeriodMs: 10_000 },
  ],
})
const rows = Array.from({ length: count }, (_each, i) => ({
  id: `p-${i}`,
  zh: `泵 ${i}`,
  en: `Pump ${i}`,
  type: 'pump',
}))
const registry = createRegistry({
  ...makeRegistryParts(),
  deviceTypes: [type],
  devices: makeDeviceTable(rows, [type], makeGeometry()),
})
const source = (i: number) => ({ deviceId: `p-${i}`, propertyId: 'pressure' })
const graphic = makeGraphic(
  'plant',
  rows.map((_each, i) => makeElement(`e${i}`, { kind: 'value', source: source(i), showsName: false })),
)
const sample = (point: number, value: number, timeMs: number) => ({
  points: Uint32Array.of(point),
  values: Float64Array.of(value),
  timesMs: Float64Array.of(timeMs),
  qualities: Uint8Array.of(qualityCodes.good),
})

it('a sheet of 800 elements tells of one change the one that looks at it, and of age those that have aged', () => {
  const readings = new LiveReadings(registry, graphic, undefined, () =>
    Promise.resolve({ values: [], toMs: 0, stepMs: 1 }),
  )
  const told = vi.fn()
  const stops = graphic.elements.map((element) => readings.watch(lookedAtBy(element), () => told(element.id)))
  expect(readings.devices).toHaveLength(count)
  readings.onSamples(sample(5, 0.4, 1_000), 1_000)
  expect(told.mock.calls).toEqual([['e5']])
  const [fifth] = graphic.elements.slice(5, 6).flatMap((element) => lookedAtBy(element).sources)
  if (!fifth) throw new Error('the sheet is empty')
  expect(readings.value(fifth)).toMatchObject({ value: 0.4, quality: 'good' })

  readings.onTime(21_001)
  expect(told.mock.calls).toEqual([['e5'], ['e5']])
  readings.onTime(22_000)
  expect(told).toHaveBeenCalledTimes(2)
  expect(readings.value(fifth)?.quality).toBe('stale')

  for (const stop of stops) stop()
  readings.onSamples(sample(6, 1, 22_000), 22_000)
  expect(told).toHaveBeenCalledTimes(2)
})

it('an alarm of another device tells nobody; of a device on the sheet it tells who looks at the device', () => {
  const alarms = makeGraphic('alarms', [makeElement('a', { kind: 'alarms', deviceId: 'p-1' })])
  const readings = new LiveReadings(registry, alarms, undefined, () =>
    Promise.resolve({ values: [], toMs: 0, stepMs: 1 }),
  )
  const told = vi.fn()
  for (const element of alarms.elements) readings.watch(lookedAtBy(element), told)
  readings.onAlarms(new Map([['x', makeAlarm({ id: 'x', deviceId: 'p-2' })]]))
  expect(told).not.toHaveBeenCalled()
  const own = makeAlarm({ id: 'y', deviceId: 'p-1' })
  readings.onAlarms(new Map([['y', own]]))
  readings.onAlarms(new Map([['y', own]]))
  expect(told).toHaveBeenCalledTimes(1)
  readings.onStates(Uint8Array.of(1, 3), undefined)
  expect(told).toHaveBeenCalledTimes(2)
})
