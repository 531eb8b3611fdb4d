import { connect, ErrorWithReasonCode, type MqttClient } from 'mqtt'
import type { ForwardField, ForwardTarget } from '../../../domain/contract'
import { fillTopic, shapeItem } from '../../../domain/forwarding/shapeItem'
import { faultOf, type Target, TargetError, within } from './Target'

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

/** A message an item, confirmed by the broker (QoS 1 or 2). Connects when there is something to send, and anew after a fault. */
export function mqttTarget(
  { url, topic, qos, username }: Extract<ForwardTarget, { kind: 'mqtt' }>,
  fields: readonly ForwardField[],
  secret: string | undefined,
  clientId: string,
): Target {
  let client: MqttClient | undefined

  const drop = async (): Promise<void> => {
    const gone = client
    client = undefined
    await gone?.endAsync(true).catch(() => undefined)
  }
  const connected = async (): Promise<MqttClient> => {
    if (client?.connected) return client
    await drop()
    const fresh = connect(url, {
      clientId,
      protocolVersion: 5,
      clean: true,
      reconnectPeriod: 0,
      connectTimeout: 10_000,
      ...(username !== undefined && { username }),
      ...(secret !== undefined && { password: secret }),
    })
    client = fresh
    await new Promise<void>((resolve, reject) => {
      fresh.once('connect', () => resolve())
      fresh.once('close', () => reject(new TargetError('unreachable', 'the broker closed the connection')))
      fresh.on('error', reject)
    })
    return fresh
  }

  return {
    async send(items) {
      try {
        const to = await within(connected())
        // A connection that goes away forgets what was under way: nobody would answer.
        let onClose = (): void => undefined
        const closed = new Promise<never>((_, reject) => {
          onClose = () => reject(new TargetError('unreachable', 'the broker closed the connection'))
          to.once('close', onClose)
        })
        // Whoever loses the race is looked at by nobody.
        closed.catch(() => undefined)
        const sent = Promise.all(
          items.map((item) =>
            to.publishAsync(fillTopic(topic, item), JSON.stringify(shapeItem(item, fields)), { qos }),
          ),
        )
        try {
          await within(Promise.race([sent, closed]))
        } finally {
          to.off('close', onClose)
          sent.catch(() => undefined)
        }
      } catch (error) {
        await drop()
        throw mqttFault(error)
      }
    },
    close: drop,
  }
}
