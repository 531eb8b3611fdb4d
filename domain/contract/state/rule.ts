import { z } from 'zod'
import { FloorNumber } from '../district'
import { IncidentGrade } from '../plan'
import { AlarmId, BuildingId, DeviceId, EpochMs, LngLat, LocalText, PlanId, PlotId, Ring } from '../primitives'
import { AlarmPriority, CommandClass, CommandInput, Identifier, IncidentType, TakenValue } from '../thingModel'
import { Deed } from './actor'
import { TaskStateName } from './incident'

/** The same at every seat; a shipped rule bears the id of its linkage. */
export const RuleId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)
export type RuleId = z.infer<typeof RuleId>

const SystemKey = z.string().min(1).max(80)
/** HH:MM by the district's clock. */
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Which devices set a rule off: of one of the systems, or of the ids; both absent is refused. */
export const RuleDevices = z.object({
  systemKeys: z.array(SystemKey).max(16).optional(),
  deviceIds: z.array(DeviceId).max(500).optional(),
})
export type RuleDevices = z.infer<typeof RuleDevices>

/** A line on the ground, and for indoor positions the building. */
export const RuleFence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('circle'), centre: LngLat, radiusM: z.number().min(1).max(10_000) }),
  z.object({ kind: z.literal('ring'), ring: Ring.max(200) }),
  z.object({ kind: z.literal('building'), buildingId: BuildingId }),
])
export type RuleFence = z.infer<typeof RuleFence>

/** Days on which a schedule holds; what is absent limits nothing. `workday` and `holiday` by the table of public holidays. */
export const RuleDays = z.object({
  /** 1 Monday … 7 Sunday. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
  kind: z.enum(['workday', 'holiday']).optional(),
  /** MM-DD. */
  dates: z
    .array(z.string().regex(/^\d\d-\d\d$/))
    .min(1)
    .max(60)
    .optional(),
  /** Month and day of the lunar calendar; a leap month is negative. */
  lunar: z
    .array(z.object({ month: z.number().int().min(-12).max(12), day: z.number().int().min(1).max(30) }))
    .min(1)
    .max(60)
    .optional(),
})
export type RuleDays = z.infer<typeof RuleDays>

/** What sets a rule off. Those of `sample`, `state` and `geofence` do once when it becomes so, and again after it was not so. */
export const RuleTrigger = z.discriminatedUnion('kind', [
  /** A good value of the property; fires when the conditions become true for the device. */
  z.object({ kind: z.literal('sample'), devices: RuleDevices, property: Identifier }),
  /** The property takes one of the numbers. */
  z.object({
    kind: z.literal('state'),
    devices: RuleDevices,
    property: Identifier,
    values: z.array(z.number().int()).min(1).max(64),
  }),
  /** The device goes offline, comes back, or has an alarm. */
  z.object({
    kind: z.literal('reach'),
    devices: RuleDevices,
    states: z
      .array(z.enum(['online', 'abnormal', 'offline']))
      .min(1)
      .max(3),
  }),
  z.object({ kind: z.literal('event'), devices: RuleDevices, event: Identifier }),
  z.object({
    kind: z.literal('alarm'),
    devices: RuleDevices,
    /** Absent: every alarm. */
    alarms: z.array(Identifier).min(1).max(64).optional(),
    priorities: z.array(AlarmPriority).min(1).max(5).optional(),
    phase: z.enum(['raised', 'returned', 'acknowledged', 'escalated']),
  }),
  /** A device is asked for the service, by whomever. */
  z.object({ kind: z.literal('service'), devices: RuleDevices, service: Identifier }),
  z.object({
    kind: z.literal('incident'),
    incidentTypes: z.array(IncidentType).min(1).max(20),
    phase: z.enum(['opened', 'graded', 'closed']),
  }),
  /** Work orders: tasks of people. */
  z.object({ kind: z.literal('task'), states: z.array(TaskStateName).min(1).max(10) }),
  z.object({ kind: z.literal('schedule'), times: z.array(TimeOfDay).min(1).max(48), days: RuleDays }),
  z.object({
    kind: z.literal('geofence'),
    who: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('people'), posts: z.array(z.string().max(40)).max(20).optional() }),
      /** Devices that report where they are, in `lng` and `lat`. */
      z.object({ kind: z.literal('devices'), devices: RuleDevices }),
    ]),
    fence: RuleFence,
    crossing: z.enum(['enter', 'leave']),
  }),
  /** A person, by `rule.trigger`. */
  z.object({ kind: z.literal('manual') }),
])
export type RuleTrigger = z.infer<typeof RuleTrigger>

