import { Refused } from '../../domain/contract'
import type { LinkReport, SiteConnector } from '../site'
import type { BrokerReceiver, EmbeddedBroker } from './createEmbeddedBroker'
import type { MqttConnectorSetup } from './createMqttConnector'
import { encodeCommand, encodeDelivery } from './encodeService'
import type { Outgoing } from './encodeService'
import { HeldAcks } from './HeldAcks'
import { HistoryAnswers } from './HistoryAnswers'
import { MessageIntake } from './MessageIntake'

/** Nothing is acknowledged that nobody takes: devices are cut off and come back. */
const notTaking: BrokerReceiver = {
  message: (_topic, _payload, _qos, _isRepeat, done) => done(new Error('the core takes no messages now')),
  oversize: () => {},
  refused: () => {},
}

/**
 * The link to the embedded broker: messages are taken where the broker receives them, without a second way over MQTT. A device is acknowledged when its message is
 * stored, so that a message which this process knew alone cannot be lost with it; when storing fails the device is cut off and sends again.
 */
export function createEmbeddedConnector(
  id: string,
  broker: EmbeddedBroker,
  setup: Omit<MqttConnectorSetup, 'random'>,
): SiteConnector {
  const history = new HistoryAnswers(setup.now().toString(36))
  const intake = new MessageIntake({
    linkId: id,
    directory: setup.directory,
    sink: setup.sink,
    mappings: [],
    history,
    ...(setup.signatures && { signatures: setup.signatures }),
    now: setup.now,
  })
  const listeners = new Set<(report: LinkReport) => void>()
  let report: LinkReport = { state: 'connecting' }

  const acks = new HeldAcks<(error?: Error) => void>({
    whenStored: (done) => setup.sink.whenStored(done),
    release(held, replies) {
      for (const acknowledge of held) acknowledge()
      for (const reply of replies) void broker.publish(reply)
    },
    onFailure(error, held) {
      intake.forgetSeen()
      for (const cutOff of held) cutOff(error)
    },
  })

  function tell(next: LinkReport) {
    report = next
    for (const listener of listeners) listener(next)
  }

  async function send(outgoing: Outgoing) {
    if (report.state !== 'up') throw new Refused('linkDown', `${id} is ${report.state}`)
    await broker.publish(outgoing)
  }

  broker.takeMessages(notTaking)
  return {
    id,
    start() {
      broker.takeMessages({
        message(topic, payload, qos, isRepeat, done) {
          const reply = intake.take(topic, payload, { qos, isRetained: false, isRepeat })
          if (qos === 0) return done()
          acks.hold(done, reply)
        },
        oversize: ({ topic, head, bytes }, limit) => intake.refuseOversize(topic, head, bytes, limit),
        refused: (topic, payload, reason) => intake.refuseAtDoor(topic, payload, reason),
      })
      // The broker is as new as this process: what it held for us before is gone.
      tell({ state: 'up', isResumed: false })
    },
    async stop() {
      broker.takeMessages(notTaking)
      history.failAll()
      tell({ state: 'down', reason: 'stopped', isStopped: true })
    },
    sendCommand: (command) => send(encodeCommand(command)),
    sendToHandset: (delivery) => send(encodeDelivery(delivery)),
    requestHistory: (request) => history.ask(request, send),
    onLink(listener) {
      listeners.add(listener)
      listener(report)
      return () => listeners.delete(listener)
    },
  }
}
