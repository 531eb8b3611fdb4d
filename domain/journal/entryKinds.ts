import { z } from 'zod'
import {
  AccountId,
  AlarmId,
  CommandId,
  DeviceId,
  DeviceTypeId,
  EpochMs,
  IncidentId,
  LocalText,
  MessageId,
  PersonId,
  PlanId,
  PlanRunId,
  SeatId,
  SeatMark,
  TaskId,
} from '../contract/primitives'
import { Device, Place } from '../contract/district'
import { CodecDescription } from '../contract/codec'
import { Graphic, GraphicSymbol } from '../contract/graphic'
import { DeviceGroupFields, GrantFields, OrganisationFields } from '../contract/parties'
import { IncidentGrade } from '../contract/plan'
import {
  AccessRule,
  Account,
  ActivationCode,
  Actor,
  AlarmCause,
  AlarmSetting,
  AlarmVerdict,
  BatchCounts,
  BatchEnd,
  BatchOrder,
  Certificate,
  CommandRefusal,
  Conflict,
  DevicePatch,
  CorrectionText,
  DeviceKey,
  EmergencyScope,
  ForwardRoute,
  Gap,
  HoldReason,
  Intruder,
  LookScreens,
  MakerFields,
  MessageWords,
  Look,
  RevocationReason,
  RawRoute,
  Role,
  RuleArea,
  RuleDraft,
  RuleEnd,
  RuleFiring,
  ScheduleOrder,
  SeatRole,
  SeenValues,
  SecretVersion,
  Setting,
  Show,
  SystemUse,
  ShowAnswer,
  SoundTest,
  TaskLimit,
  ThirdPartySystemFields,
} from '../contract/state'
import { AlarmPriority, CommandClass, CommandInput, DeviceType, IncidentType } from '../contract/thingModel'
import type { SubjectKind } from './entry'

const kind = <S extends SubjectKind, P extends z.ZodObject>(subject: S, payload: P) =>
  ({ subject, payload, v: 1 }) as const
const none = z.object({})
const incident = { incidentId: IncidentId.optional() }
/** `fromOwner`: whom the person saw and takes it from. */
const ownership = z.object({ fromOwner: AccountId.optional() })
/** `time`: of the lease that ran until `untilMs`. */
const ownershipEnd = z.object({ cause: z.enum(['person', 'time']), untilMs: EpochMs })
const imported = { importId: z.string().max(64).optional() }
const plan = { incidentId: IncidentId.optional(), planRunId: PlanRunId.optional(), stepId: z.string().optional() }

/**
 * Everything that can be written into the journal: the subject it belongs to and the shape of its payload.
 * Payloads carry `incidentId` where the fact belongs to an incident's story.
 */
