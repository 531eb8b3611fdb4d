import { expect, test } from 'vitest'
import { deviceStateCodes } from '../../../../domain/contract'
import { makeRegistry } from '../../../testing/builders'
import { DeviceColumns } from './DeviceColumns'

const { geometry, devices } = makeRegistry()
const { online, offline } = deviceStateCodes

/** Columns whose first upload is done. */
function columnsInUse(): DeviceColumns {
  const columns = new DeviceColumns(devices, geometry, geometry.centre, [0, 1])
  columns.takeDirty()
  return columns
}

test('everything is new to the card at first, and nothing after it was taken', () => {
  const columns = new DeviceColumns(devices, geometry, geometry.centre, [0, 1])
  expect(columns.takeDirty()).toEqual({ start: 0, end: devices.ids.length })
  expect(columns.takeDirty()).toBeUndefined()
})

test('a change of state touches its rows only, and a state told again touches none', () => {
  const columns = columnsInUse()
  columns.setStates(new Uint32Array([2]), new Uint8Array([offline]))
  expect(columns.stateOf(2)).toBe(offline)
  expect(columns.takeDirty()).toEqual({ start: 2, end: 3 })
  columns.setStates(new Uint32Array([2]), new Uint8Array([offline]))
  expect(columns.takeDirty()).toBeUndefined()
})

test('changes between two uploads are written together', () => {
  const columns = columnsInUse()
  columns.setStates(new Uint32Array([3]), new Uint8Array([online]))
  columns.moveTo(1, [113.95, 22.54])
  expect(columns.takeDirty()).toEqual({ start: 1, end: 4 })
})

test('a device that the table does not hold is left alone', () => {
  const columns = columnsInUse()
  columns.setStates(new Uint32Array([4_000_000]), new Uint8Array([offline]))
  expect(columns.takeDirty()).toBeUndefined()
})

test('a device on the 18th floor hangs as high as that floor, one outdoors stands on the ground', () => {
  const { offsets } = columnsInUse()
  const heightOf = (id: string) => offsets[devices.ids.findIndex((each) => each === id) * 3 + 2] ?? 0
  expect(heightOf('smoke-1806')).toBeGreaterThan(17 * 4)
  expect(heightOf('smoke-1806')).toBeLessThan(18 * 4)
  expect(heightOf('tm-9')).toBeLessThan(2)
})

test('a layer shows its own types and no others', () => {
  const columns = columnsInUse()
  columns.showTypes(new Set([1]))
  expect([0, 1, 2, 3].map((row) => columns.isShown(row))).toEqual([false, false, true, true])
})
