import { type Actor, type CommandClass, Refused, type ScheduleOrder } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import { checkInput, type CommandRules } from './commandRequest'
import type { Registry } from './Registry'
import { targetDevices } from './targetDevices'

type Asked = Omit<ScheduleOrder, 'commandClass'>

/** Commands for later, as people keep them. */
export interface CommandSchedules {
  /** @throws Refused `notFound` no device of the target knows the service; `badRequest` input that it does not take */
  classOf(order: Asked): CommandClass
  /** @throws Refused as `classOf`; `needsSecondPerson` of class 3; `notAllowed` a device of another organisation is among them; `badRequest` no reason from class 2 on; `tooLate` a single time that is over */
  save(what: { key: string; id?: string | undefined; order: Asked }, actor: Actor): Promise<{ id: string }>
  /** @throws Refused `notFound` */
  remove(id: string, actor: Actor): Promise<void>
}

export function createCommandSchedules(parts: {
  registry: Registry
  journal: Journal
  rules: Pick<CommandRules, 'mayCommand'>
  /** UTC ms. */
  now: () => number
}): CommandSchedules {
  const { registry, journal, rules, now } = parts
  const classOf = ({ target, service, input }: Asked): CommandClass => {
    const { devices } = targetDevices(registry, target, service)
    let gravest: CommandClass | undefined
    for (const type of new Set(devices.map((device) => device.type))) {
      const own = type.services.find(({ id }) => id === service)
      if (!own) continue
      checkInput(own, input)
      if (gravest === undefined || own.commandClass > gravest) gravest = own.commandClass
    }
    if (gravest === undefined) throw new Refused('notFound', `no device of the target knows ${service}`)
    return gravest
  }
  return {
    classOf,
    async save({ key, id: known, order }, actor) {
      const commandClass = classOf(order)
      const { devices } = targetDevices(registry, order.target, order.service)
      const strange = devices.find(({ index }) => rules.mayCommand?.(actor, index) === false)
      if (strange) throw new Refused('notAllowed', `${strange.id} belongs to another organisation`)
      // Nobody looks at the device at that time, and a second person cannot confirm what will be.
      if (commandClass === 3) throw new Refused('needsSecondPerson', 'class 3 is not scheduled')
      if (commandClass === 2 && !order.reason?.trim()) throw new Refused('badRequest', 'class 2 needs a reason')
      if (order.isEnabled && order.when.kind === 'once' && order.when.atMs <= now())
        throw new Refused('tooLate', 'the time is over')
      const id = known ?? `T-${key}`.slice(0, 48)
      await journal.write((view) => {
        const standing = view.get('commandSchedule', id)
        if (known !== undefined && (!standing || standing.state === 'removed'))
          throw new Refused('notFound', `schedule ${id}`)
        const payload = { ...order, commandClass }
        return [{ kind: 'commandSchedule.saved', subjectId: id, id: `${key}-saved`, actor, payload }]
      })
      return { id }
    },
    async remove(id, actor) {
      await journal.write((view) => {
        const standing = view.get('commandSchedule', id)
        if (!standing || standing.state === 'removed') throw new Refused('notFound', `schedule ${id}`)
        return [{ kind: 'commandSchedule.removed', subjectId: id, actor, payload: {} }]
      })
    },
  }
}