/** Devices seen from where the rule was set off. */
export const RuleTargets = z.object({
  /** Absent with `self` and `devices`. */
  systemKeys: z.array(SystemKey).max(16).optional(),
  scope: z.enum(['self', 'devices', 'sameFloor', 'adjacentFloors', 'sameBuilding', 'near', 'seesIt']),
  /** For `devices`: those named, wherever they stand. */
  deviceIds: z.array(DeviceId).max(200).optional(),
  /** For `near` and `seesIt`: straight distance, m. */
  radiusM: z.number().min(1).max(5_000).optional(),
  max: z.number().int().min(1).max(200),
})
export type RuleTargets = z.infer<typeof RuleTargets>

/** A value that expressions of the rule call by `name`, in the unit of its property. */
export const RuleInput = z.object({
  name: Identifier,
  from: RuleTargets,
  property: Identifier,
  /** Over what was found and has a good value. `count`: how many do. */
  take: z.enum(['nearest', 'min', 'max', 'avg', 'sum', 'count']),
})
export type RuleInput = z.infer<typeof RuleInput>

/** All conditions of a rule must hold; `isNot` turns one around. */
export const RuleCondition = z.discriminatedUnion('kind', [
  /** CEL over the device's properties, numbers of its event, the rule's inputs, `value`, `placeFloor`, `hour`, `minute`, `weekday`, `month`, `isWorkday`. */
  z.object({ kind: z.literal('expression'), source: z.string().min(1).max(2_000), isNot: z.boolean().optional() }),
  /** From `from` up to `to`, over midnight too. */
  z.object({
    kind: z.literal('time'),
    from: TimeOfDay,
    to: TimeOfDay,
    days: RuleDays.optional(),
    isNot: z.boolean().optional(),
  }),
  /** Trigger and all other conditions have held without a break for this long. Only with `sample`, `state`, `reach`. */
  z.object({
    kind: z.literal('held'),
    forMs: z.number().int().min(1_000).max(86_400_000),
  }),
  /** Trigger and all other conditions came true so many times within a time, this time included. */
  z.object({
    kind: z.literal('count'),
    atLeast: z.number().int().min(2).max(1_000),
    withinMs: z.number().int().min(1_000).max(86_400_000),
    of: z.enum(['device', 'floor', 'building', 'rule']),
  }),
  /** So many devices are found there; with `alarms` only those with one of them standing, with `expression` only those for which it is true. */
  z.object({
    kind: z.literal('around'),
    devices: RuleTargets,
    atLeast: z.number().int().min(1).max(200),
    alarms: z.array(Identifier).min(1).max(32).optional(),
    expression: z.string().min(1).max(2_000).optional(),
    isNot: z.boolean().optional(),
  }),
])
export type RuleCondition = z.infer<typeof RuleCondition>

/** What a rule does, seen from where it was set off. Commands from class 2 on are proposed unless the rule may act by itself (`authority`). */
export const RuleAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    devices: RuleTargets,
    service: Identifier,
    input: CommandInput,
    /** Parameters that are not in `input`, by id: taken from the moment. */
    takes: z.record(z.string().max(64), TakenValue).optional(),
    authority: z.enum(['propose', 'act']).optional(),
  }),
  /** On the wall: cameras with their picture, others with their panel. */
  z.object({ kind: z.literal('show'), devices: RuleTargets }),
  /** To the handsets of people of the posts. */
  z.object({ kind: z.literal('message'), posts: z.array(z.string().max(40)).min(1).max(20), text: LocalText }),
  /** Raises an alarm of the device's type that an event raises. */
  z.object({ kind: z.literal('alarm'), devices: RuleTargets, definition: Identifier }),
  z.object({ kind: z.literal('incident'), incidentType: IncidentType, grade: IncidentGrade.optional() }),
  /** Work order to people with one of the skills, nearest first; opens an incident when there is none. */
  z.object({
    kind: z.literal('order'),
    skills: z.array(z.string().max(40)).min(1).max(20),
    count: z.number().int().min(1).max(50),
    instruction: LocalText,
  }),
  /** People of the posts are called together; the matter goes to the wall. */
  z.object({ kind: z.literal('meeting'), posts: z.array(z.string().max(40)).min(1).max(20), topic: LocalText }),
  z.object({ kind: z.literal('plan'), planId: PlanId }),
  /** Hands the cause to a forwarding target. */
  z.object({ kind: z.literal('forward'), targetId: z.string().min(1).max(64) }),
])
export type RuleAction = z.infer<typeof RuleAction>

