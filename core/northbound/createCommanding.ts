import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Actor, type Device, IdempotencyKey, Refused } from '../../domain/contract'
import { canonicalJson } from '../../domain/journal/canonicalForm'
import type { ApplicationCommand } from '../../domain/northbound/answers'
import type { CommandQuestion, PatchQuestion } from '../../domain/northbound/questions'
import type { Commands } from '../iot/createCommands'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'
import type { DeviceEditor } from '../registry/createDeviceEditor'
import { describeCommand } from './describe'
import type { Reach } from './createReach'

/** What a system of others may do. The device is one that it may look at. */
export interface Commanding {
  /**
   * A command of class 0 or 1; it goes the way of any other, past the interlocks, into the journal.
   *
   * @throws Refused `notAllowed` not granted, or of class 2 or 3; `notFound` no such service; `alreadyExists` the key was used for something else; what `Commands.issue` says
   */
  issue(system: Actor, device: Device, question: z.output<typeof CommandQuestion>): Promise<ApplicationCommand>
  /** @throws Refused `notFound`, also of commands of others */
  read(system: Actor, id: string): Promise<ApplicationCommand>
  /** Changes the device's record. @throws Refused `notAllowed`, `badRequest`, `illegalState` */
  change(system: Actor, device: Device, question: z.output<typeof PatchQuestion>): Promise<void>
}

/** What reaches further, or cannot be taken back, is for people. */
const highestClass = 1

export function createCommanding(parts: {
  registry: Registry
  journal: Pick<Journal, 'load'>
  commands: Pick<Commands, 'issue'>
  devices: Pick<DeviceEditor, 'change'>
  reach: Pick<Reach, 'may'>
}): Commanding {
  const { registry, journal, commands, devices, reach } = parts

  /** Systems make up their keys apart from each other and from people. */
  const ownKey = (system: Actor, key: string): IdempotencyKey =>
    IdempotencyKey.parse(`app-${createHash('sha256').update(`${system.id}\n${key}`).digest('hex').slice(0, 40)}`)

  return {
    async issue(system, device, { key, service, input, reason, seen }) {
      if (!reach.may(system.id, 'command', device))
        throw new Refused('notAllowed', `commands to ${device.id} were not granted`)
      const known = registry.findDevice(device.id)?.services.get(service)
      if (!known) throw new Refused('notFound', `${device.id} has no service ${service}`)
      if (known.commandClass > highestClass)
        throw new Refused('notAllowed', `${service} is of class ${known.commandClass}: such commands are for people`)
      const { commandId } = await commands.issue({
        key: ownKey(system, key),
        deviceId: device.id,
        service,
        input,
        actor: system,
        reason,
        seen,
      })
      const command = await journal.load('command', commandId)
      if (!command) throw new Refused('internal', `command ${commandId} is not there`)
      const isThat =
        command.deviceId === device.id &&
        command.service === service &&
        canonicalJson(command.input) === canonicalJson(input)
      if (!isThat) throw new Refused('alreadyExists', `the key ${key} was used for another command`)
      return describeCommand(command)
    },
    async read(system, id) {
      const command = await journal.load('command', id)
      const { by } = command?.issued ?? {}
      if (!command || by?.kind !== 'application' || by.id !== system.id) throw new Refused('notFound', `command ${id}`)
      return describeCommand(command)
    },
    async change(system, device, { patch }) {
      const key = IdempotencyKey.parse('application')
      await devices.change({ key, deviceId: device.id, patch }, system)
    },
  }
}
