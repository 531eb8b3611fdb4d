import type { z } from 'zod'
import { Refused } from '../../domain/contract'
import type { LinkReport, SiteConnector, SiteDirectory, SiteSink } from '../site'
import { encodeCommand, encodeDelivery } from './encodeService'
import type { Outgoing } from './encodeService'
import type { SignatureCheck } from './BrokerGate'
import { HistoryAnswers } from './HistoryAnswers'
import { MessageIntake } from './MessageIntake'
import { MqttLink } from './MqttLink'
import type { LinkEnd, MqttVersion } from './MqttLink'
import { MqttOptions } from './options'
import type { OversizePublish } from './SizeLimitedStream'
import { Strikes } from './Strikes'

export interface MqttConnectorSetup {
  readonly directory: SiteDirectory
  readonly sink: SiteSink
  /** UTC ms. */
  readonly now: () => number
  /** Without it nothing is known to be signed. */
  readonly signatures?: SignatureCheck
  /** 0 ≤ n < 1; spreads the returns of many seats. */
  readonly random: () => number
}

const firstPauseMs = 500
/** Attempts begin no further apart than this, however long each takes to fail: a link that is healed is whole within 5 s (P5). */
const longestPauseMs = 3_000
/** One device that sends too much is skipped and told; a stream of it is a hostile peer. */
const oversizeStrikes = { most: 20, withinMs: 10_000 }
const protocolStrikes = { most: 2, withinMs: 60_000 }
const quarantineMs = 60_000
/** A command that its device has not got by then must not reach it later (P4). */
const commandExpiryS = 30

/**
 * One link to an MQTT broker. Tries MQTT 5 and falls back to 3.1.1; comes back by itself after 0.5 s to 3 s, with jitter; what goes out is neither queued nor sent
 * again by itself.
 *
 * @param options as written in the configuration; checked here
 * @throws ZodError when the options are wrong
 */
export function createMqttConnector(given: z.input<typeof MqttOptions>, setup: MqttConnectorSetup): SiteConnector {
  const options = MqttOptions.parse(given)
  const history = new HistoryAnswers(`${options.clientId}-${setup.now().toString(36)}`)
  const intake = new MessageIntake({
    linkId: options.id,
    directory: setup.directory,
    sink: setup.sink,
    mappings: options.mappings,
    history,
    ...(setup.signatures && { signatures: setup.signatures }),
    now: setup.now,
  })
  const listeners = new Set<(report: LinkReport) => void>()
  const oversize = new Strikes(oversizeStrikes.most, oversizeStrikes.withinMs)
  const protocol = new Strikes(protocolStrikes.most, protocolStrikes.withinMs)
  let link: MqttLink | undefined
  let report: LinkReport = { state: 'connecting' }
  let version: MqttVersion = 5
  let failures = 0
  /** Of the steady clock. */
  let openedAtMs = 0
  let timer: NodeJS.Timeout | undefined
  let isRunning = false
  let isQuarantineDue = false

  function tell(next: LinkReport) {
    report = next
    for (const listener of listeners) listener(next)
  }

  function open() {
    timer = undefined
    openedAtMs = performance.now()
    link = new MqttLink({
      options,
      version,
      intake,
      onUp(isResumed) {
        failures = 0
        tell({ state: 'up', isResumed })
      },
      onOversize: takeOversize,
      onEnd: takeEnd,
    })
  }

  function takeOversize({ topic, head, bytes }: OversizePublish) {
    intake.refuseOversize(topic, head, bytes, options.maxPacketBytes)
    if (!oversize.add(setup.now())) return
    isQuarantineDue = true
    link?.drop('too many packets that are too large')
  }

  function takeEnd(end: LinkEnd) {
    link = undefined
    history.failAll()
    if (!isRunning) return
    if (end.kind === 'brokenProtocol' && protocol.add(setup.now())) isQuarantineDue = true
    if (isQuarantineDue) {
      isQuarantineDue = false
      tell({ state: 'quarantined', reason: end.reason })
      timer = setTimeout(open, quarantineMs)
      return
    }
    const isVersionRefused = end.kind === 'wrongVersion' || end.kind === 'closedAtOnce'
    if (version === 5 && isVersionRefused && options.sharedGroup === undefined) {
      version = 4
      timer = setTimeout(open, 0)
      return
    }
    // The next attempt asks for the better version again: the broker may be another one by then.
    version = 5
    if (report.state !== 'down' || report.reason !== end.reason) tell({ state: 'down', reason: end.reason })
    timer = setTimeout(open, pauseMs())
  }

  /** From the beginning of one attempt to the next; one that took longer to fail is followed soon. */
  function pauseMs() {
    const apartMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures++, 10))
    const restMs = Math.max(firstPauseMs, apartMs - (performance.now() - openedAtMs))
    return restMs * (0.5 + setup.random() / 2)
  }

  function send({ topic, payload }: Outgoing, expiryS?: number): Promise<void> {
    if (!link || report.state !== 'up')
      return Promise.reject(new Refused('linkDown', `${options.id} is ${report.state}`))
    return link.publish(topic, payload, expiryS)
  }

  return {
    id: options.id,
    start() {
      if (isRunning) return
      isRunning = true
      tell({ state: 'connecting' })
      open()
    },
    async stop() {
      isRunning = false
      clearTimeout(timer)
      await link?.stop()
      link = undefined
      tell({ state: 'down', reason: 'stopped', isStopped: true })
    },
    sendCommand: (command) => send(encodeCommand(command), commandExpiryS),
    sendToHandset: (delivery) => send(encodeDelivery(delivery)),
    requestHistory: (request) => history.ask(request, send),
    roundTripMs: () => link?.roundTripMs,
    onLink(listener) {
      listeners.add(listener)
      listener(report)
      return () => listeners.delete(listener)
    },
  }
}