/** What an engineer writes. */
export const RuleDraft = z.object({
  id: RuleId,
  name: LocalText,
  note: z.string().max(2_000).optional(),
  /** Where a cause must stand; empty: anywhere, also causes without a place. */
  areas: z.object({ plotIds: z.array(PlotId).max(200), buildingIds: z.array(BuildingId).max(500) }),
  triggers: z.array(RuleTrigger).min(1).max(8),
  inputs: z.array(RuleInput).max(16),
  conditions: z.array(RuleCondition).max(16),
  actions: z.array(RuleAction).min(1).max(16),
  /** At most so many times within the time, for each device or for the whole rule; more is counted and not done. */
  limit: z.object({
    times: z.number().int().min(1).max(1_000),
    withinMs: z.number().int().min(1_000).max(86_400_000),
    of: z.enum(['device', 'rule']),
  }),
  /** Where the editor drew its nodes, px. */
  drawing: z.record(z.string().max(40), z.object({ x: z.number(), y: z.number() })).optional(),
})
export type RuleDraft = z.infer<typeof RuleDraft>

/** A plot or a building in which a rule is switched. */
export const RuleArea = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plot'), id: PlotId }),
  z.object({ kind: z.literal('building'), id: BuildingId }),
])
export type RuleArea = z.infer<typeof RuleArea>

/** What people have said of a rule; of a shipped one perhaps only that it is off. */
export const StoredRule = z.object({
  id: RuleId,
  /** Absent: what was shipped holds. */
  draft: RuleDraft.optional(),
  /** Grows with every saving; 0 while nothing was saved. */
  version: z.number().int().min(0),
  saved: Deed.optional(),
  /** Absent: as shipped; of an own rule: off. */
  isEnabled: z.boolean().optional(),
  offIn: z.array(RuleArea),
  approved: Deed.extend({ version: z.number().int().min(0) }).optional(),
  isRemoved: z.boolean(),
})
export type StoredRule = z.infer<typeof StoredRule>

/** What is wrong with a rule. `path` leads to the field: `conditions.0.source`; `start` and `end` into the expression. */
export const RuleProblem = z.object({
  path: z.string().max(200),
  code: z.enum([
    'badField',
    'unknownSystem',
    'unknownDevice',
    'unknownProperty',
    'unknownAlarm',
    'unknownEvent',
    'unknownService',
    'badInput',
    'unknownPlan',
    'unknownPlace',
    'noDevices',
    'nameTaken',
    'badExpression',
    'notABool',
    'unitsDiffer',
    'tooLarge',
    'notAllowedFunction',
    'heldNeedsState',
    'mustPropose',
    'loop',
    'mayLoop',
    'notAnEventAlarm',
    'badDate',
    'tooMany',
  ]),
  /** What was found, or between which it lies: a name, a list of rules. */
  what: z.string().max(400).optional(),
  start: z.number().int().optional(),
  end: z.number().int().optional(),
  /** `warning` keeps nobody from saving. */
  level: z.enum(['error', 'warning']),
})
export type RuleProblem = z.infer<typeof RuleProblem>

/** A rule as it holds now. */
export const Rule = RuleDraft.extend({
  /** 1 for the first; a shipped rule that nobody changed has version 0. */
  version: z.number().int().min(0),
  origin: z.enum(['shipped', 'own']),
  /** Set off by life-safety alarms alone: cannot be switched off as a whole. */
  isLifeSafety: z.boolean(),
  isEnabled: z.boolean(),
  /** Switched off there, though the rule is on. */
  offIn: z.array(RuleArea),
  saved: Deed.optional(),
  /** Commands from class 2 on go by themselves only after another person has approved this version. */
  approval: z.enum(['notNeeded', 'wanted', 'given']),
  approved: Deed.optional(),
  /** It is on and does nothing: what it names is gone, or means another thing, since it was saved. */
  halted: z.array(RuleProblem).max(8).optional(),
  isRemoved: z.boolean(),
})
export type Rule = z.infer<typeof Rule>

