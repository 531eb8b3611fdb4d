import type { CommandClass, Rule, RuleAction, RuleDeed } from '../contract'
import type { CompiledRule } from './compileRule'
import { takenInput } from './takenInput'
import { targetsAt, type RuleMoment } from './RuleMoment'
import type { RuleWorld } from './RuleWorld'

/** Most deeds of one firing. */
const mostDeeds = 500

/** What is known of a rule besides its text when it acts. */
type RuleStanding = Pick<Rule, 'isLifeSafety' | 'approval' | 'origin'>

/**
 * What the actions of a rule come to at a moment: one deed a device or person. Commands up to class 1 go by themselves; from class 2 on they are proposed to a dispatcher, but where
 * nothing but a life-safety alarm sets the rule off, it says so itself, and a second person has approved it.
 *
 * @source decision 33
 */
export function planDeeds(
  { draft, inputs }: Pick<CompiledRule, 'draft' | 'inputs'>,
  standing: RuleStanding,
  moment: RuleMoment,
  world: RuleWorld,
): RuleDeed[] {
  const deeds = draft.actions.flatMap((action, at): RuleDeed[] => {
    const deed = (more: Omit<RuleDeed, 'action' | 'kind'>): RuleDeed => ({ action: at, kind: action.kind, ...more })
    const nobody = (note: string) => [deed({ how: 'refused', note })]
    switch (action.kind) {
      case 'command': {
        const found = targetsAt(action.devices, moment, world, action.service)
        if (found.length === 0) return nobody('noDevices')
        return found.map((device) => {
          const known = device.type.services.find(({ id }) => id === action.service)
          const commandClass = known?.commandClass ?? 3
          const { service } = action
          const input = takenInput(action, known, inputs, moment, world)
          if (!input) return deed({ how: 'refused', to: device.id, service, commandClass, note: 'noValue' })
          return deed({ how: howOf(commandClass, action, standing), to: device.id, service, input, commandClass })
        })
      }
      case 'show': {
        // One thing hangs on the wall at a time: the nearest.
        const [nearest] = targetsAt(action.devices, moment, world)
        return nearest ? [deed({ how: 'act', to: nearest.id })] : nobody('noDevices')
      }
      case 'alarm': {
        const found = targetsAt(action.devices, moment, world).filter(({ type }) =>
          type.alarms.some(({ id, condition }) => id === action.definition && condition.kind === 'event'),
        )
        return found.length === 0 ? nobody('noDevices') : found.map(({ id }) => deed({ how: 'act', to: id }))
      }
      case 'message':
      case 'meeting': {
        const people = world.peopleOf(action.posts)
        return people.length === 0 ? nobody('nobody') : people.map((id) => deed({ how: 'act', to: id }))
      }
      case 'order': {
        if (!moment.place) return nobody('noPlace')
        const people = world.nearestFree(moment.place, action.skills, action.count)
        return people.length === 0 ? nobody('nobody') : people.map((id) => deed({ how: 'act', to: id }))
      }
      case 'incident':
        // What lives depend on a dispatcher opens himself, with people and plan in the same click.
        return moment.place ? [deed({ how: standing.isLifeSafety ? 'propose' : 'act' })] : nobody('noPlace')
      case 'plan': {
        const highest = world.planClass(action.planId)
        if (highest === undefined || !moment.place) return nobody(highest === undefined ? 'noPlan' : 'noPlace')
        // Whoever starts a plan answers for its commands: a rule answers for none from class 2 on.
        return [deed({ how: highest >= 2 ? 'propose' : 'act', to: action.planId })]
      }
      case 'forward':
        return [deed({ how: 'act', to: action.targetId })]
    }
  })
  return deeds.slice(0, mostDeeds)
}

function howOf(
  commandClass: CommandClass,
  { authority }: Extract<RuleAction, { kind: 'command' }>,
  { isLifeSafety, approval }: RuleStanding,
): RuleDeed['how'] {
  if (commandClass <= 1) return authority ?? 'act'
  return authority === 'act' && isLifeSafety && approval !== 'wanted' ? 'act' : 'propose'
}
