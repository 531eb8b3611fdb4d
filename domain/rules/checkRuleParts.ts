import type { DeviceType, RuleAction, RuleDevices, RuleDraft, RuleProblem, RuleTargets } from '../contract'
import { parameterFault } from '../things/parameterFault'
import { ownNames, inputProperty, targetTypes, variablesOf } from './ruleVariables'
import { typesOf } from './ruleDevices'
import type { RuleCatalogue } from './RuleWorld'

type Code = RuleProblem['code']

/** Triggers whose truth lasts: what must have held for a time can only be said of them. */
export const lasting: ReadonlySet<string> = new Set(['sample', 'state', 'reach'])

/** Whether everything that a rule names exists in the district, and its parts go together. */
export function checkRuleParts(draft: RuleDraft, catalogue: RuleCatalogue): RuleProblem[] {
  const problems: RuleProblem[] = []
  const report = (path: string, code: Code, what?: string, level: RuleProblem['level'] = 'error') =>
    problems.push({ path, code, level, ...(what !== undefined && { what: what.slice(0, 400) }) })

  const checkSystems = (path: string, { systemKeys, deviceIds }: RuleDevices) => {
    for (const key of systemKeys ?? [])
      if (!catalogue.types.some(({ systemKey }) => systemKey === key)) report(path, 'unknownSystem', key, 'warning')
    for (const id of deviceIds ?? []) if (!catalogue.findDevice(id)) report(path, 'unknownDevice', id)
  }
  const checkDevices = (path: string, devices: RuleDevices) => {
    if (!devices.systemKeys?.length && !devices.deviceIds?.length) report(path, 'noDevices')
    checkSystems(path, devices)
  }
  /** Of several names that not every district has, one is enough. */
  const checkAlarms = (path: string, ids: readonly string[] = [], types: readonly DeviceType[]) => {
    if (types.length === 0) return
    const unknown = ids.filter((id) => !types.some(({ alarms }) => alarms.some((alarm) => alarm.id === id)))
    const level = unknown.length === ids.length ? 'error' : 'warning'
    for (const id of unknown) report(path, 'unknownAlarm', id, level)
  }
  const checkTargets = (path: string, { systemKeys, deviceIds, scope, radiusM }: RuleTargets) => {
    const needsSystems = scope !== 'self' && scope !== 'devices' && scope !== 'seesIt'
    if (needsSystems && !systemKeys?.length) report(path, 'noDevices')
    if (scope === 'devices' && !deviceIds?.length) report(path, 'noDevices')
    if (scope === 'near' && radiusM === undefined) report(`${path}.radiusM`, 'badField')
    if (scope === 'self' && !draft.triggers.some((trigger) => 'devices' in trigger)) report(path, 'noDevices')
    checkSystems(path, { ...(systemKeys && { systemKeys }), ...(deviceIds && { deviceIds }) })
  }

  for (const id of draft.areas.buildingIds)
    if (!catalogue.hasBuilding(id)) report('areas.buildingIds', 'unknownPlace', id)
  for (const id of draft.areas.plotIds) if (!catalogue.hasPlot(id)) report('areas.plotIds', 'unknownPlace', id)
  draft.triggers.forEach((trigger, at) => {
    const path = `triggers.${at}`
    if ('devices' in trigger) checkDevices(`${path}.devices`, trigger.devices)
    const types = 'devices' in trigger ? typesOf(trigger.devices, catalogue) : []
    const isKnown = (has: (type: (typeof types)[number]) => boolean) => types.length === 0 || types.some(has)
    switch (trigger.kind) {
      case 'sample':
      case 'state':
        if (!isKnown(({ properties }) => properties.some(({ id }) => id === trigger.property)))
          report(`${path}.property`, 'unknownProperty', trigger.property)
        break
      case 'event':
        if (!isKnown(({ events }) => events.some(({ id }) => id === trigger.event)))
          report(`${path}.event`, 'unknownEvent', trigger.event)
        break
      case 'alarm':
        checkAlarms(`${path}.alarms`, trigger.alarms, types)
        break
      case 'service':
        if (!isKnown(({ services }) => services.some(({ id }) => id === trigger.service)))
          report(`${path}.service`, 'unknownService', trigger.service)
        break
      case 'geofence':
        if (trigger.who.kind === 'devices') checkDevices(`${path}.who.devices`, trigger.who.devices)
        if (trigger.fence.kind === 'building' && !catalogue.hasBuilding(trigger.fence.buildingId))
          report(`${path}.fence.buildingId`, 'unknownPlace', trigger.fence.buildingId)
        break
      case 'schedule':
        for (const date of trigger.days.dates ?? []) if (!isDate(date)) report(`${path}.days.dates`, 'badDate', date)
        for (const { month } of trigger.days.lunar ?? []) if (month === 0) report(`${path}.days.lunar`, 'badDate', '0')
        break
      case 'reach':
      case 'incident':
      case 'task':
      case 'manual':
    }
  })

  const names = new Set<string>()
  draft.inputs.forEach((input, at) => {
    const path = `inputs.${at}`
    if (names.has(input.name) || ownNames.has(input.name)) report(`${path}.name`, 'nameTaken', input.name)
    names.add(input.name)
    checkTargets(`${path}.from`, input.from)
    if (targetTypes(input.from, draft, catalogue).length > 0 && !inputProperty(input, draft, catalogue))
      report(`${path}.property`, 'unknownProperty', input.property)
  })
  draft.conditions.forEach((condition, at) => {
    const path = `conditions.${at}`
    if (condition.kind === 'held' && !draft.triggers.every(({ kind }) => lasting.has(kind)))
      report(path, 'heldNeedsState')
    if (condition.kind === 'time')
      for (const date of condition.days?.dates ?? []) if (!isDate(date)) report(`${path}.days.dates`, 'badDate', date)
    if (condition.kind !== 'around') return
    checkTargets(`${path}.devices`, condition.devices)
    const types = targetTypes(condition.devices, draft, catalogue)
    checkAlarms(`${path}.alarms`, condition.alarms, types)
  })
  const isLifeSafety = isOfLifeSafety(draft, catalogue)
  draft.actions.forEach((action, at) => {
    const path = `actions.${at}`
    if ('devices' in action) checkTargets(`${path}.devices`, action.devices)
    checkAction(action, path, { draft, catalogue, isLifeSafety, report })
  })
  return problems
}

