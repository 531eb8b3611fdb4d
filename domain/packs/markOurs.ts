import type { DeviceType } from '../contract'
import { stateKey } from './stateKey'

/**
 * Marks the members of a type that the white paper does not name: properties, events, services and alarms by id, states by key. The events by which an alarm is told and taken back
 * are marked with it.
 *
 * @throws Error when a name is none of the type
 */
export function markOurs(type: DeviceType, names: readonly string[]): DeviceType {
  const open = new Set(names)
  const wanted = new Set(names)
  const isOurs = (name: string): boolean => {
    open.delete(name)
    return wanted.has(name)
  }
  const mark = <Member extends object>(member: Member, name: string): Member =>
    isOurs(name) ? { ...member, isOurs: true } : member
  const marked: DeviceType = {
    ...type,
    properties: type.properties.map((property) =>
      mark(
        property.values === undefined
          ? property
          : { ...property, values: property.values.map((each) => mark(each, stateKey(each.name.en))) },
        property.id,
      ),
    ),
    events: type.events.map((event) => mark(event, event.id.replace(/_cleared$/, ''))),
    services: type.services.map((service) => mark(service, service.id)),
    alarms: type.alarms.map((alarm) => mark(alarm, alarm.id)),
  }
  if (open.size > 0) throw new Error(`${type.id}: no member "${[...open].join('", "')}"`)
  return marked
}
