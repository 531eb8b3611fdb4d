import { connect, ErrorWithReasonCode, type MqttClient } from 'mqtt'
import type { ForwardField, ForwardTarget } from '../../../domain/contract'
import { fillTopic, shapeItem } from '../../../domain/forwarding/shapeItem'
import { connectedTarget } from './connectedTarget'
import { faultOf, type Target, TargetError } from './Target'

/** Reason codes of MQTT 5 that speak of the message: too large, topic or payload not valid. */
const contentReasons = new Set([0x90, 0x95, 0x99])
/** Not authorised, wrong name or password, banned. */
const rightReasons = new Set([4, 5, 0x86, 0x87, 0x8a])

function mqttFault(error: unknown): TargetError {
  if (error instanceof ErrorWithReasonCode) {
    if (contentReasons.has(error.code)) return new TargetError('rejected', error.message)
    if (rightReasons.has(error.code)) return new TargetError('notAllowed', error.message)
    return new TargetError('refused', error.message)
  }
  return faultOf(error)
}

const gone = () => new TargetError('unreachable', 'the broker closed the connection')

/** A message an item, confirmed by the broker (QoS 1 or 2). */
export function mqttTarget(
  { url, topic, qos, username }: Extract<ForwardTarget, { kind: 'mqtt' }>,
  fields: readonly ForwardField[],
  secret: string | undefined,
  clientId: string,
): Target {
  return connectedTarget<MqttClient>({
    async open() {
      const client = connect(url, {
        clientId,
        protocolVersion: 5,
        clean: true,
        reconnectPeriod: 0,
        connectTimeout: 10_000,
        ...(username !== undefined && { username }),
        ...(secret !== undefined && { password: secret }),
      })
      try {
        await new Promise<void>((resolve, reject) => {
          client.once('connect', () => resolve())
          client.once('close', () => reject(gone()))
          client.on('error', reject)
        })
      } catch (error) {
        await client.endAsync(true).catch(() => undefined)
        throw error
      }
      return client
    },
    isOpen: (client) => client.connected,
    close: (client) => client.endAsync(true),
    async send(client, items) {
      // A connection that goes away forgets what was under way: nobody would answer.
      let onClose = (): void => undefined
      const closed = new Promise<never>((_, reject) => {
        onClose = () => reject(gone())
        client.once('close', onClose)
      })
      try {
        await Promise.race([
          Promise.all(
            items.map((item) =>
              client.publishAsync(fillTopic(topic, item), JSON.stringify(shapeItem(item, fields)), { qos }),
            ),
          ),
          closed,
        ])
      } finally {
        client.off('close', onClose)
      }
    },
    faultOf: mqttFault,
  })
}
