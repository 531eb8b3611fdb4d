import { parameterFault } from '../../../domain/things/parameterFault'
import type { CommandInput, DeviceService, DeviceStateName, Right } from '../../../domain/contract'

/** How a command can be given from here, or why it cannot. Keys of `device:gate`. */
export type CommandGate =
  | { status: 'click' }
  /** Doors, barriers, traffic: a reason, and the button held for 1.5 s. */
  | { status: 'hold' }
  /** Life safety, energy: written down with a reason, and sent once a second person confirms it. */
  | { status: 'askSecond' }
  /** The same where the service is away: the seat may have only one person. */
  | { status: 'breakGlass' }
  | { status: 'off'; reason: 'noRight' | 'noRightClass2' | 'outOfScope' | 'offline' | 'outOfService' }

/**
 * What stands between the person and a command. The core decides again; this only shows it before the click.
 *
 * @param hasRight of the person signed in
 * @param place `isInScope` whether the device is driven now; `isApart` while the service is away and the scope limited
 */
export function commandGate(
  { commandClass }: Pick<DeviceService, 'commandClass'>,
  state: DeviceStateName,
  hasRight: (right: Right) => boolean,
  { isInScope, isApart }: { isInScope: boolean; isApart: boolean },
): CommandGate {
  if (!hasRight('command.issue')) return { status: 'off', reason: 'noRight' }
  if (commandClass >= 2 && !hasRight('command.issueClass2')) return { status: 'off', reason: 'noRightClass2' }
  if (!isInScope) return { status: 'off', reason: 'outOfScope' }
  if (state === 'offline') return { status: 'off', reason: 'offline' }
  if (state === 'outOfService') return { status: 'off', reason: 'outOfService' }
  if (commandClass === 3) return { status: isApart ? 'breakGlass' : 'askSecond' }
  return { status: commandClass === 2 ? 'hold' : 'click' }
}

/** Values as typed for the wire: numbers, and texts where a parameter is one; undefined while one is missing or out of its range. */
export function commandInput(
  parameters: DeviceService['input'],
  typed: Readonly<Record<string, string>>,
): CommandInput | undefined {
  const input: CommandInput = {}
  for (const parameter of parameters) {
    const { id, type } = parameter
    const text = typed[id]?.trim() ?? ''
    const value = type === 'text' || text === '' ? text : Number(text)
    if (parameterFault(parameter, value)) return undefined
    input[id] = value
  }
  return input
}
