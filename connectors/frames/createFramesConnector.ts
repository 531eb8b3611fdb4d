import type { z } from 'zod'
import { type CodecDescription, type CodecExchange, Refused } from '../../domain/contract'
import { encodeMessage } from '../../domain/codec/encodeMessage'
import { FrameSplitter } from '../../domain/codec/FrameSplitter'
import { toHex } from '../../domain/codec/hex'
import { type FrameValue, type FrameValues, nest } from '../../domain/codec/values'
import { createScriptEngine } from '../script/createScriptEngine'
import { ScriptCodec } from '../script/ScriptCodec'
import type { DeviceSlot, LinkReport, SiteCommand, SiteConnector, SiteDirectory, SiteSink } from '../site'
import { openWire, type Peer } from './openWire'
import { FramesOptions } from './options'
import { readSiteFrame, type SiteFrame, tellFrame } from './readSiteFrame'

/** Where descriptions are found; `core/codec`. */
export interface CodecShelf {
  find(id: string): CodecDescription | undefined
  /** Told of ids whose description may be another one now. */
  onChanged(listener: (id: string) => void): () => void
}

export interface FramesSetup {
  readonly directory: SiteDirectory
  readonly sink: SiteSink
  readonly codecs: CodecShelf
  /** UTC ms. */
  readonly now: () => number
  /** 0 ≤ n < 1 */
  readonly random: () => number
  /** Told where a server listens. */
  readonly onListening?: (port: number) => void
}

const firstPauseMs = 500
const longestPauseMs = 10_000
/** Bytes that do not become a frame within this are given up, one by one. */
const idleMs = 500
/** A device that has not answered so many polls in a row is gone. */
const silentPolls = 3

interface Member {
  /** As the registry has it now: a new version of its type gives it other points. */
  device: DeviceSlot
  readonly address: number | string | undefined
  silent: number
}

/** A question on the wire, or about to be. */
interface Question {
  readonly member: Member
  readonly exchange: Pick<CodecExchange, 'response' | 'refusal' | 'timeoutMs'>
  readonly bytes: Uint8Array
  readonly commandId?: string
  readonly key: string
}

/**
 * A link that speaks a described protocol. Comes back by itself; asks one question at a time, commands before polls.
 *
 * @param given as written in the configuration; checked here
 * @throws ZodError when the options are wrong
 */
