import {
  type Actor,
  type Command,
  CommandId,
  type CommandRefusal,
  type DeviceService,
  Refused,
} from '../../domain/contract'
import type { CommandAnswer, DeviceSlot, LinkReport, SiteCommand, SiteConnector } from '../../connectors/site'
import { type NetworkScheme, networkSchemeOf } from '../../domain/access/networkSchemes'
import type { Draft, Journal } from '../journal/Journal'
import type { CommandGuard } from './commandGuard'
import { checkInput } from './commandRequest'
import type { Registry } from './Registry'
import type { Schedule } from './Schedule'

/** A command that could not leave by then never leaves (P4), ms; of a device that sleeps by its network's scheme, so much after it must have spoken. */
const expiryMs = 30_000
/** A device that sleeps hears for so long after it spoke, ms: below the active timer that its scheme asks for. */
const awakeMs = 10_000
const lookEveryMs = 1_000
/** Code of success in the device dialect. */
const success = 200
const longestAnswer = 500
/** After a failed write the end of a command is written again this much later, ms. */
const retryMs = 1_000
const commandsActor: Actor = { kind: 'system', id: 'commands' }

/** Takes commands to devices, each at most once, and writes what became of them. Exists while this seat drives. */
export interface CommandCarrier {
  /** What a device answered. Resolves when it is saved; an answer to nothing that was asked changes nothing. */
  takeAnswer(answer: CommandAnswer): Promise<void>
  /** Before another seat drives: sends no more and ends as expired what still waits, so that it is not sent there later. Resolves when that is saved. */
  release(): Promise<void>
  /** Stops timers. What is under way is found again by whoever drives next. */
  stop(): void
}

export interface CommandCarrierParts {
  registry: Registry
  journal: Journal
  connectors: readonly SiteConnector[]
  /** Link over which the device was heard last; needed when there are several. */
  linkIdOf: (deviceIndex: number) => string | undefined
  /** How long nothing was heard of a device, ms. Without it nobody is taken to sleep. */
  silentMs?: (deviceIndex: number) => number | undefined
  /** Number of the lease under which this seat drives; absent where it drives without one. */
  fence?: number
  /** Whether the seat drives the device; a plan may ask for one that it does not. */
  isDriven?: (deviceIndex: number) => boolean
  /** Asked right before a command would leave. */
  guard: CommandGuard
  /** Clock, UTC ms. */
  now: () => number
  schedule: Schedule
  onError: (error: unknown) => void
}

/**
 * `command.sent` is written before the command leaves: after a crash in between it is unknown whether it took effect, and it is not sent again.
 * Without a link it waits until there is one, at most 30 s; for a device that sleeps until it speaks, as long as the scheme of its network says. At the start, what was sent before ends as unknown when its time is over, and what was issued
 * and never sent goes on waiting or has expired.
 *
 * Only what was issued under the lease that is held now is sent: of a command from a time under another one nobody here knows whether it left there. It
 * expires.
 */
