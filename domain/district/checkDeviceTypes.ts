import { compileAlarmExpression } from '../alarm/expressionCondition'
import type { AlarmCondition, AlarmDefinition, DeviceType } from '../contract'
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
    type.alarms.forEach((alarm, index) => {
      checkCondition(type, alarm.condition, `${path}.alarms[${index}].condition`, report)
      checkSuppression(type, alarm, `${path}.alarms[${index}].suppressedWhen`, report)
    })
  })
}

function checkSuppression(
  type: DeviceType,
  { isLifeSafety, suppressedWhen = [] }: AlarmDefinition,
  path: string,
  report: Report,
): void {
  if (isLifeSafety && suppressedWhen.length > 0)
    report(path, 'lifeSafety', 'an alarm of life safety is never suppressed')
  suppressedWhen.forEach(({ property }, index) => {
    if (!type.properties.some(({ id }) => id === property))
      report(`${path}[${index}].property`, 'unknownProperty', `${type.id} has no property ${property}`)
  })
}

function checkCondition(type: DeviceType, condition: AlarmCondition, path: string, report: Report): void {
  if ('property' in condition && !type.properties.some((property) => property.id === condition.property)) {
    report(`${path}.property`, 'unknownProperty', `${type.id} has no property ${condition.property}`)
  }
  if (condition.kind === 'deviation' && 'property' in condition.from) {
    const { property } = condition.from
    if (!type.properties.some(({ id }) => id === property))
      report(`${path}.from.property`, 'unknownProperty', `${type.id} has no property ${property}`)
  }
  if (condition.kind === 'expression') {
    const compiled = compileAlarmExpression(type, condition.expression)
    if (!compiled.isOk) report(`${path}.expression`, 'badExpression', compiled.problem.message)
  }
  if (condition.kind !== 'event') return
  for (const id of [condition.event, condition.clearEvent]) {
    if (id !== undefined && !type.events.some((event) => event.id === id)) {
      report(`${path}.event`, 'unknownEvent', `${type.id} has no event ${id}`)
    }
  }
}