export function createFramesConnector(given: z.input<typeof FramesOptions>, setup: FramesSetup): SiteConnector {
  const options = FramesOptions.parse(given)
  const { sink, now, codecs } = setup
  const listeners = new Set<(report: LinkReport) => void>()
  const members: Member[] = []
  const byIndex = new Map<number, Member>()
  /** What the registry has for each device of the configuration. */
  let slots: readonly (DeviceSlot | undefined)[] | undefined
  let report: LinkReport = { state: 'connecting' }
  let description: CodecDescription | undefined
  let script: ScriptCodec | undefined
  let close: (() => Promise<void>) | undefined
  let isRunning = false
  let failures = 0
  const timers = new Set<NodeJS.Timeout>()
  let retry: NodeJS.Timeout | undefined
  const peers = new Map<Peer, { splitter: FrameSplitter; idle?: NodeJS.Timeout | undefined }>()
  /** On which peer a device was heard. */
  const peerOf = new Map<number, Peer>()
  const queue: Question[] = []
  let asked: (Question & { timer: NodeJS.Timeout }) | undefined
  const stopListening: (() => void)[] = []
  /** Ends and beginnings of the wire, one after the other. */
  let turning: Promise<void> = Promise.resolve()

  const tell = (next: LinkReport): void => {
    report = next
    for (const listener of listeners) listener(next)
  }

  const refuse = (
    bytes: Uint8Array,
    reason: Parameters<SiteSink['refused']>[0]['reason'],
    detail: string,
    deviceId?: string,
  ) =>
    sink.refused({
      atMs: now(),
      linkId: options.id,
      topic: options.codecId,
      reason,
      detail: detail.slice(0, 200),
      head: toHex(bytes.subarray(0, 40)),
      bytes: bytes.length,
      ...(deviceId !== undefined && { deviceId }),
    })

  /** @returns whether any is another one than before */
  const findMembers = (): boolean => {
    const before = slots
    const found = options.devices.map(({ productKey, deviceName }) =>
      setup.directory.findDevice(productKey, deviceName),
    )
    if (before && found.every((device, at) => device === before[at])) return false
    slots = found
    const known = new Map(members.map((member) => [member.device.id, member]))
    members.length = 0
    byIndex.clear()
    options.devices.forEach(({ productKey, deviceName, address }, at) => {
      const device = found[at]
      if (!device) {
        if (!before || before[at])
          refuse(new Uint8Array(), 'unknownDevice', `${productKey}/${deviceName} is not in the registry`)
        return
      }
      if (byIndex.has(device.index)) return
      const member = known.get(device.id) ?? { device, address, silent: 0 }
      member.device = device
      members.push(member)
      byIndex.set(device.index, member)
    })
    return true
  }

  const followRegistry = (): void => {
    if (!findMembers()) return
    stopPolls()
    const waiting = queue.splice(0).filter(({ member }) => members.includes(member))
    queue.push(...waiting)
    if (report.state === 'up') startPolls()
  }

  const memberAt = (address: FrameValue | undefined): Member | undefined =>
    address === undefined
      ? (members.find((member) => member.address === undefined) ?? (members.length === 1 ? members[0] : undefined))
      : members.find((member) => member.address === address)

  // — what comes in —

  const take = (peer: Peer, bytes: Uint8Array): void => {
    if (!description) return
    const frame = readSiteFrame(description, bytes, { mappings: options.points, script })
    if (!frame.isOk) {
      const { code, at, path } = frame.fault
      return refuse(bytes, 'wrongShape', frame.script ?? `${code} at byte ${at} ${path}`)
    }
    const member = memberAt(frame.address)
    if (!member) return refuse(bytes, 'unknownDevice', `nobody here has the address ${JSON.stringify(frame.address)}`)
    const { device } = member
    if (member.silent >= silentPolls) member.silent = 0
    peerOf.set(device.index, peer)
    for (const { property, reason } of tellFrame(frame, device, sink, now())) refuse(bytes, reason, property, device.id)
    sink.raw?.(device, bytes, now())
    reply(peer, frame)
    answer(member, frame)
  }

  const reply = (peer: Peer, frame: Extract<SiteFrame, { isOk: true }>): void => {
    const answering = description?.messages.find(({ id }) => id === frame.message?.reply)
    const made = answering && encodeMessage(answering, frame.values)
    if (made?.isOk) peer.send(made.bytes)
  }

  const answer = (member: Member, { message }: Extract<SiteFrame, { isOk: true }>): void => {
    if (!asked || asked.member !== member || message === undefined) return
    const { exchange, commandId } = asked
    const isAnswer = message.id === exchange.response
    if (!isAnswer && message.id !== exchange.refusal) return
    member.silent = 0
    if (commandId !== undefined) tellAnswer(commandId, member, isAnswer ? 200 : 400, message.id)
    settle()
  }

  const tellAnswer = (commandId: string, { device }: Member, code: number, text: string): void =>
    sink.answer({ commandId, device, code, text, atMs: now() })

  // — what goes out —

  const settle = (): void => {
    clearTimeout(asked?.timer)
    asked = undefined
    askNext()
  }

  const askNext = (): void => {
    if (asked || report.state !== 'up') return
    const question = queue.shift()
    if (!question) return
    if (!put(question.member, question.bytes)) return askNext()
    const { exchange, commandId, member } = question
    if (exchange.response === undefined) {
      if (commandId !== undefined) tellAnswer(commandId, member, 200, 'written')
      return askNext()
    }
    const timer = setTimeout(() => {
      // A command without an answer is unknown; whoever sent it waits no longer than its model says.
      if (commandId === undefined && ++member.silent === silentPolls) sink.lost(member.device.index, now())
      settle()
    }, exchange.timeoutMs)
    asked = { ...question, timer }
  }

  const put = (member: Member, bytes: Uint8Array): boolean => {
    const known = peerOf.get(member.device.index)
    const to = known && peers.has(known) ? [known] : [...peers.keys()]
    return to.map((peer) => peer.send(bytes)).some(Boolean)
  }

  const requestFor = (
    member: Member,
    request: string,
    values: CodecExchange['given'],
    input: SiteCommand['input'] = {},
  ): Uint8Array => {
    const message = description?.messages.find(({ id }) => id === request)
    if (!message || !description) throw new Refused('linkDown', `no message ${request}`)
    const flat: Record<string, FrameValue> = {}
    if (description.address !== undefined && member.address !== undefined) flat[description.address] = member.address
    for (const [path, value] of Object.entries(values ?? {})) {
      const real = typeof value === 'object' ? input[value.input] : value
      if (real !== undefined) flat[path] = real
    }
    const made = encodeMessage(message, nest(flat) satisfies FrameValues)
    if (!made.isOk) throw new Refused('linkDown', `${made.fault.code} ${made.fault.path}`)
    return made.bytes
  }

  const startPolls = (): void => {
    for (const exchange of description?.exchanges ?? []) {
      const { everyMs } = exchange
      if (everyMs === undefined) continue
      for (const member of members) {
        const key = `${exchange.id} ${member.device.index}`
        const poll = (): void => {
          // A bus that is slower than its polls is asked as fast as it answers, not with ever more questions.
          if (queue.some((question) => question.key === key) || asked?.key === key) return
          try {
            const bytes = requestFor(member, exchange.request, exchange.given)
            queue.push({ member, exchange, bytes, key })
          } catch (error) {
            refuse(
              new Uint8Array(),
              'wrongShape',
              error instanceof Error ? error.message : String(error),
              member.device.id,
            )
          }
          askNext()
        }
        poll()
        timers.add(setInterval(poll, everyMs))
      }
    }
  }

  const stopPolls = (): void => {
    for (const timer of timers) clearInterval(timer)
    timers.clear()
  }

  const sendService = (member: Member, { commandId, service, input }: SiteCommand): void => {
    const own = options.services.find((each) => each.service === service)
    const exchange = own ?? description?.exchanges?.find((each) => each.service === service)
    const key = `command ${commandId}`
    if (exchange) {
      const bytes = requestFor(member, exchange.request, exchange.given, input)
      // Before every poll, behind commands that wait already.
      queue.splice(queue.filter((question) => question.commandId !== undefined).length, 0, {
        member,
        exchange,
        bytes,
        commandId,
        key,
      })
      return askNext()
    }
    const made = script?.encode(service, input, member.address)
    if (made === undefined) throw new Refused('linkDown', `${service} is not described`)
    if (!(made instanceof Uint8Array)) throw new Refused('linkDown', `${made.outcome}: ${made.text}`)
    queue.unshift({ member, exchange: { timeoutMs: 0 }, bytes: made, commandId, key })
    askNext()
  }

  // — the link —

  const open = (): void => {
    const found = codecs.find(options.codecId)
    if (!found) return tell({ state: 'down', reason: `no codec ${options.codecId}` })
    description = found
    const isDatagram = options.wire.kind === 'udp'
    openScript(found)
    close = openWire(options.wire, {
      onUp(port) {
        failures = 0
        if (port !== undefined) setup.onListening?.(port)
        tell({ state: 'up', isResumed: false })
        startPolls()
      },
      onPeer: (peer) => void peers.set(peer, { splitter: new FrameSplitter(found) }),
      onPeerGone(peer) {
        clearTimeout(peers.get(peer)?.idle)
        peers.delete(peer)
        for (const [index, each] of peerOf) {
          if (each !== peer) continue
          peerOf.delete(index)
          sink.lost(index, now())
        }
      },
      onBytes(peer, bytes) {
        if (isDatagram) return take(peer, bytes)
        const state = peers.get(peer)
        if (!state) return
        clearTimeout(state.idle)
        for (const frame of state.splitter.push(bytes)) take(peer, frame)
        giveUpLater(peer, state)
      },
      onEnd(reason) {
        clear()
        if (!isRunning) return
        if (report.state !== 'down' || report.reason !== reason) tell({ state: 'down', reason })
        const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures++, 6))
        retry = setTimeout(open, pauseMs * (0.5 + setup.random() / 2))
      },
    })
  }

  const giveUpLater = (peer: Peer, state: { splitter: FrameSplitter; idle?: NodeJS.Timeout | undefined }): void => {
    if (state.splitter.waiting === 0) return
    state.idle = setTimeout(() => {
      for (const frame of state.splitter.giveUp()) take(peer, frame)
      giveUpLater(peer, state)
    }, idleMs)
  }

  const openScript = ({ script: source }: CodecDescription): void => {
    script = undefined
    if (source === undefined) return
    createScriptEngine().then(
      (engine) => {
        if (description?.script === source) script = new ScriptCodec(engine, source)
      },
      (error: unknown) => refuse(new Uint8Array(), 'wrongShape', `no sandbox: ${String(error)}`),
    )
  }

  const clear = (): void => {
    stopPolls()
    clearTimeout(retry)
    clearTimeout(asked?.timer)
    asked = undefined
    queue.length = 0
    for (const { idle } of peers.values()) clearTimeout(idle)
    peers.clear()
    peerOf.clear()
    close = undefined
  }

  const shut = (): Promise<void> => {
    turning = turning.then(async () => {
      const closing = close
      clear()
      await closing?.()
    })
    return turning
  }
  const reopen = (): void => {
    void shut()
    turning = turning.then(() => {
      if (isRunning) open()
    })
  }

  return {
    id: options.id,
    start() {
      if (isRunning) return
      isRunning = true
      findMembers()
      const stops = [
        codecs.onChanged((id) => {
          if (id !== options.codecId || !isRunning) return
          tell({ state: 'down', reason: 'the description was saved anew' })
          reopen()
        }),
        setup.directory.onChanged?.(followRegistry),
      ]
      stopListening.push(...stops.flatMap((stop) => stop ?? []))
      tell({ state: 'connecting' })
      open()
    },
    async stop() {
      isRunning = false
      for (const stop of stopListening.splice(0)) stop()
      await shut()
      tell({ state: 'down', reason: 'stopped', isStopped: true })
    },
    async sendCommand(command) {
      const member = byIndex.get(command.device.index)
      if (!member) throw new Refused('linkDown', `${command.device.id} is not on ${options.id}`)
      if (report.state !== 'up' || peers.size === 0) throw new Refused('linkDown', `${options.id} is ${report.state}`)
      sendService(member, command)
    },
    async sendToHandset() {
      throw new Refused('linkDown', 'handsets do not speak described protocols')
    },
    serves: (device) => options.devices.some(({ deviceName }) => deviceName === device.id),
    onLink(listener) {
      listeners.add(listener)
      listener(report)
      return () => listeners.delete(listener)
    },
  }
}
