import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { Alarm } from '../state/alarm'
import { Command } from '../state/command'
import { DispatchProposal, Incident, Message, PlanRun, Task } from '../state/incident'
import { StoredEntry } from '../../journal/entry'
import { IncidentGrade } from '../plan'
import {
  AccountId,
  AlarmId,
  EpochMs,
  IdempotencyKey,
  IncidentId,
  PersonId,
  PlanId,
  PlanRunId,
  TaskId,
} from '../primitives'

export const incidentCalls = {
  /** Open incidents and those closed in the last 12 h. */
  'incident.changed': feed('view', 'exact', none, collection(Incident)),
  'planRun.changed': feed('view', 'exact', none, collection(PlanRun)),
  'task.changed': feed('view', 'exact', none, collection(Task)),
  'message.changed': feed('view', 'exact', none, collection(Message)),
  /** All entries of one incident and of what belongs to it, oldest first, then as they come; gap-free. */
  'story.appended': feed(
    'view',
    'exact',
    z.object({ incidentId: IncidentId }),
    z.object({ isSnapshot: z.boolean(), entries: z.array(StoredEntry) }),
  ),
  'dispatch.propose': call(
    'view',
    z.object({ alarmId: AlarmId, grade: IncidentGrade.optional(), planId: PlanId.optional() }),
    DispatchProposal,
  ),
  /** The one click: incident opened and graded, plan started, people tasked. Nothing leaves the house before `sendAtMs`. */
  'dispatch.start': call(
    'incident.dispatch',
    z.object({
      key: IdempotencyKey,
      alarmId: AlarmId,
      grade: IncidentGrade,
      planId: PlanId.optional(),
      personIds: z.array(PersonId).max(50),
      basis: z.number().int().min(0),
    }),
    z.object({ incidentId: IncidentId, planRunId: PlanRunId.optional(), sendAtMs: EpochMs }),
  ),
  'dispatch.undo': call('incident.dispatch', z.object({ incidentId: IncidentId }), done),
  'incident.open': call(
    'incident.manage',
    z.object({ key: IdempotencyKey, alarmId: AlarmId, grade: IncidentGrade }),
    z.object({ incidentId: IncidentId }),
  ),
  'incident.grade': call(
    'incident.manage',
    z.object({ incidentId: IncidentId, grade: IncidentGrade, basis: z.number().int().min(0) }),
    done,
  ),
  /** "I handle this one", for 15 min from one's own last deed on it. From another only by naming him; else `ownedByAnother`. */
  'incident.take': call(
    'incident.manage',
    z.object({ key: IdempotencyKey, incidentId: IncidentId, fromOwner: AccountId.optional() }),
    done,
  ),
  'incident.release': call('incident.manage', z.object({ key: IdempotencyKey, incidentId: IncidentId }), done),
  'incident.note': call(
    'incident.manage',
    z.object({ key: IdempotencyKey, incidentId: IncidentId, text: z.string().min(1).max(2000) }),
    done,
  ),
  'incident.report': call(
    'incident.manage',
    z.object({ incidentId: IncidentId, to: z.string().min(1).max(200) }),
    done,
  ),
  'incident.close': call(
    'incident.manage',
    z.object({ incidentId: IncidentId, result: z.string().min(1).max(2000), basis: z.number().int().min(0) }),
    done,
  ),
  /** The whole story for export: states, and every entry with its hash. */
  'incident.export': call(
    'view',
    z.object({ incidentId: IncidentId }),
    z.object({
      incident: Incident,
      alarms: z.array(Alarm),
      planRun: PlanRun.optional(),
      tasks: z.array(Task),
      commands: z.array(Command),
      messages: z.array(Message),
      entries: z.array(StoredEntry),
      exportedAtMs: EpochMs,
    }),
  ),
  'planStep.complete': call(
    'incident.manage',
    z.object({ planRunId: PlanRunId, stepId: z.string().max(32), note: z.string().max(500).optional() }),
    done,
  ),
  'planStep.skip': call(
    'incident.manage',
    z.object({ planRunId: PlanRunId, stepId: z.string().max(32), note: z.string().min(1).max(500) }),
    done,
  ),
  /** More people to a running incident; held 5 s like the first click. */
  'task.assign': call(
    'incident.dispatch',
    z.object({
      key: IdempotencyKey,
      incidentId: IncidentId,
      personIds: z.array(PersonId).min(1).max(50),
      instruction: z.string().min(1).max(500),
    }),
    z.object({ taskIds: z.array(TaskId), sendAtMs: EpochMs }),
  ),
  /**
   * 催办: the handler gets a message that this waits for him. Once a minute for an order, whoever urges: else `urgedJustNow`. Refused with `taskEnded` when nothing is left to do, `illegalState`
   * while it has not left the house.
   */
  'task.urge': call(
    'incident.manage',
    z.object({ key: IdempotencyKey, taskId: TaskId, text: z.string().trim().min(1).max(200).optional() }),
    done,
  ),
  /** 转派: taken from one handler and given to another in one deed, without an undo window; both handsets hear of it at once. `worldMoved` when the other is taken by now. */
  'task.reassign': call(
    'incident.dispatch',
    z.object({
      key: IdempotencyKey,
      taskId: TaskId,
      personId: PersonId,
      reason: z.string().trim().min(1).max(500).optional(),
    }),
    z.object({ taskId: TaskId }),
  ),
  'task.recall': call('incident.dispatch', z.object({ taskId: TaskId, reason: z.string().min(1).max(500) }), done),
} as const
