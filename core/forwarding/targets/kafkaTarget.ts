import type { Producer } from '@platformatic/kafka'
import type { ForwardField, ForwardTarget } from '../../../domain/contract'
import { shapeItem } from '../../../domain/forwarding/shapeItem'
import { connectedTarget } from './connectedTarget'
import { faultOf, type Target, TargetError, within } from './Target'

type TextProducer = Producer<string, string, string, string>

/** Error codes of the protocol that speak of the message: too large, not valid. */
const contentErrors = new Set(['MESSAGE_TOO_LARGE', 'INVALID_RECORD', 'RECORD_LIST_TOO_LARGE'])

const closeWithinMs = 2_000

const idOf = (error: unknown): string | undefined =>
  error instanceof Error && 'apiId' in error && typeof error.apiId === 'string' ? error.apiId : undefined

/** The innermost of what the client wraps. */
function rootOf(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0])
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error
}

function kafkaFault(error: unknown): TargetError {
  const root = rootOf(error)
  const id = idOf(root)
  if (id !== undefined && contentErrors.has(id)) return new TargetError('rejected', id)
  if (id !== undefined && /AUTH/.test(id)) return new TargetError('notAllowed', id)
  return faultOf(root)
}

/**
 * A message an item, its device as key, so that the order of a device is the order of its partition; all replicas confirm. The client needs a later Node than consoles have, and is
 * loaded when a route wants it.
 */
export function kafkaTarget(
  { brokers, topic, isTls, username }: Extract<ForwardTarget, { kind: 'kafka' }>,
  fields: readonly ForwardField[],
  secret: string | undefined,
  clientId: string,
): Target {
  return connectedTarget<TextProducer>({
    async open() {
      const kafka = await import('@platformatic/kafka').catch((error: unknown) => {
        throw new TargetError('failed', `the Kafka client needs Node 20.19 or later: ${String(error).slice(0, 200)}`)
      })
      return new kafka.Producer({
        clientId,
        bootstrapBrokers: [...brokers],
        serializers: kafka.stringSerializers,
        retries: 0,
        connectTimeout: 5_000,
        timeout: 10_000,
        ...(isTls && { tls: {} }),
        ...(username !== undefined && {
          sasl: { mechanism: kafka.SASLMechanisms.PLAIN, username, password: secret ?? '' },
        }),
      })
    },
    /** It connects by itself when it sends. */
    isOpen: () => true,
    close: (producer) => within(producer.close(), closeWithinMs),
    send: (producer, items) =>
      producer.send({
        acks: -1,
        messages: items.map((item) => ({
          topic,
          key: item.deviceId ?? item.id,
          value: JSON.stringify(shapeItem(item, fields)),
          timestamp: BigInt(Math.round(item.atMs)),
        })),
      }),
    faultOf: kafkaFault,
  })
}
