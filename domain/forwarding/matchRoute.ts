import type { ForwardFilter } from '../contract'
import type { ForwardItem } from './ForwardItem'

const takes = (list: readonly string[] | undefined, value: string | undefined): boolean =>
  list === undefined || (value !== undefined && list.includes(value))

/** Where a device stands, as filters ask for it. */
export type Whereabouts = Pick<ForwardItem, 'deviceId' | 'systemKey' | 'typeId' | 'buildingId'>

export const takesDevice = (filter: ForwardFilter, device: Whereabouts): boolean =>
  takes(filter.systemKeys, device.systemKey) &&
  takes(filter.typeIds, device.typeId) &&
  takes(filter.buildingIds, device.buildingId) &&
  takes(filter.deviceIds, device.deviceId)

/** Whether a route takes the samples of a point: asked once a point, not once a sample. */
export const takesPoint = (filter: ForwardFilter, point: Whereabouts & { property: string }): boolean =>
  filter.kinds.includes('sample') && takesDevice(filter, point) && takes(filter.properties, point.property)

/** Whether a route takes what an alarm or a rule tells. A rule may speak of no device at all. */
export function takesItem(filter: ForwardFilter, item: ForwardItem): boolean {
  if (item.kind === 'test' || !filter.kinds.includes(item.kind)) return false
  // It goes to people, wherever they are.
  if (item.kind === 'reminder') return true
  if (item.kind === 'rule' && item.deviceId === undefined) return true
  return takesDevice(filter, item) && (item.kind !== 'alarm' || takes(filter.priorities, item.priority))
}
