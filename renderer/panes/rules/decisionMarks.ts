import type { RuleDecision, RuleDraft, RulePart } from '../../../domain/contract'
import { graphOf } from './ruleGraph'

/**
 * What a decision says of one node. `yes` and `no`: it held or did not; `unknown`: a value was missing; `act`, `propose`, `refused`: what came of an action;
 * `passed`: nothing was asked of it any more.
 */
export type MarkState = 'yes' | 'no' | 'unknown' | 'act' | 'propose' | 'refused' | 'passed'

export interface NodeMark {
  state: MarkState
  /** What stood in it. */
  values: RulePart['values']
  /** Devices or people the action went to, and why it was refused. */
  to: readonly string[]
  note?: string | undefined
}

const worst = (parts: readonly RulePart[]): MarkState =>
  parts.some(({ holds }) => holds === 'no') ? 'no' : parts.some(({ holds }) => holds === 'unknown') ? 'unknown' : 'yes'

/**
 * Which nodes of the drawing were lit by a decision, and with which values.
 *
 * The first part of a condition tells how it came out as a whole; parts of an expression follow it.
 */
export function marksOf(rule: RuleDraft, decision: RuleDecision): Map<string, NodeMark> {
  const marks = new Map<string, NodeMark>()
  for (const { key, kind, index } of graphOf(rule).nodes) {
    if (kind === 'trigger')
      marks.set(key, {
        state: index === decision.cause.trigger && decision.outcome !== 'ended' ? 'yes' : 'passed',
        values:
          index === decision.cause.trigger && decision.cause.value !== undefined
            ? [{ name: 'value', value: decision.cause.value }]
            : [],
        to: [],
      })
    else if (kind === 'action') marks.set(key, actionMark(decision, index))
    else if (kind === 'input') marks.set(key, inputMark(rule, decision, index))
    else marks.set(key, gateMark(decision, kind, index))
  }
  return marks
}

function gateMark({ parts, outcome }: RuleDecision, kind: 'area' | 'condition' | 'limit', index: number): NodeMark {
  const own = parts.filter((part) =>
    kind === 'condition'
      ? part.condition === index
      : part.condition === -1 &&
        (kind === 'area' ? part.kind === 'area' : part.kind === 'limit' || part.kind === 'loop'),
  )
  const isStopped =
    (kind === 'area' && outcome === 'elsewhere') || (kind === 'limit' && (outcome === 'limited' || outcome === 'loop'))
  const [whole] = own
  const values = new Map(own.flatMap((part) => part.values.map((value) => [value.name, value] as const)))
  return {
    state: isStopped
      ? 'no'
      : whole
        ? kind === 'condition'
          ? whole.holds
          : worst(own)
        : outcome === 'fires'
          ? 'yes'
          : 'passed',
    values: [...values.values()],
    to: [],
  }
}

function actionMark({ deeds, outcome }: RuleDecision, index: number): NodeMark {
  const own = deeds.filter(({ action }) => action === index)
  const state: MarkState = own.some(({ how }) => how === 'act')
    ? 'act'
    : own.some(({ how }) => how === 'propose')
      ? 'propose'
      : own.length > 0 || outcome === 'fires'
        ? 'refused'
        : 'passed'
  return {
    state,
    values: [],
    to: own.flatMap(({ to }) => (to === undefined ? [] : [to])),
    note: own.find(({ note }) => note !== undefined)?.note,
  }
}

function inputMark(rule: RuleDraft, { parts }: RuleDecision, index: number): NodeMark {
  const name = rule.inputs[index]?.name
  const value = parts.flatMap(({ values }) => values).find((each) => each.name === name)
  return {
    state: value === undefined ? 'passed' : value.value === undefined ? 'unknown' : 'yes',
    values: value ? [value] : [],
    to: [],
  }
}
