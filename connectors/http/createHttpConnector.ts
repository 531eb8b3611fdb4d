import { z } from 'zod'
import { newcomerUserName, parseDeviceUserName } from '../../domain/access/deviceUserName'
import { mayPublish, type Speaker } from '../../domain/access/topicRights'
import { Refused } from '../../domain/contract'
import { RequestRate } from '../../domain/northbound/RequestRate'
import type { DeviceSlot, LinkReport, SiteConnector, SiteDirectory, SiteSink } from '../site'
import type { Admission, BrokerGate, Caller, SignatureCheck } from '../mqtt/BrokerGate'
import { encodeCommand, encodeDelivery, type Outgoing } from '../mqtt/encodeService'
import { HeldAcks } from '../mqtt/HeldAcks'
import { HistoryAnswers } from '../mqtt/HistoryAnswers'
import { MessageIntake } from '../mqtt/MessageIntake'
import type { DoorKeys } from '../mqtt/openTlsDoor'
import { serviceTopic } from '../mqtt/topics'
import { downlinkOf, refusedWith, takenWith, type DoorReply } from './answers'
import { createGuests } from './createGuests'
import { DownlinkBox } from './DownlinkBox'
import { openHttpDoor, type DoorRequest, type DoorVerdict, type HttpDoor } from './openHttpDoor'
import { readBasic } from './readBasic'
import { readDeviceRequest } from './readDeviceRequest'

export const HttpOptions = z.object({
  id: z.string().min(1).max(64),
  host: z.string().min(1).max(255),
  /** 0 takes a free one. */
  port: z.number().int().min(0).max(65_535),
  maxBodyBytes: z.number().int().min(1_024).max(16_777_216).default(262_144),
})

export interface HttpConnectorSetup {
  readonly directory: SiteDirectory
  readonly sink: SiteSink
  /** Who comes in: the same as at the embedded broker. */
  readonly gate: BrokerGate
  /** Without it nothing is known to be signed. */
  readonly signatures?: SignatureCheck
  /** What the door shows of itself; without it the door is plain. */
  readonly tls?: { keys(): Promise<DoorKeys>; onChanged(listener: () => void): () => void }
  /** UTC ms. */
  readonly now: () => number
  /** A door that could not be given its new keys, for the log. */
  readonly onTurnedAway?: (clientId: string, reason: string) => void
}

export interface HttpConnector extends SiteConnector {
  /** Where it listens, once it does. */
  readonly url: string | undefined
}

/** Requests of one device, or of the gateway that speaks for many. */
const rateLimits = { burst: 200, perSecond: 50 }
const mostRates = 20_000

/**
 * A door for devices that speak HTTP(S): what they post is taken as an MQTT message on the topic of its path, by the same decoders, and answered when it is stored; what is for them waits until they
 * ask for it. A message that is posted again because its answer was lost counts once.
 *
 * @throws ZodError when the options are wrong
 */