function checkAction(
  action: RuleAction,
  path: string,
  {
    draft,
    catalogue,
    isLifeSafety,
    report,
  }: {
    draft: RuleDraft
    catalogue: RuleCatalogue
    isLifeSafety: boolean
    report: (path: string, code: Code, what?: string, level?: RuleProblem['level']) => void
  },
): void {
  if (action.kind === 'command') {
    const known = variablesOf(draft, catalogue)
    const types = targetTypes(action.devices, draft, catalogue)
    const services = types.flatMap((type) => type.services.filter(({ id }) => id === action.service))
    if (services.length === 0 && types.length > 0) report(`${path}.service`, 'unknownService', action.service)
    for (const service of services) {
      const asked = new Map(service.input.map((parameter) => [parameter.id, parameter]))
      for (const name of Object.keys(action.input))
        if (!asked.has(name)) report(`${path}.input.${name}`, 'badInput', name)
      const takes = action.takes ?? {}
      for (const [id, { name }] of Object.entries(takes)) {
        const takesText = asked.get(id)?.type === 'text'
        if (!asked.has(id) || takesText || action.input[id] !== undefined) report(`${path}.takes.${id}`, 'badInput', id)
        if (!known.has(name)) report(`${path}.takes.${id}`, 'badInput', name)
      }
      for (const [id, parameter] of asked)
        if (!takes[id] && parameterFault(parameter, action.input[id])) report(`${path}.input.${id}`, 'badInput', id)
      if (service.commandClass >= 2 && action.authority === 'act' && !isLifeSafety)
        report(`${path}.authority`, 'mustPropose', action.service)
    }
  }
  if (action.kind === 'alarm') {
    const types = targetTypes(action.devices, draft, catalogue)
    const alarms = types.flatMap((type) => type.alarms.filter(({ id }) => id === action.definition))
    if (alarms.length === 0 && types.length > 0) report(`${path}.definition`, 'unknownAlarm', action.definition)
    else if (alarms.some(({ condition }) => condition.kind !== 'event'))
      report(`${path}.definition`, 'notAnEventAlarm', action.definition)
  }
  if (action.kind === 'plan' && catalogue.planClass(action.planId) === undefined)
    report(`${path}.planId`, 'unknownPlan', action.planId)
}

/** 29 February is one, every fourth year. */
function isDate(date: string): boolean {
  const [month = 0, day = 0] = date.split('-').map(Number)
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2024, month, 0)).getUTCDate()
}

/** Whether nothing but alarms of life safety sets a rule off. */
export function isOfLifeSafety({ triggers }: Pick<RuleDraft, 'triggers'>, catalogue: RuleCatalogue): boolean {
  return triggers.every((trigger) => {
    if (trigger.kind !== 'alarm' || trigger.phase !== 'raised' || !trigger.alarms) return false
    const types = typesOf(trigger.devices, catalogue)
    const ids = new Set<string>(trigger.alarms)
    const found = types.flatMap(({ alarms }) => alarms.filter(({ id }) => ids.has(id)))
    return found.length > 0 && found.every((alarm) => alarm.isLifeSafety)
  })
}