export function createCommandCarrier(parts: CommandCarrierParts): CommandCarrier {
  const { registry, journal, connectors, fence, now, schedule, onError } = parts
  const links = new Map<string, LinkReport['state']>()
  /** Waiting for a link, with their expiry. */
  const waiting = new Map<CommandId, () => void>()
  /** Sent, with the end of their time. */
  const answering = new Map<CommandId, () => void>()
  /** Waiting for a second person, with the end of their time. */
  const seconding = new Map<CommandId, () => void>()
  /** Waiting for devices that sleep. */
  const sleeping = new Set<CommandId>()
  let stopLooking: (() => void) | undefined
  let isReleased = false
  const run = (work: Promise<unknown>): void => void work.catch(onError)

  const end = (timers: Map<CommandId, () => void>, id: CommandId): void => {
    timers.get(id)?.()
    timers.delete(id)
  }

  /** Writes what `decide` says of the command as it stands then. @returns whether anything was written, and holds */
  const write = async (id: CommandId, decide: (command: Command) => Draft | undefined): Promise<boolean> => {
    const entries = await journal.write((view) => {
      const command = view.get('command', id)
      const draft = command && decide(command)
      return draft ? [draft] : []
    })
    return entries.some(({ voidReason }) => voidReason === undefined)
  }

  const connectorFor = (device: DeviceSlot): SiteConnector | undefined => {
    // A device that was never heard is looked for where it is configured, else where most of them are.
    const linkId =
      parts.linkIdOf(device.index) ?? connectors.find(({ serves }) => serves?.(device))?.id ?? connectors[0]?.id
    const connector = connectors.find(({ id }) => id === linkId)
    return connector && links.get(connector.id) === 'up' && canHear(device, connector) ? connector : undefined
  }

  const schemeOf = (device: DeviceSlot): NetworkScheme | undefined =>
    networkSchemeOf(registry.deviceAt(device.index)?.network)

  const canHear = (device: DeviceSlot, { isReady }: SiteConnector): boolean => {
    if (isReady) return isReady(device)
    if (!parts.silentMs || schemeOf(device)?.downlink !== 'afterUplink') return true
    return (parts.silentMs(device.index) ?? Infinity) <= awakeMs
  }

  /** Those that wait for a device which sleeps are looked at each second: it is heard too often to tell everybody of each message. */
  const lookForAwake = (): void => {
    stopLooking = undefined
    for (const id of sleeping) {
      if (waiting.has(id)) send(id)
      else sleeping.delete(id)
    }
    if (sleeping.size > 0) stopLooking ??= schedule(lookEveryMs, lookForAwake)
  }

  const send = (id: CommandId): void => {
    const command = journal.view.get('command', id)
    if (!command || !isWaiting(command)) return
    if (isReleased || command.fence !== fence || restMsOf(command) <= 0) return wait(command)
    const device = registry.findDevice(command.deviceId)
    const service = device?.services.get(command.service)
    if (!device || !service) return fail(id, `no service ${command.service}`)
    if (registry.isRetired(device.index)) return fail(id, 'the device is retired')
    if (!isAsItWas(service, command)) return fail(id, `${command.service} is another one than when it was asked for`)
    if (parts.isDriven?.(device.index) === false) return fail(id, 'the device is not driven from here')
    const connector = connectorFor(device)
    if (!connector) return wait(command)
    const refusal = parts.guard.judge(device, command)
    if (refusal) return fail(id, sayRefusal(refusal), refusal)
    end(waiting, id)
    const { service: name, input } = command
    const leaves = leave(connector, { commandId: id, device, service: name, input }, id)
    run(
      leaves.finally(() => {
        // Not written, so not sent: it goes on waiting.
        const left = journal.view.get('command', id)
        if (left && isWaiting(left)) wait(left)
      }),
    )
  }

  const leave = async (connector: SiteConnector, site: SiteCommand, id: CommandId): Promise<void> => {
    const isOurs = await write(id, (command) =>
      isWaiting(command) && !isReleased ? draftOf(command, 'command.sent') : undefined,
    )
    if (!isOurs) return
    try {
      await connector.sendCommand(site)
    } catch (error) {
      // A link that says it is down has sent nothing; whatever else went wrong, it may be on its way.
      if (error instanceof Refused && error.code === 'linkDown') fail(id, error.message)
      else giveUp(id)
    }
  }

  /** By this seat's clock; a clock elsewhere that runs ahead prolongs nothing. */
  const restMsOf = ({ deviceId, issued, confirmed }: Command): number => {
    const device = registry.findDevice(deviceId)
    const allowedMs = expiryMs + ((device && schemeOf(device)?.commandWaitMs) ?? 0)
    return Math.min(allowedMs, (confirmed ?? issued).atMs + allowedMs - now())
  }

  const wait = (command: Command): void => {
    if (waiting.has(command.id)) return
    const restMs = Math.max(0, restMsOf(command))
    waiting.set(
      command.id,
      schedule(restMs, () => expire(command.id)),
    )
    const device = registry.findDevice(command.deviceId)
    if (!device || schemeOf(device)?.downlink !== 'afterUplink') return
    sleeping.add(command.id)
    stopLooking ??= schedule(lookEveryMs, lookForAwake)
  }

  /** Also of what another seat sent before it stopped driving: somebody must end it. */
  const awaitAnswer = (command: Command): void => {
    if (answering.has(command.id)) return
    const device = registry.findDevice(command.deviceId)
    const scheme = device && schemeOf(device)
    const onItsWayMs = scheme?.downlink === 'byServer' ? scheme.commandWaitMs : 0
    const timeoutMs = (device?.services.get(command.service)?.timeoutMs ?? 0) + onItsWayMs
    const restMs = Math.min(timeoutMs, (command.sentAtMs ?? 0) + timeoutMs - now())
    answering.set(
      command.id,
      schedule(Math.max(0, restMs), () => giveUp(command.id)),
    )
  }

  /** As `write`, and again until it is written: an end that is not in the journal would leave the command open for ever. */
  const insist = (
    timers: Map<CommandId, () => void>,
    id: CommandId,
    decide: (command: Command) => Draft | undefined,
  ): void => {
    end(timers, id)
    write(id, decide).catch((error: unknown) => {
      onError(error)
      timers.set(
        id,
        schedule(retryMs, () => insist(timers, id, decide)),
      )
    })
  }

  const expire = (id: CommandId): void =>
    insist(waiting, id, (command) => (isWaiting(command) ? draftOf(command, 'command.expired') : undefined))

  const giveUp = (id: CommandId): void =>
    insist(answering, id, (command) =>
      command.state === 'sent' ? draftOf(command, 'command.becameUnknown') : undefined,
    )

  const fail = (id: CommandId, answer: string, refusal?: CommandRefusal): void => {
    end(waiting, id)
    insist(answering, id, (command) => {
      if (!isWaiting(command) && command.state !== 'sent') return undefined
      const { subjectId, about } = aboutOf(command)
      const told = { ...about, answer: answer.slice(0, longestAnswer), ...(refusal && { refusal }) }
      return { kind: 'command.failed', subjectId, actor: commandsActor, payload: told }
    })
  }

  /** Nobody confirmed it in time. */
  const awaitSecond = (command: Command): void => {
    if (seconding.has(command.id)) return
    const giveUpOn = (): void =>
      insist(seconding, command.id, (later) =>
        later.state === 'awaiting' ? draftOf(later, 'command.expired') : undefined,
      )
    seconding.set(command.id, schedule(Math.max(0, (command.confirmByMs ?? 0) - now()), giveUpOn))
  }

  const look = (command: Command): void => {
    if (command.state !== 'awaiting') end(seconding, command.id)
    if (command.state === 'awaiting') awaitSecond(command)
    else if (command.state === 'issued') send(command.id)
    else if (command.state === 'sent') awaitAnswer(command)
    else {
      end(waiting, command.id)
      end(answering, command.id)
    }
  }

  const stops = connectors.map((connector) =>
    connector.onLink(({ state }) => {
      links.set(connector.id, state)
      if (state === 'up') for (const id of waiting.keys()) send(id)
    }),
  )
  for (const connector of connectors) {
    const stop = connector.onReady?.((deviceName) => {
      for (const id of waiting.keys()) if (journal.view.get('command', id)?.deviceId === deviceName) send(id)
    })
    if (stop) stops.push(stop)
  }
  stops.push(
    journal.onCommitted(({ touched }) => {
      for (const { kind, id } of touched) {
        const command = kind === 'command' ? journal.view.get('command', id) : undefined
        if (command) look(command)
      }
    }),
  )
  for (const command of journal.view.list('command')) look(command)

  return {
    async takeAnswer({ commandId, device, code, text }) {
      const id = CommandId.safeParse(commandId)
      if (!id.success) return
      await write(id.data, (command) => {
        const isAsked = command.state === 'sent' || command.state === 'unknown'
        if (!isAsked || command.deviceId !== device.id) return undefined
        const kind = code === success ? 'command.answered' : 'command.failed'
        return answerDraft(
          command,
          kind,
          { kind: 'device', id: device.id },
          code === success ? text : `${code} ${text}`,
        )
      })
    },
    async release() {
      isReleased = true
      await journal.write((view) =>
        [...view.list('command')]
          .filter((command) => isWaiting(command) && command.fence === fence)
          .map((command) => draftOf(command, 'command.expired')),
      )
    },
    stop() {
      for (const stop of stops) stop()
      for (const cancel of [...waiting.values(), ...answering.values(), ...seconding.values()]) cancel()
      stopLooking?.()
      sleeping.clear()
      waiting.clear()
      seconding.clear()
      answering.clear()
    },
  }
}

