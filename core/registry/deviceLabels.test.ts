import { expect, test } from 'vitest'
import { DeviceId, type Device } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { deviceLabels } from './deviceLabels'

const [thermometer] = testDistrict().devices
const device = (id: string, labels: Partial<Device>): Device => ({
  ...thermometer!,
  id: DeviceId.parse(id),
  ...labels,
})
const devices = [
  device('a', { tags: ['night', 'spare', 'night'], organisationId: 'property' }),
  device('b', {}),
  device('c', { tags: ['spare'], groupIds: ['g-2', 'g-1'] }),
]
const labels = deviceLabels({ revision: 7, deviceCount: devices.length, deviceAt: (row) => devices[row] })

const at = ({ values, starts, of }: (typeof labels)['tags'], row: number) =>
  [...of.subarray(starts[row], starts[row + 1])].map((number) => values[number])

test('every device has its tags, groups and organisation, each once', () => {
  expect([0, 1, 2].map((row) => at(labels.tags, row))).toEqual([['night', 'spare'], [], ['spare']])
  expect([0, 1, 2].map((row) => at(labels.groups, row))).toEqual([[], [], ['g-2', 'g-1']])
  expect([0, 1, 2].map((row) => at(labels.organisations, row))).toEqual([['property'], [], []])
  expect(labels.revision).toBe(7)
})
