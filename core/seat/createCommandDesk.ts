import type { DeviceStateName } from '../../domain/contract'
import type { CommandGuard } from '../iot/commandGuard'
import { commandHandlers } from '../iot/commandHandlers'
import type { CommandRules } from '../iot/commandRequest'
import { createBatches } from '../iot/createBatches'
import { type Commands, createCommands } from '../iot/createCommands'
import { createCommandSchedules } from '../iot/createCommandSchedules'
import type { Registry } from '../iot/Registry'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import type { Grants } from '../registry/createGrants'
import type { Sights } from '../registry/createSights'

/** Whose devices are whose to command. */
export function mayCommandBy(
  registry: Pick<Registry, 'deviceAt'>,
  grants: Pick<Grants, 'may'>,
): NonNullable<CommandRules['mayCommand']> {
  return (actor, index) => {
    const device = registry.deviceAt(index)
    return device !== undefined && grants.may(actor, 'command', device)
  }
}

/** Commands, batches and schedules of the people at a seat: what its role and whose the device is allow. */
export function createCommandDesk(parts: {
  registry: Registry
  journal: SeatJournal
  /** What the role of the seat says. */
  rules: CommandRules
  grants: Pick<Grants, 'may'>
  sights: Sights
  guard: CommandGuard
  deviceState: (deviceIndex: number) => DeviceStateName
  ticker: Ticker
  now: () => number
}): { commands: Commands; handlers: ReturnType<typeof commandHandlers> } {
  const { registry, journal, grants, sights, guard, deviceState, ticker, now } = parts
  const rules: CommandRules = { ...parts.rules, mayCommand: mayCommandBy(registry, grants) }
  const commands = createCommands({ registry, journal, rules, now })
  const batches = createBatches({ registry, journal, rules, guard, deviceState, now })
  const schedules = createCommandSchedules({ registry, journal, rules, now })
  return { commands, handlers: commandHandlers({ journal, sights, commands, batches, schedules, ticker, now }) }
}