const isWaiting = ({ state }: Command): boolean => state === 'issued'

/** Its type may have a new version since: what became graver, or takes other parameters, is asked for anew. Not so of a plan: it says itself how grave it is, and whoever started it answers for it. */
function isAsItWas(service: DeviceService, { commandClass, input, issued }: Command): boolean {
  if (issued.by.kind === 'plan') return true
  if (service.commandClass > commandClass) return false
  try {
    checkInput(service, input)
    return true
  } catch {
    return false
  }
}

/** For the log; people read the refusal itself. */
const sayRefusal = ({ code, values }: CommandRefusal): string =>
  `${code}: ${values.map(({ property, seen, found }) => `${property} ${seen === undefined ? '' : `${seen} → `}${found ?? '?'}`).join(', ')}`

const aboutOf = ({ id, incidentId }: Command) => ({ subjectId: id, about: { ...(incidentId && { incidentId }) } })

function draftOf(command: Command, kind: 'command.sent' | 'command.expired' | 'command.becameUnknown'): Draft {
  const { subjectId, about } = aboutOf(command)
  return { kind, subjectId, actor: commandsActor, payload: about }
}

function answerDraft(
  command: Command,
  kind: 'command.answered' | 'command.failed',
  actor: Actor,
  answer: string,
): Draft {
  const { subjectId, about } = aboutOf(command)
  return { kind, subjectId, actor, payload: { ...about, answer: answer.slice(0, longestAnswer) } }
}
