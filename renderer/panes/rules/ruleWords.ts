import type { TFunction } from 'i18next'
import type {
  DeviceService,
  DeviceType,
  LocalText,
  Property,
  RuleAction,
  RuleCondition,
  RuleDays,
  RuleDevices,
  RuleDraft,
  RuleInput,
  RuleTargets,
  RuleTrigger,
} from '../../../domain/contract'
import { Post, Skill } from '../../../domain/contract'
import { inputWords as commandWords } from '../commandCentre/inputWords'
import { type Comparison, type ExpressionNames, expressionWords, isJoined } from './celWords'
import type { RuleNames } from './ruleNames'
import { hasAreas, type RuleNode } from './ruleGraph'

export type RulesT = TFunction<['rules', 'common', 'dispatch']>

export interface WordsOf {
  t: RulesT
  names: RuleNames
  text(text: LocalText): string
  number(value: number, decimals?: number): string
}

/** The parts of a rule as people say them, in the language of the person who reads. */
export interface RuleWords {
  trigger(trigger: RuleTrigger): string
  input(input: RuleInput): string
  condition(condition: RuleCondition, rule: RuleDraft): string
  action(action: RuleAction, rule: RuleDraft): string
  area(rule: RuleDraft): string
  limit(rule: RuleDraft): string
  /** What stands in a node. */
  node(rule: RuleDraft, node: RuleNode): string
  /** The whole rule: when, if, where, then, how often. A shift leader can say from it whether it is right. */
  sentence(rule: RuleDraft): string
  duration(ms: number): string
}

/** Devices of ids are named one by one up to so many; then they are counted. */
const mostNamed = 3

const comparisonKeys = {
  '>': 'above',
  '<': 'below',
  '>=': 'atLeast',
  '<=': 'atMost',
  '==': 'is',
  '!=': 'isNot',
} as const satisfies Record<Comparison, string>