export function createHttpConnector(given: z.input<typeof HttpOptions>, setup: HttpConnectorSetup): HttpConnector {
  const options = HttpOptions.parse(given)
  const { gate, now } = setup
  const history = new HistoryAnswers(`${options.id}-${now().toString(36)}`)
  const intake = new MessageIntake({
    linkId: options.id,
    directory: setup.directory,
    sink: setup.sink,
    mappings: [],
    history,
    ...(setup.signatures && { signatures: setup.signatures }),
    now,
  })
  const box = new DownlinkBox(now)
  const guests = createGuests(gate)
  const rates = new Map<string, RequestRate>()
  const polls = new Map<() => void, Admission>()
  const listeners = new Set<(report: LinkReport) => void>()
  let report: LinkReport = { state: 'connecting' }
  let opening: Promise<HttpDoor | undefined> | undefined
  let stopWatching: () => void = () => undefined
  let url: string | undefined

  const acks = new HeldAcks<(error?: Error) => void>({
    whenStored: (done) => setup.sink.whenStored(done),
    release: (held) => held.forEach((acknowledge) => acknowledge()),
    onFailure(error, held) {
      intake.forgetSeen()
      held.forEach((acknowledge) => acknowledge(error))
    },
  })

  function tell(next: LinkReport) {
    report = next
    for (const listener of listeners) listener(next)
  }

  function ask(request: DoorRequest): DoorVerdict {
    const asked = readDeviceRequest(request.method, request.target)
    if ('status' in asked) return refusedWith(asked.status)
    if (asked.kind === 'activate') return activate(request)
    const topic = asked.kind === 'post' ? asked.topic : serviceTopic(asked.productKey, asked.deviceName, '')
    const caller = callerOf(request, topic.split('/')[3])
    const isListenedTo = gate.listensToCaller(caller)
    const admission = gate.admit(caller)
    if (admission?.kind !== 'device') return refusedWith(isListenedTo ? 401 : 423)
    const { speaker } = admission
    guests.note(request.address)
    if (!rateOf(speaker).take(now())) return refusedWith(429)
    // Who asks, asks for itself: those behind a gateway are told of with it.
    if (!mayPublish(speaker, topic) || (asked.kind === 'poll' && asked.deviceName !== speaker.deviceName)) {
      gate.deny(caller, 'foreignTopic', topic)
      return refusedWith(403)
    }
    if (report.state !== 'up') return refusedWith(503)
    return asked.kind === 'poll'
      ? poll(request, admission, speaker, asked.waitMs)
      : { takeBody: (body) => take(asked.topic, body) }
  }

  function take(topic: string, body: Buffer): Promise<DoorReply> {
    intake.take(topic, body, { qos: 1, isRetained: false, isRepeat: true })
    const reply = takenWith(intake.firstReason)
    return new Promise((resolve) => acks.hold((error) => resolve(error ? refusedWith(503) : reply), undefined))
  }

  function poll(request: DoorRequest, admission: Admission, speaker: Speaker, waitMs: number): Promise<DoorReply> {
    const device = setup.directory.findDevice(speaker.productKey, speaker.deviceName)
    // Who must sign has said nothing by asking.
    if (device && setup.signatures?.isAsked(device) !== true) setup.sink.heard(device.index, now())
    const held = box.takeHeld(speaker)
    if (held.length > 0) return Promise.resolve(downlinkOf(held))
    return new Promise((resolve) => {
      const end = box.wait(speaker, (messages) => {
        clearTimeout(timer)
        polls.delete(end)
        resolve(downlinkOf(messages))
      })
      const timer = setTimeout(end, waitMs)
      polls.set(end, admission)
      request.onGone(end)
      box.tellWaiting(speaker)
    })
  }

  function activate(request: DoorRequest): DoorVerdict {
    const caller = { ...callerOf(request), clientId: newcomerUserName }
    if (!gate.listensToCaller(caller)) return refusedWith(423)
    return {
      takeBody: (body) =>
        gate.activate(caller, body).then(
          (reply) => ({ status: 200, body: reply }),
          () => refusedWith(503),
        ),
    }
  }

  function rateOf({ deviceName }: Speaker): RequestRate {
    const known = rates.get(deviceName)
    if (known) return known
    if (rates.size >= mostRates) rates.clear()
    const rate = new RequestRate(rateLimits, now())
    rates.set(deviceName, rate)
    return rate
  }

  async function open(): Promise<HttpDoor | undefined> {
    try {
      const keys = await setup.tls?.keys()
      const door = await openHttpDoor({
        host: options.host,
        port: options.port,
        ...(keys && { keys }),
        mostBodyBytes: options.maxBodyBytes,
        listensTo: (address) => gate.listensTo(address),
        ask,
        onOversize({ target }, head, bytes) {
          const asked = readDeviceRequest('POST', target)
          const topic = 'kind' in asked && asked.kind === 'post' ? asked.topic : target
          intake.refuseOversize(topic, head, bytes, options.maxBodyBytes)
        },
        onFailure: (address, reason) => gate.deny({ clientId: '', address }, 'wrongProtocol', reason),
      })
      url = `${keys ? 'https' : 'http'}://${options.host.includes(':') ? `[${options.host}]` : options.host}:${door.port}`
      return door
    } catch (error) {
      tell({ state: 'down', reason: sayOf(error) })
      return undefined
    }
  }

  async function changeKeys(): Promise<void> {
    const door = await opening
    const keys = await setup.tls?.keys()
    if (keys) door?.changeKeys(keys)
  }

  function send(outgoing: Outgoing): Promise<void> {
    if (report.state !== 'up') return Promise.reject(new Refused('linkDown', `${options.id} is ${report.state}`))
    return new Promise((resolve) => {
      box.put(outgoing)
      resolve()
    })
  }

  return {
    id: options.id,
    get url() {
      return url
    },
    start() {
      if (opening) return
      opening = open()
      void opening.then((door) => door && tell({ state: 'up', isResumed: false }))
      const stops = [
        gate.onChanged(() => {
          for (const [end, admission] of polls) if (!gate.isStillGood(admission)) end()
        }),
        setup.tls?.onChanged(() => {
          changeKeys().catch((error: unknown) => setup.onTurnedAway?.('', sayOf(error)))
        }),
      ]
      stopWatching = () => stops.forEach((stop) => stop?.())
    },
    async stop() {
      stopWatching()
      tell({ state: 'down', reason: 'stopped', isStopped: true })
      box.close()
      history.failAll()
      const door = await opening
      opening = undefined
      await door?.close()
      guests.stop()
    },
    sendCommand: (command) => send(encodeCommand(command)),
    sendToHandset: (delivery) => send(encodeDelivery(delivery)),
    requestHistory: (request) => history.ask(request, send),
    isReady: ({ id, type }: DeviceSlot) => box.isWaiting(serviceTopic(type.id, id, ''), id),
    onReady: (listener) => box.onWaiting(listener),
    onLink(listener) {
      listeners.add(listener)
      listener(report)
      return () => listeners.delete(listener)
    },
  }
}

const sayOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** As at the broker: user name and secret of the device by HTTP Basic, or the name that its certificate bears, or that it posts for. */
function callerOf({ authorization, address, certificate }: DoorRequest, addressed = ''): Caller {
  const basic = readBasic(authorization)
  const named = parseDeviceUserName(basic?.name ?? certificate?.commonName ?? '')
  return {
    clientId: named?.deviceName ?? basic?.name ?? addressed,
    userName: basic?.name,
    password: basic && Buffer.from(basic.password),
    address,
    ...(certificate && { certificate }),
  }
}
