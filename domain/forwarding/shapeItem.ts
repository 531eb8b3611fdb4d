import type { ForwardField } from '../contract'
import type { ForwardItem } from './ForwardItem'

/** An item as it leaves the house: its id, and the fields of the route that it has. */
export type ShapedItem = { readonly id: string } & Partial<Record<ForwardField, string | number>>

export function shapeItem(item: ForwardItem, fields: readonly ForwardField[]): ShapedItem {
  const shaped: { id: string } & Partial<Record<ForwardField, string | number>> = { id: item.id }
  for (const field of fields) {
    const value = item[field]
    if (value !== undefined) shaped[field] = value
  }
  return shaped
}

const gap = /\{(systemKey|typeId|deviceId|property|kind)\}/g

/** Characters that mean something in an MQTT topic, or end it. */
// oxlint-disable-next-line no-control-regex -- a topic must not hold them
const special = /[/#+\u0000-\u001f\u007f]/g

/** The topic of an item; what it does not have, and what a topic must not hold, is `_`. */
export const fillTopic = (template: string, item: ForwardItem): string =>
  template.replace(gap, (_, field: 'systemKey' | 'typeId' | 'deviceId' | 'property' | 'kind') =>
    (item[field] ?? '_').replace(special, '_'),
  )
