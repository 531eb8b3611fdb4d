import type { AlarmCondition, DeviceType } from '../contract'
import type { Report } from './DistrictProblem'

/** Checks each thing model in itself: ids once, alarms over properties and events that the model has. */
export function checkDeviceTypes(deviceTypes: readonly DeviceType[], report: Report): void {
  deviceTypes.forEach((type, place) => {
    const path = `deviceTypes[${place}]`
    for (const part of ['properties', 'events', 'services', 'alarms'] as const) {
      const seen = new Set<string>()
      type[part].forEach(({ id }, index) => {
        if (seen.has(id)) report(`${path}.${part}[${index}].id`, 'duplicateId', `${id} stands twice in ${type.id}`)
        seen.add(id)
      })
    }
    type.alarms.forEach((alarm, index) =>
      checkCondition(type, alarm.condition, `${path}.alarms[${index}].condition`, report),
    )
  })
}

function checkCondition(type: DeviceType, condition: AlarmCondition, path: string, report: Report): void {
  if ('property' in condition && !type.properties.some((property) => property.id === condition.property)) {
    report(`${path}.property`, 'unknownProperty', `${type.id} has no property ${condition.property}`)
  }
  if (condition.kind !== 'event') return
  for (const id of [condition.event, condition.clearEvent]) {
    if (id !== undefined && !type.events.some((event) => event.id === id)) {
      report(`${path}.event`, 'unknownEvent', `${type.id} has no event ${id}`)
    }
  }
}
