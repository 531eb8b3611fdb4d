import { z } from 'zod'
import { call, collection, done, feed, none } from '../call'
import { DeviceId, EpochMs, IdempotencyKey } from '../primitives'
import { Deed } from '../state/actor'
import { Rule, RuleArea, RuleCounters, RuleDecision, RuleDraft, RuleFiring, RuleId, RuleProblem } from '../state/rule'

/** A back-test goes over at most this much of the past, ms. */
export const longestBackTestMs = 31 * 86_400_000
/** A back-test hands over at most so many decisions; all are counted. */
export const mostBackTestDecisions = 500

/** What an expression of a rule may name. */
const RuleVariable = z.object({
  name: z.string(),
  type: z.enum(['number', 'bool', 'text']),
  unit: z.string().optional(),
})

/** A cause made up for a dry run; what it does not say is taken from the live state. */
const MadeUpCause = z.object({
  trigger: z.number().int().min(0),
  deviceId: DeviceId.optional(),
  /** Values of the device's properties, in the property's unit; of a `sample` trigger its own too. */
  values: z.record(z.string().max(64), z.number()).optional(),
  atMs: EpochMs.optional(),
})
export type MadeUpCause = z.infer<typeof MadeUpCause>

export const ruleCalls = {
  /** Every rule as it holds now, shipped ones too; removed ones are taken out. The snapshot comes in pieces of 500. */
  'rule.changed': feed('view', 'exact', none, collection(Rule)),
  /** What rules have done in the last 12 h, and what they propose. */
  'ruleFiring.changed': feed('view', 'exact', none, collection(RuleFiring)),
  /** @throws Refused `notFound` */
  'rule.versions': call(
    'view',
    z.object({ id: RuleId }),
    z.object({ versions: z.array(z.object({ version: z.number().int(), saved: Deed, rule: RuleDraft })) }),
  ),
  /** Says what is wrong with a rule, and what its expressions may name; of each field that is not even of the right form too. */
  'rule.check': call(
    'view',
    z.object({ rule: z.unknown() }),
    z.object({ problems: z.array(RuleProblem), variables: z.array(RuleVariable) }),
  ),
  /**
   * A new rule is off until it is enabled. `basis` is the version that was edited; 0 for a new one and for a shipped rule that nobody changed.
   *
   * @throws Refused `badRule` with `details.problems`; `worldMoved` somebody else has saved it meanwhile; `tooLarge`
   */
  'rule.save': call(
    'rule.write',
    z.object({ key: IdempotencyKey, rule: z.unknown(), basis: z.number().int().min(0) }),
    z.object({ id: RuleId, version: z.number().int(), warnings: z.array(RuleProblem) }),
  ),
  /** A shipped rule goes back to what was shipped. @throws Refused `notFound`, `worldMoved` */
  'rule.remove': call(
    'rule.write',
    z.object({ key: IdempotencyKey, id: RuleId, basis: z.number().int().min(0) }),
    done,
  ),
  /**
   * Switches a rule on or off, everywhere or in one plot or building.
   *
   * @throws Refused `notFound`; `lifeSafety` one that life depends on is to be off
   */
  'rule.enable': call(
    'rule.write',
    z.object({
      key: IdempotencyKey,
      id: RuleId,
      isEnabled: z.boolean(),
      area: RuleArea.optional(),
    }),
    done,
  ),
  /** Another person lets the version act by itself. @throws Refused `notFound`, `illegalState`, `needsSecondPerson`, `worldMoved` */
  'rule.approve': call(
    'rule.write',
    z.object({ key: IdempotencyKey, id: RuleId, version: z.number().int().min(0) }),
    done,
  ),
  /** What the rule would do now for a cause that is made up. Nothing is done. @throws Refused `badRule`, `notFound` */
  'rule.dryRun': call('view', z.object({ rule: RuleDraft, cause: MadeUpCause }), z.object({ decision: RuleDecision })),
  /** What the rule would do with what happens from now on: decisions as they come, nothing is done. Ends with the feed. */
  'rule.simulated': feed(
    'view',
    'exact',
    z.object({ rule: RuleDraft }),
    z.object({ atMs: EpochMs, decisions: z.array(RuleDecision) }),
  ),
  /**
   * What the rule would have done with what was recorded: samples of its points, alarms, schedule. Progress until it is done; ending the feed cancels it.
   * The same range gives the same answer.
   */
  'rule.backTest': feed(
    'view',
    'exact',
    z.object({ rule: RuleDraft, fromMs: EpochMs, toMs: EpochMs }),
    z.object({
      /** 0 to 1. */
      progress: z.number(),
      isDone: z.boolean(),
      /** So far: causes that were heard, and what became of them. */
      causes: z.number().int(),
      outcomes: z.record(RuleDecision.shape.outcome.exclude(['ended']), z.number().int()),
      /** Since the last message; at most 500 in all. */
      decisions: z.array(RuleDecision),
      /** Parts of the range with nothing recorded for a point of the rule. */
      gaps: z.number().int(),
    }),
  ),
  /** A person sets off a rule that has a `manual` trigger. @throws Refused `notFound`, `illegalState` it is off, or not to be set off by hand */
  'rule.trigger': call(
    'incident.manage',
    z.object({ key: IdempotencyKey, id: RuleId, deviceId: DeviceId.optional() }),
    done,
  ),
  /** The last decisions at this seat, newest first. */
  'rule.decisions': call(
    'view',
    z.object({ id: RuleId.optional(), limit: z.number().int().min(1).max(200) }),
    z.object({ decisions: z.array(RuleDecision) }),
  ),
  'rule.counters': call('view', none, z.object({ isDriving: z.boolean(), counters: z.array(RuleCounters) })),
  /** One key: what the rule proposed is done, in the person's name. @throws Refused `notFound`, `alreadySet`, `tooLate` */
  'rule.confirm': call('command.issueClass2', z.object({ key: IdempotencyKey, firingId: z.string().max(80) }), done),
  /** @throws Refused `notFound`, `alreadySet`, `tooLate` */
  'rule.decline': call(
    'command.issueClass2',
    z.object({ key: IdempotencyKey, firingId: z.string().max(80), note: z.string().max(500).optional() }),
    done,
  ),
} as const
