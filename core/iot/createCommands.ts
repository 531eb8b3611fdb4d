import type { CommandId } from '../../domain/contract'
import type { Journal } from '../journal/Journal'
import { type CommandRequest, type CommandRules, type PreparedCommand, prepareCommand } from './commandRequest'
import type { Registry } from './Registry'

/** Takes what people want of devices and writes it down; who drives the site carries it out. Works in every role. */
export interface Commands {
  /** Checks a request without writing it; tells its class, from which the right that it needs follows. @throws Refused as `prepareCommand` */
  prepare(request: CommandRequest): PreparedCommand
  /**
   * Writes a command; the seat that drives sends it. The same key again is the same command.
   *
   * @returns once it is saved; the answer comes as an entry
   */
  issue(request: CommandRequest): Promise<{ commandId: CommandId }>
}

export function createCommands(parts: { registry: Registry; journal: Journal; rules: CommandRules }): Commands {
  const { registry, journal, rules } = parts
  return {
    prepare: (request) => prepareCommand(registry, rules, request),
    async issue(request) {
      const { commandId, draft } = prepareCommand(registry, rules, request)
      await journal.write(() => [draft])
      return { commandId }
    },
  }
}
