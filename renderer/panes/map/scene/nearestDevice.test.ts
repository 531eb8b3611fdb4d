import { expect, test } from 'vitest'
import { deviceStateCodes } from '../../../../domain/contract'
import { makeDeviceTable, makeDeviceType, makeRegistry } from '../../../testing/builders'
import { DeviceColumns } from './DeviceColumns'
import { nearestDevice } from './nearestDevice'
import { Projector } from './Projector'

const { geometry } = makeRegistry()
const origin: [number, number] = [113.94, 22.52]
const types = [makeDeviceType({ id: 'a' }), makeDeviceType({ id: 'b' })]
const table = {
  ...makeDeviceTable(
    [
      { id: 'd0', zh: '0', en: '0', type: 'a' },
      { id: 'd1', zh: '1', en: '1', type: 'b' },
      { id: 'd2', zh: '2', en: '2', type: 'b', building: 't2', floor: 3 },
    ],
    types,
    geometry,
  ),
  lngLats: Float64Array.of(113.94, 22.52, 113.9449, 22.5243, 113.936, 22.517),
}
const projector = new Projector({ centre: origin, zoom: 16, pitch: 52, bearing: -24 }, { width: 1200, height: 900 })
const columnsOf = () => new DeviceColumns(table, geometry, origin, [0, 1])

test('the pointer meets the device of a shown layer to the pixel, also at the rim of the district', () => {
  const columns = columnsOf()
  columns.showTypes(new Set([1]))
  const at = projector.toScreen([113.9449, 22.5243], 1.2)
  expect(at && nearestDevice(columns, projector, at, 2, false)).toBe(1)
})

test('a device of a hidden layer is met only while it is abnormal or offline, for only then is it drawn', () => {
  const columns = columnsOf()
  const at = projector.toScreen([113.94, 22.52], 1.2) ?? { x: 0, y: 0 }
  expect(nearestDevice(columns, projector, at, 8, false)).toBeUndefined()
  columns.setStates(new Uint32Array([0]), new Uint8Array([deviceStateCodes.offline]))
  expect(nearestDevice(columns, projector, at, 8, false)).toBe(0)
  columns.setStates(new Uint32Array([0]), new Uint8Array([deviceStateCodes.online]))
  expect(nearestDevice(columns, projector, at, 8, false)).toBeUndefined()
})

test('a device indoors is met once its symbol is out, not before', () => {
  const columns = columnsOf()
  columns.showTypes(new Set([1]))
  const at = projector.toScreen([113.936, 22.517], 9.2) ?? { x: 0, y: 0 }
  expect(nearestDevice(columns, projector, at, 4, false)).toBeUndefined()
  expect(nearestDevice(columns, projector, at, 4, true)).toBe(2)
})