export const entryKinds = {
  'alarm.raised': kind(
    'alarm',
    z.object({
      deviceId: DeviceId,
      definitionId: z.string(),
      priority: AlarmPriority,
      isLifeSafety: z.boolean(),
      sourceAtMs: EpochMs,
      arrivedAtMs: EpochMs,
      value: z.number().optional(),
      limit: z.number().optional(),
      property: z.string().optional(),
      isFirstOut: z.literal(true).optional(),
      reAlarmMs: z.number().int().optional(),
    }),
  ),
  /** The same condition came again while the alarm was still open; `count` times since the entry before, when more than once. */
  'alarm.reoccurred': kind(
    'alarm',
    z.object({
      sourceAtMs: EpochMs,
      value: z.number().optional(),
      limit: z.number().optional(),
      count: z.number().int().min(1).optional(),
    }),
  ),
  'alarm.returned': kind('alarm', z.object({ sourceAtMs: EpochMs, value: z.number().optional() })),
  /** Its condition is gone, but it stands until somebody resets it. */
  'alarm.latched': kind('alarm', z.object({ sourceAtMs: EpochMs, value: z.number().optional() })),
  /** Of the latching since `sinceMs`: one that came again meanwhile stands on. */
  'alarm.reset': kind('alarm', z.object({ sinceMs: EpochMs })),
  /** Says nothing, by its definition. */
  'alarm.suppressed': kind('alarm', z.object({ sinceMs: EpochMs, reason: LocalText })),
  'alarm.unsuppressed': kind('alarm', z.object({ sinceMs: EpochMs })),
  /** It still stands so long after that acknowledgement that it is told as new. */
  'alarm.toldAgain': kind('alarm', z.object({ acknowledgedAtMs: EpochMs })),
  'alarm.acknowledged': kind('alarm', z.object({ comment: z.string().max(500).optional() })),
  /** Who handles it, for a time. */
  'alarm.taken': kind('alarm', ownership),
  'alarm.released': kind('alarm', ownershipEnd),
  /** `seenUntilMs` is the end of the shelf that the person saw and changes: without it the sooner end of two holds. */
  'alarm.shelved': kind(
    'alarm',
    z.object({
      untilMs: EpochMs,
      reason: HoldReason,
      comment: z.string().max(500).optional(),
      seenUntilMs: EpochMs.optional(),
    }),
  ),
  /** By a person, or because the time of that shelf has come. */
  'alarm.unshelved': kind('alarm', z.object({ cause: z.enum(['person', 'time']), untilMs: EpochMs })),
  /** Of life safety `second` is the person who confirmed it. */
  'alarm.takenOutOfService': kind(
    'alarm',
    z.object({
      outOfServiceId: z.string(),
      by: Actor,
      second: Actor.optional(),
      reason: HoldReason,
      untilMs: EpochMs.optional(),
    }),
  ),
  'alarm.returnedToService': kind('alarm', z.object({ outOfServiceId: z.string() })),
  'alarm.commented': kind('alarm', z.object({ text: z.string().min(1).max(500) })),
  'alarm.judged': kind(
    'alarm',
    z.object({ verdict: AlarmVerdict, cause: AlarmCause.optional(), note: z.string().max(500).optional() }),
  ),
  /** Nobody has acknowledged it since it was told at `toldAtMs`. */
  'alarm.escalated': kind('alarm', z.object({ level: z.number().int().min(1).max(3), toldAtMs: EpochMs })),
  'alarm.linked': kind('alarm', z.object({ incidentId: IncidentId })),
  'alarm.unlinked': kind('alarm', z.object({ incidentId: IncidentId })),

  'incident.opened': kind(
    'incident',
    z.object({
      number: z.string(),
      type: IncidentType,
      grade: IncidentGrade,
      title: LocalText,
      place: Place,
      alarmIds: z.array(AlarmId),
      reportDueAtMs: EpochMs.optional(),
      seatMark: SeatMark.optional(),
    }),
  ),
  /** `from` is the grade that the person saw: without it a fold could not tell a lowering from a clash of two seats. */
  'incident.graded': kind(
    'incident',
    z.object({ grade: IncidentGrade, from: IncidentGrade, reportDueAtMs: EpochMs.optional() }),
  ),
  'incident.alarmAdded': kind('incident', z.object({ alarmId: AlarmId })),
  'incident.planStarted': kind('incident', z.object({ planRunId: PlanRunId })),
  'incident.reported': kind('incident', z.object({ to: z.string().max(200) })),
  'incident.taken': kind('incident', ownership),
  'incident.released': kind('incident', ownershipEnd),
  'incident.noted': kind('incident', z.object({ text: z.string().min(1).max(2000) })),
  'incident.withdrawn': kind('incident', z.object({ reason: z.string().max(500) })),
  /** Another seat opened an incident from the same alarm while the seats were apart. */
  'incident.merged': kind('incident', z.object({ intoIncidentId: IncidentId })),
  'incident.closed': kind('incident', z.object({ result: z.string().min(1).max(2000) })),

  'planRun.started': kind(
    'planRun',
    z.object({
      incidentId: IncidentId,
      planId: PlanId,
      planVersion: z.number().int(),
      sendAtMs: EpochMs,
      stepIds: z.array(z.string()),
    }),
  ),
  'planRun.released': kind('planRun', z.object({ ...incident })),
  'planRun.withdrawn': kind('planRun', z.object({ ...incident, reason: z.string().max(500) })),
  'planRun.stepStarted': kind('planRun', z.object({ ...incident, stepId: z.string(), dueAtMs: EpochMs.optional() })),
  'planRun.stepDone': kind(
    'planRun',
    z.object({ ...incident, stepId: z.string(), note: z.string().max(500).optional() }),
  ),
  'planRun.stepSkipped': kind('planRun', z.object({ ...incident, stepId: z.string(), note: z.string().max(500) })),
  'planRun.stepFailed': kind('planRun', z.object({ ...incident, stepId: z.string(), note: z.string().max(500) })),
  'planRun.finished': kind('planRun', z.object({ ...incident })),

  'task.assigned': kind(
    'task',
    z.object({
      ...plan,
      incidentId: IncidentId,
      personId: PersonId,
      title: z.string(),
      instruction: z.string(),
      place: Place,
      isHeld: z.boolean(),
      sendAtMs: EpochMs.optional(),
      distanceM: z.number().optional(),
      walkS: z.number().optional(),
      ordinal: z.number().int().min(1).optional(),
      seatMark: SeatMark.optional(),
      acceptByAtMs: EpochMs.optional(),
      doneByAtMs: EpochMs.optional(),
      fromTaskId: TaskId.optional(),
    }),
  ),
  'task.sent': kind('task', z.object({ ...incident })),
  'task.delivered': kind('task', z.object({ ...incident, sourceAtMs: EpochMs })),
  'task.accepted': kind('task', z.object({ ...incident, sourceAtMs: EpochMs })),
  'task.arrived': kind('task', z.object({ ...incident, sourceAtMs: EpochMs })),
  'task.done': kind('task', z.object({ ...incident, sourceAtMs: EpochMs, note: z.string().max(500).optional() })),
  'task.declined': kind('task', z.object({ ...incident, sourceAtMs: EpochMs, note: z.string().max(500).optional() })),
  'task.urged': kind('task', z.object({ ...incident, text: z.string().max(200).optional(), messageId: MessageId })),
  /** Its handler was told that a limit is past: which limit, and which reminder of it, from 0. */
  'task.reminded': kind(
    'task',
    z.object({ ...incident, limit: TaskLimit, nth: z.number().int().min(0), dueAtMs: EpochMs, messageId: MessageId }),
  ),
  'task.recalled': kind('task', z.object({ ...incident, reason: z.string().max(500) })),
  'task.withdrawn': kind('task', z.object({ ...incident, reason: z.string().max(500) })),

  'command.issued': kind(
    'command',
    z.object({
      ...plan,
      deviceId: DeviceId,
      service: z.string(),
      input: CommandInput,
      commandClass: CommandClass,
      isHeld: z.boolean(),
      reason: z.string().max(500).optional(),
      /** Why it was sent without what it needs otherwise; reviewed within 24 h. */
      breakGlass: z.string().max(500).optional(),
      /** Lease under which it was issued: only its holder sends it. Absent where no lease is in play. */
      fence: z.number().int().min(1).optional(),
      /** Waits for a second person until then. */
      confirmByMs: EpochMs.optional(),
      batchId: z.string().max(80).optional(),
      seen: SeenValues.optional(),
    }),
  ),
  /** By a second person; `fence` is the lease of then. */
  'command.confirmed': kind('command', z.object({ ...incident, fence: z.number().int().min(1).optional() })),
  'command.sent': kind('command', z.object({ ...incident })),
  'command.answered': kind('command', z.object({ ...incident, answer: z.string().max(500) })),
  /** `refusal`: it was held back beside the connector, and nothing was sent. */
  'command.failed': kind(
    'command',
    z.object({ ...incident, answer: z.string().max(500), refusal: CommandRefusal.optional() }),
  ),
  /** Sent, and no answer came: nobody knows whether it took effect. */
  'command.becameUnknown': kind('command', z.object({ ...incident })),
  /** Never sent: its time ran out first. */
  'command.expired': kind('command', z.object({ ...incident })),
  'command.withdrawn': kind('command', z.object({ ...incident, reason: z.string().max(500) })),

  'commandBatch.started': kind('commandBatch', z.object(BatchOrder.shape)),
  'commandBatch.confirmed': kind('commandBatch', z.object({ ...incident })),
  /** Nothing more of it is issued; what has left is waited for. */
  'commandBatch.stopped': kind(
    'commandBatch',
    z.object({ ...incident, end: BatchEnd.exclude(['done']), reason: z.string().max(500).optional() }),
  ),
  'commandBatch.ended': kind('commandBatch', z.object({ ...incident, counts: BatchCounts })),
  /** The whole order anew. */
  'commandSchedule.saved': kind('commandSchedule', z.object(ScheduleOrder.shape)),
  'commandSchedule.ran': kind('commandSchedule', z.object({ dueAtMs: EpochMs, batchId: z.string().max(80) })),
  /** Nobody drove at its time, or no device fitted: told, and not done later. */
  'commandSchedule.missed': kind(
    'commandSchedule',
    z.object({ dueAtMs: EpochMs, cause: z.enum(['missed', 'noDevice']), alsoMissed: z.number().int().optional() }),
  ),
  'commandSchedule.removed': kind('commandSchedule', none),
  'codec.saved': kind('codec', z.object({ description: CodecDescription })),
  'codec.removed': kind('codec', none),
  'passThrough.saved': kind('passThrough', z.object({ route: RawRoute })),
  'passThrough.removed': kind('passThrough', none),
  /** The whole graphic anew. */
  'graphic.saved': kind('graphic', z.object({ graphic: Graphic })),
  /** One that comes with the product is as it was shipped from then on. */
  'graphic.removed': kind('graphic', none),
  /** The whole symbol anew; one that was withdrawn stays so. */
  'graphicSymbol.saved': kind('graphicSymbol', z.object({ symbol: GraphicSymbol })),
  'graphicSymbol.withdrawn': kind('graphicSymbol', none),
  'graphicSymbol.offered': kind('graphicSymbol', none),
  'graphicSymbol.removed': kind('graphicSymbol', none),

  'message.queued': kind(
    'message',
    z.object({
      ...plan,
      personId: PersonId,
      text: z.string().max(1000),
      words: MessageWords.optional(),
      isHeld: z.boolean(),
      taskId: TaskId.optional(),
    }),
  ),
  'message.sent': kind('message', z.object({ ...incident })),
  'message.delivered': kind('message', z.object({ ...incident, sourceAtMs: EpochMs })),
  'message.read': kind('message', z.object({ ...incident, sourceAtMs: EpochMs })),
  'message.withdrawn': kind('message', z.object({ ...incident, reason: z.string().max(500) })),

  'account.created': kind(
    'account',
    z.object({
      name: z.string(),
      displayName: z.string(),
      role: Role,
      isDemo: z.boolean(),
      mustChangePassword: z.boolean(),
    }),
  ),
  'account.passwordChanged': kind('account', none),
  'account.disabled': kind('account', z.object({ reason: z.string().max(500) })),
  'account.enabled': kind('account', none),
  'account.locked': kind('account', z.object({ untilMs: EpochMs, failures: z.number().int() })),
  /** `heldBackFromMs`: when it was, if the disk could not take it then. */
  'session.signedIn': kind(
    'session',
    z.object({ accountId: Account.shape.id, name: z.string(), heldBackFromMs: EpochMs.optional() }),
  ),
  'session.signedOut': kind('session', z.object({ accountId: Account.shape.id, name: z.string() })),
  'session.refused': kind('session', z.object({ name: z.string(), reason: z.string() })),
  'configuration.districtImported': kind(
    'configuration',
    z.object({
      name: z.string(),
      sha256: z.string(),
      devices: z.number().int(),
      people: z.number().int(),
      plans: z.number().int(),
    }),
  ),
  'seat.started': kind('seat', z.object({ version: z.string(), wasCleanStop: z.boolean() })),
  'seat.stopped': kind('seat', none),
  'seat.roleChanged': kind(
    'seat',
    z.object({ from: SeatRole, to: SeatRole, reason: z.string().max(200), driverId: SeatId.optional() }),
  ),
  /** A backup was made and read back; `seq` is this seat's number up to which it reaches. */
  'seat.backedUp': kind(
    'seat',
    z.object({ target: z.string().max(500), bytes: z.number().int(), seq: z.number().int(), tookMs: z.number() }),
  ),
  'seat.kioskLeft': kind('seat', none),
  'seat.backupFailed': kind('seat', z.object({ target: z.string().max(500), reason: z.string().max(500) })),

  /**
   * The right to drive the site's links, taken by one seat at a time. `fence` grows with every taking: who holds a smaller number
   * has been replaced and drives no more.
   */
  'lease.taken': kind(
    'lease',
    z.object({ holderId: SeatId, fence: z.number().int().min(1), scope: EmergencyScope.optional() }),
  ),
  'lease.released': kind('lease', z.object({ holderId: SeatId, fence: z.number().int().min(1) })),

  'conflict.found': kind('conflict', Conflict.omit({ id: true, found: true, settled: true })),
  'conflict.settled': kind(
    'conflict',
    z.object({ incidentId: IncidentId.optional(), note: z.string().min(1).max(500) }),
  ),

  /** Somebody listened to the seat's alarm patterns, and says which of them were heard. */
  'soundTest.made': kind('soundTest', SoundTest.pick({ heard: true, unheard: true })),

  /** The whole value anew; `null` takes the setting back. */
  'setting.saved': kind('setting', Setting.pick({ key: true, scope: true, accountId: true, value: true })),

  /** The later one in the journal's order is applied after the sooner one. */
  'correction.made': kind('correction', CorrectionText),
  'correction.withdrawn': kind('correction', none),
  /** A route as it is from now on, its secret sealed. */
  'forwardRoute.saved': kind('forwardRoute', ForwardRoute.omit({ id: true, isRemoved: true, saved: true })),
  'forwardRoute.removed': kind('forwardRoute', none),

  /** Raises nothing from now on; of life safety once another person has confirmed it. */
  'outOfService.asked': kind(
    'outOfService',
    z.object({
      deviceId: DeviceId,
      definitionId: z.string().max(64).optional(),
      isLifeSafety: z.boolean(),
      reason: HoldReason,
      comment: z.string().max(500).optional(),
      untilMs: EpochMs.optional(),
    }),
  ),
  /** `askedAtMs` is the asking that the second person saw. */
  'outOfService.confirmed': kind('outOfService', z.object({ askedAtMs: EpochMs })),
  'outOfService.ended': kind('outOfService', z.object({ askedAtMs: EpochMs, cause: z.enum(['person', 'time']) })),

  /** The whole of it anew; no values: as the type has it. */
  'alarmSetting.changed': kind(
    'alarmSetting',
    AlarmSetting.pick({ deviceId: true, definitionId: true, values: true, reason: true }),
  ),

  /** The whole rule anew. */
  'rule.saved': kind('rule', z.object({ rule: RuleDraft, version: z.number().int().min(1) })),
  'rule.switched': kind('rule', z.object({ isEnabled: z.boolean(), area: RuleArea.optional() })),
  /** By another person than the one who saved it. */
  'rule.approved': kind('rule', z.object({ version: z.number().int().min(0) })),
  /** A person sets it off; who drives the site carries it out. */
  'rule.triggered': kind('rule', z.object({ key: z.string().max(64), deviceId: DeviceId.optional() })),
  /** A shipped rule is as it was shipped from then on. */
  'rule.removed': kind('rule', z.object({ version: z.number().int().min(0) })),

  /** Id of the subject follows from rule and cause: what two seats decide on the same cause is one. */
  'ruleFiring.fired': kind(
    'ruleFiring',
    RuleFiring.omit({ id: true, fired: true, proposal: true, end: true }).extend({
      proposedUntilMs: EpochMs.optional(),
    }),
  ),
  /** What set it off holds no more; with `end` nobody looks any more whether it does. */
  'ruleFiring.released': kind('ruleFiring', z.object({ end: RuleEnd.optional() })),
  'ruleFiring.confirmed': kind('ruleFiring', none),
  'ruleFiring.declined': kind('ruleFiring', z.object({ note: z.string().max(500).optional() })),
  'ruleFiring.expired': kind('ruleFiring', none),

  'show.sent': kind('show', Show.pick({ view: true, to: true, note: true, untilMs: true })),
  'show.answered': kind('show', z.object({ answer: ShowAnswer })),

  'look.asked': kind(
    'look',
    Look.pick({ seatId: true, accountId: true, name: true, reason: true, isByRule: true, untilMs: true }),
  ),
  'look.answered': kind('look', z.object({ isAgreed: z.boolean() })),
  /** What the seat that is looked at shows now: whoever reads it later knows what was seen. */
  'look.told': kind('look', z.object({ screens: LookScreens })),
  'look.tookOver': kind(
    'look',
    z.object({ alarmIds: z.array(AlarmId), incidentIds: z.array(IncidentId), reason: z.string().min(1).max(200) }),
  ),
  'look.ended': kind('look', none),

  /** A secret was made for the device; the one before is good until then, when it is left good at all. */
  'deviceKey.issued': kind(
    'deviceKey',
    SecretVersion.omit({ issued: true }).extend({
      typeId: DeviceTypeId,
      overlapUntilMs: EpochMs.optional(),
      how: DeviceKey.shape.how,
      activationId: z.string().max(64).optional(),
    }),
  ),
  'deviceKey.revoked': kind('deviceKey', z.object({ reason: z.string().max(500) })),
  'accessRule.set': kind(
    'accessRule',
    AccessRule.pick({ scope: true, mustUseOwnSecret: true, mustSign: true, mustShowCertificate: true }),
  ),
  'activation.made': kind(
    'activation',
    ActivationCode.pick({ codeHash: true, typeId: true, deviceId: true, untilMs: true }),
  ),
  'activation.used': kind('activation', z.object({ deviceId: DeviceId, address: z.string().max(80) })),
  'activation.withdrawn': kind('activation', none),
  'certificate.added': kind(
    'certificate',
    Certificate.omit({ id: true, added: true, revoked: true, warnedDays: true }),
  ),
  'certificate.revoked': kind('certificate', z.object({ reason: RevocationReason, note: z.string().max(500) })),
  /** It ends in so many days; 0 when it has. */
  'certificate.warned': kind('certificate', z.object({ daysLeft: z.number().int().min(0) })),
  /** `count` times since this seat's entry before. */
  'intruder.seen': kind(
    'intruder',
    Intruder.pick({
      linkId: true,
      name: true,
      address: true,
      count: true,
      firstAtMs: true,
      lastAtMs: true,
      lastReason: true,
      sample: true,
    }),
  ),
  'intruder.lockedOut': kind('intruder', z.object({ untilMs: EpochMs })),
  'intruder.unlocked': kind('intruder', z.object({ note: z.string().max(500) })),
  'intruder.forgotten': kind('intruder', none),

  'gap.found': kind(
    'gap',
    Gap.pick({ linkId: true, deviceId: true, fromMs: true, toMs: true, missing: true, cause: true }),
  ),
  'gap.closed': kind('gap', z.object({ toMs: EpochMs, missing: z.number().int().min(1).optional() })),
  'gap.fillStarted': kind('gap', none),
  'gap.filled': kind('gap', z.object({ filled: z.number().int().min(0) })),
  'gap.unfillable': kind('gap', z.object({ filled: z.number().int().min(0), reason: z.string().max(500) })),

  /** A device that the district did not bring. Its `importId` names the import that brought it. */
  'device.added': kind('device', z.object({ device: Device, ...imported })),
  'device.changed': kind('device', z.object({ deviceId: DeviceId, patch: DevicePatch, ...imported })),
  /** It says nothing any more, and keeps its history and its number. */
  'device.retired': kind('device', z.object({ deviceId: DeviceId, reason: z.string().max(500) })),
  'device.restored': kind('device', z.object({ deviceId: DeviceId, ...imported })),
  /** The whole type, in a version of its own. */
  'deviceType.saved': kind('deviceType', z.object({ type: DeviceType, note: z.string().max(500).optional() })),
  'maker.saved': kind('maker', MakerFields),
  'maker.removed': kind('maker', none),
  'organisation.saved': kind('organisation', OrganisationFields),
  'organisation.removed': kind('organisation', none),
  'deviceGroup.saved': kind('deviceGroup', DeviceGroupFields),
  'deviceGroup.removed': kind('deviceGroup', none),
  'thirdPartySystem.saved': kind('thirdPartySystem', ThirdPartySystemFields),
  'thirdPartySystem.removed': kind('thirdPartySystem', none),
  /** A key was given; the key itself is in no entry. Without `sealedKey` it was told to one seat alone, which has forgotten it. */
  'thirdPartySystem.keySet': kind('thirdPartySystem', z.object({ sealedKey: z.string().max(1_000).optional() })),
  /** So often since this seat's entry before. */
  'thirdPartySystem.used': kind('thirdPartySystem', SystemUse),
  'grant.saved': kind('grant', GrantFields),
  'grant.removed': kind('grant', none),
  'registryImport.started': kind(
    'registryImport',
    z.object({ fileName: z.string().max(200), rows: z.number().int().min(0) }),
  ),
  /** So many rows of it lie in the journal. */
  'registryImport.progressed': kind('registryImport', z.object({ written: z.number().int().min(0) })),
} as const

export type EntryKind = keyof typeof entryKinds
export type EntryPayload<K extends EntryKind> = z.infer<(typeof entryKinds)[K]['payload']>
/** Ids of subjects that are made when their first entry is written. */
export const subjectIdSchemas = {
  alarm: AlarmId,
  incident: IncidentId,
  planRun: PlanRunId,
  task: TaskId,
  command: CommandId,
  message: MessageId,
  account: AccountId,
} as const
