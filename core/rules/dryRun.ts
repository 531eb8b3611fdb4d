import { Refused, type MadeUpCause, type Rule, type RuleDecision } from '../../domain/contract'
import type { CompiledRule } from '../../domain/rules/compileRule'
import { pointOf } from '../../domain/rules/ruleDevices'
import { RuleMachine } from '../../domain/rules/RuleMachine'
import type { RuleCatalogue, RuleWorld } from '../../domain/rules/RuleWorld'
import { trialRule } from '../../domain/rules/trialRule'

/**
 * What a rule would do if it were set off now. Times that conditions must have held, and counts, are judged as of this one cause.
 *
 * @throws Refused `notFound` no such trigger or device
 */
export function dryRun(parts: {
  compiled: CompiledRule
  known: Rule | undefined
  cause: MadeUpCause
  catalogue: RuleCatalogue
  world: RuleWorld
  nowMs: number
}): RuleDecision {
  const { compiled, cause, catalogue, world } = parts
  const trigger = compiled.draft.triggers[cause.trigger]
  const device = cause.deviceId === undefined ? undefined : catalogue.findDevice(cause.deviceId)
  if (!trigger || (cause.deviceId !== undefined && !device)) throw new Refused('notFound', 'no such trigger or device')
  const values = new Map<number, number>()
  for (const [property, value] of Object.entries(cause.values ?? {})) {
    const point = device && pointOf(device, property)
    if (point !== undefined) values.set(point, value)
  }
  const made: RuleWorld = { ...world, value: (point) => values.get(point) ?? world.value(point) }
  const property = 'property' in trigger ? trigger.property : undefined
  const point = device && property !== undefined ? pointOf(device, property) : undefined
  const value = point === undefined ? cause.values?.['value'] : made.value(point)
  const of = trialRule(compiled, parts.known, catalogue)
  const machine = new RuleMachine({
    rules: [of],
    catalogue,
    world: made,
    nameOf: () => 'dryRun',
    isFired: () => false,
    fromMs: parts.nowMs,
  })
  const atMs = cause.atMs ?? parts.nowMs
  const isState = trigger.kind !== 'state' || (value !== undefined && trigger.values.includes(value))
  const about = {
    trigger: cause.trigger,
    kind: trigger.kind,
    atMs,
    ...(device && { deviceId: device.id }),
    ...(value !== undefined && { value }),
  }
  if (!isState)
    return {
      ruleId: of.rule.id,
      version: of.rule.version,
      id: 'dryRun',
      cause: about,
      outcome: 'no',
      parts: [],
      deeds: [],
    }
  machine.judge(of, { key: 'dryRun', moment: { atMs, cause: about, device, place: device?.place, value, property } })
  const [decision] = machine.drain().decisions
  if (!decision) throw new Refused('internal', 'nothing was decided')
  return decision
}
