import type { ActiveRule, CompiledRule } from './compileRule'

/** Whether two versions of a rule decide alike: what the one has counted, timed and seen holds for the other. Name, actions, and where a rule is off do not matter. */
export function judgesAlike(one: ActiveRule, other: ActiveRule): boolean {
  if (one.rule === other.rule) return true
  const { triggers, inputs, conditions, limit } = one.rule
  const { rule } = other
  return (
    JSON.stringify([triggers, inputs, conditions, limit]) ===
    JSON.stringify([rule.triggers, rule.inputs, rule.conditions, rule.limit])
  )
}

/** Whether two versions of a rule are set off by the same, at the same places. */
export function looksAlike(one: ActiveRule, other: ActiveRule): boolean {
  const { triggers, areas, offIn } = one.rule
  const { rule } = other
  return JSON.stringify([triggers, areas, offIn]) === JSON.stringify([rule.triggers, rule.areas, rule.offIn])
}

/** Whether a rule that was made ready anew, because what it names has changed, is the same as before in every way. */
export const isSameRule = (one: ActiveRule, other: ActiveRule): boolean =>
  JSON.stringify(one.rule) === JSON.stringify(other.rule) && formOf(one.compiled) === formOf(other.compiled)

const formOf = ({ conditions }: CompiledRule): string =>
  JSON.stringify(
    conditions.map((condition) => [
      condition.kind,
      condition.at,
      condition.kind === 'time' ? '' : (condition.expression?.form ?? ''),
    ]),
  )
