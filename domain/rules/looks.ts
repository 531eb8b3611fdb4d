import type { RuleCause, RuleTrigger } from '../contract'
import type { ActiveRule, CompiledRule } from './compileRule'
import type { RuleCounts } from './RuleCounts'
import type { RuleMoment } from './RuleMoment'
import type { RuleDevice } from './RuleWorld'
import type { Look } from './Watches'

/** A trigger that looks at values. */
type LookTrigger = Extract<RuleTrigger, { kind: Look['kind'] }>

/** How far a device is reached, as a value. */
export const reachNumbers = { online: 0, abnormal: 1, offline: 2 } as const

export const isLook = (trigger: RuleTrigger): trigger is LookTrigger =>
  trigger.kind === 'sample' || trigger.kind === 'state' || trigger.kind === 'reach'

export function lookOf(of: ActiveRule, trigger: number, asked: LookTrigger, counts: RuleCounts): Look {
  const property = asked.kind === 'reach' ? undefined : asked.property
  return {
    of,
    trigger,
    kind: asked.kind,
    values:
      asked.kind === 'state'
        ? asked.values
        : asked.kind === 'reach'
          ? asked.states.map((state) => reachNumbers[state])
          : undefined,
    property,
    guards: property === undefined ? [] : guardsOn(of.compiled, property),
    counts,
  }
}

/** What a rule on a property asks of the value itself, wherever else it looks. */
function guardsOn({ conditions, inputs }: CompiledRule, property: string): ((value: number) => boolean)[] {
  return conditions.flatMap((condition) =>
    condition.kind === 'expression' && !condition.isNot
      ? condition.expression.guards
          .filter(({ name }) => name === 'value' || (name === property && !inputs.has(name)))
          .map(({ holds }) => holds)
      : [],
  )
}

/** The moment at which a look sees a value. */
export function momentAt(
  { trigger, kind, property }: Look,
  device: RuleDevice | undefined,
  value: number,
  atMs: number,
): RuleMoment {
  const deviceId = device?.id
  const cause: RuleCause = { trigger, kind, atMs, ...(deviceId !== undefined && { deviceId }), value }
  return { atMs, cause, device, place: device?.place, value, property }
}
