import type { Actor, CommandId } from '../../domain/contract'
import { Refused } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import { type CommandRequest, type CommandRules, type PreparedCommand, prepareCommand } from './commandRequest'
import type { Registry } from './Registry'

/** Takes what people want of devices and writes it down; who drives the site carries it out. Works in every role. */
export interface Commands {
  /** Checks a request without writing it; tells its class, from which the right that it needs follows. @throws Refused as `prepareCommand` */
  prepare(request: CommandRequest): PreparedCommand
  /**
   * Writes a command; the seat that drives sends it, or has it wait for a second person. The same key again is the same command.
   *
   * @returns once it is saved; the answer comes as an entry
   */
  issue(request: CommandRequest): Promise<{ commandId: CommandId }>
  /** The second person's yes: from now on it may leave. @throws Refused `notFound`, `illegalState`, `tooLate`, `needsSecondPerson`, `notAllowed` */
  confirm(click: { id: CommandId; actor: Actor }): Promise<void>
  /** The second person's no, or the first one's second thought. @throws Refused `notFound`, `illegalState` */
  decline(click: { id: CommandId; reason: string; actor: Actor }): Promise<void>
}

export function createCommands(parts: {
  registry: Registry
  journal: Journal
  rules: CommandRules
  /** UTC ms. */
  now: () => number
}): Commands {
  const { registry, journal, rules, now } = parts
  return {
    prepare: (request) => prepareCommand(registry, rules, request),
    async issue(request) {
      const { commandId, draft } = prepareCommand(registry, rules, request)
      await journal.write(() => [draft])
      return { commandId }
    },
    async confirm({ id, actor }) {
      await journal.write((view) => {
        const command = view.get('command', id)
        if (!command) throw new Refused('notFound', `command ${id}`)
        checkSecond(command, command.issued.by, actor, now())
        const device = registry.findDevice(command.deviceId)
        if (!device) throw new Refused('notFound', command.deviceId)
        if (rules.mayCommand?.(actor, device.index) === false)
          throw new Refused('notAllowed', `${command.deviceId} belongs to another organisation`)
        const { commandClass, breakGlass, incidentId } = command
        rules.check({ deviceIndex: device.index, commandClass, breakGlass })
        const fence = rules.fence()
        const payload = { ...(incidentId && { incidentId }), ...(fence !== undefined && { fence }) }
        return [{ kind: 'command.confirmed', subjectId: id, actor, payload }]
      })
    },
    async decline({ id, reason, actor }) {
      await journal.write((view) => {
        const command = view.get('command', id)
        if (!command) throw new Refused('notFound', `command ${id}`)
        if (command.state !== 'awaiting') throw new Refused('illegalState', `command ${id} is ${command.state}`)
        const { incidentId } = command
        return [
          { kind: 'command.withdrawn', subjectId: id, actor, payload: { ...(incidentId && { incidentId }), reason } },
        ]
      })
    },
  }
}

/**
 * Whether this person may be the second one, now.
 *
 * @throws Refused `illegalState` it does not wait for one, `tooLate`, `needsSecondPerson` it is the same one
 */
export function checkSecond(
  what: { state: string; confirmByMs?: number | undefined },
  first: Actor,
  second: Actor,
  nowMs: number,
): void {
  if (what.state !== 'awaiting') throw new Refused('illegalState', `it is ${what.state}`)
  if (nowMs > (what.confirmByMs ?? 0)) throw new Refused('tooLate', 'the time to confirm is over')
  if (second.kind !== 'account' || (first.kind === second.kind && first.id === second.id))
    throw new Refused('needsSecondPerson', 'the same person cannot be the second one')
}