/** What set a rule off. */
export const RuleCause = z.object({
  trigger: z.number().int().min(0),
  kind: z.enum([
    'sample',
    'state',
    'reach',
    'event',
    'alarm',
    'service',
    'incident',
    'task',
    'schedule',
    'geofence',
    'manual',
  ]),
  atMs: EpochMs,
  /** Device, alarm, incident, task or command that it is about. */
  deviceId: DeviceId.optional(),
  alarmId: AlarmId.optional(),
  subjectId: z.string().max(130).optional(),
  value: z.number().optional(),
})
export type RuleCause = z.infer<typeof RuleCause>

/** One part of a decision: a condition, or a side of an expression's `&&` and `||`. */
export const RulePart = z.object({
  /** Number of the condition; -1 for area, limit and loop. */
  condition: z.number().int(),
  kind: z.enum(['expression', 'time', 'held', 'count', 'around', 'area', 'limit', 'loop']),
  /** Text of the expression, or of its part. */
  source: z.string().max(2_000).optional(),
  holds: z.enum(['yes', 'no', 'unknown']),
  /** What stood in it, with units. */
  values: z.array(
    z.object({
      name: z.string().max(80),
      value: z.union([z.number(), z.boolean(), z.string().max(200)]).optional(),
      unit: z.string().max(16).optional(),
    }),
  ),
})
export type RulePart = z.infer<typeof RulePart>

/** One thing that a decision does, or would do. */
export const RuleDeed = z.object({
  action: z.number().int().min(0),
  kind: z.enum(['command', 'show', 'message', 'alarm', 'incident', 'order', 'meeting', 'plan', 'forward']),
  /** `refused` with the reason in `note`. */
  how: z.enum(['act', 'propose', 'refused']),
  /** Device, person, plan or target. */
  to: z.string().max(130).optional(),
  service: z.string().max(64).optional(),
  input: CommandInput.optional(),
  commandClass: CommandClass.optional(),
  note: z.string().max(300).optional(),
})
export type RuleDeed = z.infer<typeof RuleDeed>

/**
 * Why a firing ended though nobody saw its trigger cease: its rule was removed, switched off, or names what is gone by now (`ruleUnfit`); its device is gone; or the rule does not
 * look there any more, because it was changed or is off in that area (`notMeant`).
 */
export const RuleEnd = z.enum(['ruleRemoved', 'ruleOff', 'ruleUnfit', 'deviceGone', 'notMeant'])
export type RuleEnd = z.infer<typeof RuleEnd>

/** Why a rule did something or did not; `ended`: what it did stands no more, for the reason in `end`. */
export const RuleDecision = z.object({
  ruleId: RuleId,
  version: z.number().int(),
  /** Name of the cause: two decisions with the same id are the same. */
  id: z.string().max(80),
  cause: RuleCause,
  outcome: z.enum(['fires', 'waits', 'no', 'unknown', 'limited', 'loop', 'elsewhere', 'ended']),
  end: RuleEnd.optional(),
  parts: z.array(RulePart).max(64),
  deeds: z.array(RuleDeed).max(500),
})
export type RuleDecision = z.infer<typeof RuleDecision>

/** A rule has acted. What it proposes waits for one key of a dispatcher until `untilMs`. */
export const RuleFiring = RuleDecision.omit({ outcome: true }).extend({
  name: LocalText,
  place: z
    .object({
      lngLat: LngLat,
      buildingId: BuildingId.optional(),
      floor: FloorNumber.optional(),
    })
    .optional(),
  fired: Deed,
  /** The trigger still holds: it does not fire again before it does not. */
  isStanding: z.boolean(),
  proposal: z
    .object({
      state: z.enum(['waiting', 'confirmed', 'declined', 'expired']),
      untilMs: EpochMs,
      answered: Deed.optional(),
      note: z.string().max(500).optional(),
    })
    .optional(),
})
export type RuleFiring = z.infer<typeof RuleFiring>

/** What a rule did at this seat since it began to drive; `fired` of all seats, of the last 12 h. */
export const RuleCounters = z.object({
  ruleId: RuleId,
  triggered: z.number().int(),
  decided: z.number().int(),
  fired: z.number().int(),
  limited: z.number().int(),
  loops: z.number().int(),
  unknown: z.number().int(),
  lastFiredAtMs: EpochMs.optional(),
})
export type RuleCounters = z.infer<typeof RuleCounters>
