import { expect, test } from 'vitest'
import { deviceStateCodes } from '../../../../domain/contract/contract'
import { DeviceColumns } from './DeviceColumns'
import { nearestDevice } from './nearestDevice'
import { Projector } from './Projector'

const origin: [number, number] = [113.94, 22.52]
const positions = [113.94, 22.52, 113.9449, 22.5243, 113.936, 22.517]
const table = {
  ids: ['a', 'b', 'c'],
  types: new Uint32Array([0, 1, 0]),
  lngLats: new Float64Array(positions),
  buildings: new Int32Array([-1, -1, -1]),
  buildingIds: [],
  floors: new Int32Array(3),
}
const projector = new Projector({ centre: origin, zoom: 16, pitch: 52, bearing: -24 }, { width: 1200, height: 900 })
const columnsOf = () => new DeviceColumns(table as never, { buildings: [] }, origin, [0, 1])

test('the pointer meets the device of a shown layer to the pixel, also at the rim of the district', () => {
  const columns = columnsOf()
  columns.showTypes(new Set([1]))
  const at = projector.toScreen([113.9449, 22.5243], 1.2)
  expect(at && nearestDevice(columns, projector, at, 2)).toBe(1)
})

test('a device of a hidden layer is met only while it is abnormal or offline, for only then is it drawn', () => {
  const columns = columnsOf()
  const at = projector.toScreen([113.94, 22.52], 1.2) ?? { x: 0, y: 0 }
  expect(nearestDevice(columns, projector, at, 8)).toBeUndefined()
  columns.setStates(new Uint32Array([0]), new Uint8Array([deviceStateCodes.offline]))
  expect(nearestDevice(columns, projector, at, 8)).toBe(0)
  columns.setStates(new Uint32Array([0]), new Uint8Array([deviceStateCodes.online]))
  expect(nearestDevice(columns, projector, at, 8)).toBeUndefined()
})
