import type { CommandInput, DeviceService, RuleAction } from '../contract'
import { numberOf, type ConditionParts } from './conditions'
import type { RuleMoment } from './RuleMoment'
import type { RuleWorld } from './RuleWorld'

/**
 * What a service is given when a rule acts: what was written, and what is taken from the moment, kept within what each parameter may be; where it is a number of something, a whole one.
 *
 * @returns `undefined` when a value that is to be taken is not known: nobody asks a device for a guess
 */
export function takenInput(
  { input, takes = {} }: Extract<RuleAction, { kind: 'command' }>,
  service: DeviceService | undefined,
  inputs: ConditionParts['inputs'],
  moment: RuleMoment,
  world: RuleWorld,
): CommandInput | undefined {
  const taken: CommandInput = { ...input }
  for (const [id, { name, factor = 1, offset = 0 }] of Object.entries(takes)) {
    const value = numberOf(name, { inputs }, moment, world)
    if (value === undefined || Number.isNaN(value)) return undefined
    const parameter = service?.input.find((each) => each.id === id)
    const { min = -Infinity, max = Infinity } = parameter ?? {}
    const kept = Math.min(max, Math.max(min, value * factor + offset))
    // Without a unit it counts something: floors, spaces, numbers of a list.
    taken[id] = parameter?.unit === undefined ? Math.round(kept) : kept
  }
  return taken
}