export function createRuleWords({ t, names, text, number }: WordsOf): RuleWords {
  const any = (parts: readonly string[]) => parts.join(t('word.or'))
  const all = (parts: readonly string[]) => parts.join(t('word.and'))
  const list = (parts: readonly string[]) => parts.join(t('word.comma'))
  const systems = (keys: readonly string[] = []) => any(keys.map((key) => names.system(key)))
  const listed = (ids: readonly string[]) =>
    ids.length <= mostNamed
      ? list(ids.map((id) => names.device(id)))
      : t('word.devicesAndMore', { names: list(ids.slice(0, 2).map((id) => names.device(id))), count: ids.length })
  const devices = ({ systemKeys = [], deviceIds = [] }: RuleDevices) =>
    any([
      ...(systemKeys.length > 0 ? [systems(systemKeys)] : []),
      ...(deviceIds.length > 0 ? [listed(deviceIds)] : []),
    ]) || t('word.noDevices')
  const targets = (of: RuleTargets, isAnyNumber = false) => {
    if (of.scope === 'self') return t('where.self')
    if (of.scope === 'devices') return listed(of.deviceIds ?? [])
    const what = of.systemKeys ? systems(of.systemKeys) : t('word.everything')
    const where =
      of.scope === 'near'
        ? t('where.near', { what, radius: number(of.radiusM ?? 0) })
        : t(`where.${of.scope}`, { what })
    return isAnyNumber ? where : t('where.most', { where, max: of.max })
  }
  const propertyName = (types: readonly DeviceType[], id: string) => {
    const property = names.property(types, id)
    return property ? text(property.name) : id
  }
  const valueName = (property: Property | undefined, value: number) => {
    const named = property?.values?.find((each) => each.value === value)
    return named && text(named.name)
  }
  const post = (id: string) => {
    const known = Post.safeParse(id)
    return known.success ? t(`dispatch:post.${known.data}`) : id
  }
  const skill = (id: string) => {
    const known = Skill.safeParse(id)
    return known.success ? t(`skill.${known.data}`) : id
  }
  const duration = (ms: number) => {
    const [unit, size] =
      ms % 3_600_000 === 0
        ? (['hours', 3_600_000] as const)
        : ms % 60_000 === 0
          ? (['minutes', 60_000] as const)
          : (['seconds', 1000] as const)
    return t(`span.${unit}`, { count: Math.round((ms / size) * 10) / 10 })
  }
  const days = ({ weekdays, kind, dates, lunar }: RuleDays) =>
    list([
      ...(kind ? [t(`day.${kind}`)] : []),
      ...(weekdays ? [list(weekdays.map((day) => t(`weekday.${weekdayKey(day)}`)))] : []),
      ...(dates ?? []),
      ...(lunar ?? []).map(({ month, day }) =>
        t(month < 0 ? 'day.lunarLeap' : 'day.lunar', { month: Math.abs(month), day }),
      ),
    ]) || t('day.every')

  const trigger = (of: RuleTrigger): string => {
    if (of.kind === 'manual') return t('trigger.manual')
    if (of.kind === 'schedule') return t('trigger.schedule', { days: days(of.days), times: list(of.times) })
    if (of.kind === 'incident')
      return t(`trigger.incident.${of.phase}`, {
        types: any(of.incidentTypes.map((type) => t(`common:incidentType.${type}`))),
      })
    if (of.kind === 'task')
      return t('trigger.task', { states: any(of.states.map((state) => t(`dispatch:taskState.${state}`))) })
    if (of.kind === 'geofence') {
      const who =
        of.who.kind === 'devices'
          ? devices(of.who.devices)
          : of.who.posts
            ? any(of.who.posts.map(post))
            : t('trigger.anybody')
      const fence =
        of.fence.kind === 'building'
          ? names.building(of.fence.buildingId)
          : of.fence.kind === 'circle'
            ? t('trigger.circle', { radius: number(of.fence.radiusM) })
            : t('trigger.ring')
      return t(`trigger.geofence.${of.crossing}`, { who, fence })
    }
    const what = devices(of.devices)
    const types = names.typesOf(of.devices)
    if (of.kind === 'sample') return t('trigger.sample', { devices: what, property: propertyName(types, of.property) })
    if (of.kind === 'state') {
      const property = names.property(types, of.property)
      return t('trigger.state', {
        devices: what,
        property: property ? text(property.name) : of.property,
        values: any(of.values.map((value) => valueName(property, value) ?? String(value))),
      })
    }
    if (of.kind === 'reach')
      return t('trigger.reach', {
        devices: what,
        states: any(of.states.map((state) => t(`common:deviceState.${state}`))),
      })
    if (of.kind === 'event') {
      const event = names.event(types, of.event)
      return t('trigger.event', { devices: what, event: event ? text(event.name) : of.event })
    }
    if (of.kind === 'service') {
      const service = names.service(types, of.service)
      return t('trigger.service', { devices: what, service: service ? text(service.name) : of.service })
    }
    const alarms = of.alarms?.map((id) => {
      const alarm = names.alarm(types, id)
      return alarm ? text(alarm.name) : id
    })
    const kinds = [
      ...(of.priorities ? [any(of.priorities.map((each) => t(`common:priority.${each}`)))] : []),
      ...(alarms ? [any(alarms)] : []),
    ].join(' · ')
    return t(`trigger.alarm.${of.phase}`, { devices: what, alarms: kinds || t('trigger.anyAlarm') })
  }

  const inputWords = ({ name, from, property, take }: RuleInput) => {
    const types = names.typesOf(from)
    return t('input.is', {
      name,
      take: t(`take.${take}`),
      devices: targets(from, true),
      property: propertyName(types, property),
    })
  }

  /** What goes by a name when the rule is set off. */
  const variable = (name: string, rule: RuleDraft): ReturnType<ExpressionNames['variable']> => {
    const types = rule.triggers.flatMap((each) => ('devices' in each ? names.typesOf(each.devices) : []))
    const input = rule.inputs.find((each) => each.name === name)
    if (input) {
      const property = names.property(names.typesOf(input.from), input.property)
      return { name: property ? `${text(property.name)} (${name})` : name, unit: property?.unit }
    }
    if (name === 'hour' || name === 'minute' || name === 'weekday' || name === 'month' || name === 'placeFloor')
      return { name: t(`variable.${name}`) }
    if (name === 'isWorkday')
      return { name: t('variable.isWorkday'), valueName: (value) => t(value === 1 ? 'value.true' : 'value.false') }
    const sampled = rule.triggers.find((each) => each.kind === 'sample')
    const property = names.property(types, name === 'value' && sampled ? sampled.property : name)
    if (property)
      return {
        name: text(property.name),
        unit: property.unit,
        valueName: (value) => valueName(property, value),
      }
    const bears = rule.triggers
      .flatMap((each) =>
        each.kind === 'event' ? types.flatMap(({ events }) => events.filter(({ id }) => id === each.event)) : [],
      )
      .flatMap(({ fields = [] }) => fields)
      .find(({ id }) => id === name)
    return bears && { name: text(bears.name), unit: bears.unit }
  }

  const expression = (source: string, rule: RuleDraft) =>
    expressionWords(source, {
      variable: (name) => variable(name, rule),
      comparison: (operator, left, right) => t(`comparison.${comparisonKeys[operator]}`, { left, right }),
      all,
      any,
      not: (part) => t('comparison.not', { part }),
      group: (part) => t('comparison.group', { part }),
      verbatim: (code) => t('comparison.verbatim', { code }),
    })

  const condition = (of: RuleCondition, rule: RuleDraft): string => {
    const turned = (words: string) => ('isNot' in of && of.isNot ? t('comparison.not', { part: words }) : words)
    if (of.kind === 'expression') return turned(expression(of.source, rule))
    if (of.kind === 'time')
      return turned(
        t('condition.time', {
          days: of.days ? t('condition.on', { days: days(of.days) }) : '',
          from: of.from,
          to: of.to,
        }),
      )
    if (of.kind === 'held') return t('condition.held', { span: duration(of.forMs) })
    if (of.kind === 'count')
      return t('condition.count', {
        span: duration(of.withinMs),
        count: of.atLeast,
        of: t(`condition.of.${of.of}`),
      })
    const types = names.typesOf(of.devices)
    const alarms = of.alarms?.map((id) => {
      const alarm = names.alarm(types, id)
      return alarm ? text(alarm.name) : id
    })
    const which = [
      ...(alarms ? [t('condition.withAlarm', { alarms: any(alarms) })] : []),
      ...(of.expression !== undefined
        ? [t('condition.withExpression', { expression: around(of.expression, types) })]
        : []),
    ].join('')
    return turned(t('condition.around', { devices: targets(of.devices, true), count: of.atLeast, which }))
  }
  const around = (source: string, types: readonly DeviceType[]) =>
    expressionWords(source, {
      variable(name) {
        const property = names.property(types, name)
        return (
          property && {
            name: text(property.name),
            unit: property.unit,
            valueName: (value) => valueName(property, value),
          }
        )
      },
      comparison: (operator, left, right) => t(`comparison.${comparisonKeys[operator]}`, { left, right }),
      all,
      any,
      not: (part) => t('comparison.not', { part }),
      group: (part) => t('comparison.group', { part }),
      verbatim: (code) => t('comparison.verbatim', { code }),
    })

  const action = (of: RuleAction, rule: RuleDraft): string => {
    if (of.kind === 'show') return t('action.show', { devices: targets(of.devices) })
    if (of.kind === 'message') return t('action.message', { posts: list(of.posts.map(post)), text: text(of.text) })
    if (of.kind === 'meeting') return t('action.meeting', { posts: list(of.posts.map(post)), topic: text(of.topic) })
    if (of.kind === 'incident')
      return t('action.incident', {
        type: t(`common:incidentType.${of.incidentType}`),
        grade: of.grade ? t('action.graded', { grade: t(`common:grade.${of.grade}`) }) : '',
      })
    if (of.kind === 'order')
      return t('action.order', {
        count: of.count,
        skills: any(of.skills.map(skill)),
        instruction: text(of.instruction),
      })
    if (of.kind === 'plan') return t('action.plan', { plan: names.plan(of.planId) })
    if (of.kind === 'forward') return t('action.forward', { target: names.target(of.targetId) })
    // A target `self` is of the types that the triggers mean.
    const own = names.typesOf(of.devices)
    const types =
      own.length > 0 ? own : rule.triggers.flatMap((each) => ('devices' in each ? names.typesOf(each.devices) : []))
    if (of.kind === 'alarm') {
      const definition = names.alarm(types, of.definition)
      return t('action.alarm', {
        devices: targets(of.devices),
        alarm: definition ? text(definition.name) : of.definition,
      })
    }
    const service = names.service(types, of.service)
    const inputs = [...commandWords(service, of.input, { text, number }), ...takenWords(of, service, rule)]
    const words = t('action.command', {
      devices: targets(of.devices),
      service: service ? text(service.name) : of.service,
      input: inputs.length === 0 ? '' : t('action.input', { input: list(inputs) }),
    })
    return (service?.commandClass ?? 0) >= 2 && of.authority !== 'act' ? t('action.proposed', { words }) : words
  }

  /** Parameters that are known only when the rule acts: "Floor from the floor it is on". */
  const takenWords = (
    { takes = {} }: Extract<RuleAction, { kind: 'command' }>,
    service: DeviceService | undefined,
    rule: RuleDraft,
  ): string[] =>
    Object.entries(takes).map(([id, { name, factor = 1, offset = 0 }]) => {
      const parameter = service?.input.find((each) => each.id === id)
      const source = variable(name, rule)?.name ?? name
      const decimals = (value: number) => Math.min(4, `${value}`.split('.')[1]?.length ?? 0)
      const from =
        factor === 1 && offset === 0
          ? source
          : t('action.scaled', {
              name: source,
              factor: number(factor, decimals(factor)),
              offset: number(offset, decimals(offset)),
            })
      return t('action.taken', { parameter: parameter ? text(parameter.name) : id, from })
    })

  /** A condition beside others: what is joined in it keeps together. */
  const beside = (of: RuleCondition, rule: RuleDraft) =>
    rule.conditions.length > 1 && of.kind === 'expression' && !of.isNot && isJoined(of.source)
      ? t('comparison.group', { part: condition(of, rule) })
      : condition(of, rule)
  const area = ({ areas }: RuleDraft) =>
    list([...areas.plotIds.map((id) => names.plot(id)), ...areas.buildingIds.map((id) => names.building(id))])
  const limit = ({ limit: of }: RuleDraft) => t(`limit.${of.of}`, { span: duration(of.withinMs), count: of.times })

  return {
    trigger,
    input: inputWords,
    condition,
    action,
    area,
    limit,
    duration,
    node(rule, { kind, index }) {
      const [one, put, only, done] = [
        rule.triggers[index],
        rule.inputs[index],
        rule.conditions[index],
        rule.actions[index],
      ]
      if (kind === 'trigger') return one ? trigger(one) : ''
      if (kind === 'input') return put ? inputWords(put) : ''
      if (kind === 'condition') return only ? condition(only, rule) : ''
      if (kind === 'action') return done ? action(done, rule) : ''
      return kind === 'area' ? area(rule) : limit(rule)
    },
    sentence(rule) {
      const when = t('sentence.when', { triggers: any(rule.triggers.map(trigger)) })
      const iff =
        rule.conditions.length > 0
          ? t('sentence.if', { conditions: all(rule.conditions.map((each) => beside(each, rule))) })
          : ''
      const where = hasAreas(rule) ? t('sentence.where', { area: area(rule) }) : ''
      const then = t('sentence.then', {
        actions: rule.actions.map((each) => action(each, rule)).join(t('word.semicolon')),
      })
      const values =
        rule.inputs.length > 0
          ? t('sentence.values', { values: rule.inputs.map(inputWords).join(t('word.semicolon')) })
          : ''
      return `${when}${where}${iff}${then}${t('sentence.limit', { limit: limit(rule) })}${values}`
    },
  }
}

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const
const weekdayKey = (day: number): (typeof weekdays)[number] => weekdays[day - 1] ?? '1'
