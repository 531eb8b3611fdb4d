import {
  type Actor,
  CommandId,
  type CommandClass,
  type DeviceId,
  type DeviceService,
  type IncidentId,
  Refused,
  type SeenValues,
} from '../../domain/contract'
import type { CommandInput } from '../../domain/contract/thingModel'
import { parameterFault } from '../../domain/things/parameterFault'
import type { Draft } from '../journal/Journal'
import type { Registry } from './Registry'

/** Somebody at the desk wants a device to do something. What a plan asks is written by the plan: whoever started it answers for it. */
export interface CommandRequest {
  /** Made where the wish arose; the same key asks once. */
  readonly key: string
  readonly deviceId: DeviceId
  readonly service: string
  readonly input: Readonly<CommandInput>
  readonly actor: Actor
  readonly reason?: string | undefined
  readonly incidentId?: IncidentId | undefined
  /** Why one person alone, or a seat in the minority, asks for what needs more. */
  readonly breakGlass?: string | undefined
  /** States of the device that the person saw; it goes only while they hold. */
  readonly seen?: SeenValues | undefined
  /** Class 3 without break-glass: until when another person may confirm it, UTC ms. */
  readonly confirmByMs?: number | undefined
}

/** How long a second person may take. */
export const CONFIRM_WITHIN_MS = 5 * 60_000

/** What this seat's role says of commands at the moment. */
export interface CommandRules {
  /** Number of the lease under which commands are issued now: only its holder sends them. Absent where no lease is in play. */
  fence(): number | undefined
  /** @throws Refused `outOfScope` the device is not driven while the service is away; `needsBreakGlass` this seat is in the minority */
  check(command: { deviceIndex: number; commandClass: CommandClass; breakGlass: string | undefined }): void
  /** Whether the device is the person's to command; absent where all are everybody's. */
  mayCommand?(actor: Actor, deviceIndex: number): boolean
}

/** A request that may be written: the command's id, its class, and its first entry. */
export interface PreparedCommand {
  readonly commandId: CommandId
  readonly commandClass: CommandClass
  readonly draft: Draft
}

/**
 * Checks a request against the device's thing model and the rules of its class.
 *
 * @throws Refused `notFound` no such device or service; `badRequest` input that the service does not take, or no reason from class 2 on;
 *   `illegalState` a retired device; `notAllowed` one of another organisation; `needsSecondPerson` class 3 with neither break-glass nor a second person asked; what the rules say
 * @source Reliability programme, section 5, "Commands"
 */
export function prepareCommand(registry: Registry, rules: CommandRules, request: CommandRequest): PreparedCommand {
  const { deviceId, service: serviceId, input, actor, reason, incidentId, breakGlass, seen } = request
  const device = registry.findDevice(deviceId)
  const service = device?.services.get(serviceId)
  if (!device || !service) throw new Refused('notFound', `${deviceId} has no service ${serviceId}`)
  if (registry.isRetired(device.index)) throw new Refused('illegalState', `${deviceId} is retired`)
  if (rules.mayCommand?.(actor, device.index) === false)
    throw new Refused('notAllowed', `${deviceId} belongs to another organisation`)
  checkInput(service, input)
  const { commandClass } = service
  rules.check({ deviceIndex: device.index, commandClass, breakGlass })
  const confirmByMs = secondPersonBy(commandClass, request)
  if (commandClass >= 2 && !reason?.trim()) throw new Refused('badRequest', 'from class 2 on a reason is needed')
  const commandId = CommandId.parse(`C-${request.key}`)
  const fence = rules.fence()
  return {
    commandId,
    commandClass,
    draft: {
      kind: 'command.issued',
      subjectId: commandId,
      id: `${commandId}-issued`,
      actor,
      payload: {
        deviceId,
        service: serviceId,
        input,
        commandClass,
        isHeld: false,
        reason,
        incidentId,
        breakGlass,
        ...(fence !== undefined && { fence }),
        ...(seen && { seen }),
        ...(confirmByMs !== undefined && { confirmByMs }),
      },
    },
  }
}

/**
 * Until when a second person has to confirm; `undefined` where none is needed.
 *
 * @throws Refused `needsSecondPerson` of class 3 with neither break-glass nor a second person asked
 */
export function secondPersonBy(
  commandClass: CommandClass,
  { breakGlass, confirmByMs }: Pick<CommandRequest, 'breakGlass' | 'confirmByMs'>,
): number | undefined {
  if (commandClass !== 3 || breakGlass !== undefined) return undefined
  if (confirmByMs === undefined) throw new Refused('needsSecondPerson', 'class 3')
  return confirmByMs
}

/** @throws Refused `badRequest` input that the service does not take */
export function checkInput(service: DeviceService, input: Readonly<CommandInput>): void {
  for (const id of Object.keys(input)) {
    if (!service.input.some((parameter) => parameter.id === id)) refuse(`${service.id} has no parameter ${id}`)
  }
  for (const parameter of service.input) {
    const fault = parameterFault(parameter, input[parameter.id])
    if (fault) refuse(`${parameter.id}: ${fault}`)
  }
}

function refuse(message: string): never {
  throw new Refused('badRequest', message)
}
