import { timingSafeEqual, createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { Aedes } from 'aedes'
import type { AuthenticateError, Client, PublishPacket } from 'aedes'
import { encodePubacks } from './encodePubacks'
import type { Outgoing } from './encodeService'
import { SizeLimitedStream } from './SizeLimitedStream'
import type { OversizePublish } from './SizeLimitedStream'
import { parseDeviceTopic } from './topics'

/** Who may come in. `core` may everything; `site` only speak as devices do. */
export interface BrokerCredential {
  readonly username: string
  readonly password: string
  readonly role: 'site' | 'core'
}

export interface EmbeddedBrokerOptions {
  /** 0 takes a free one. */
  readonly port: number
  readonly credentials: readonly BrokerCredential[]
  readonly maxPacketBytes?: number
  /** Told of connections that were turned away or broke, for the log. */
  readonly onTurnedAway?: (clientId: string, reason: string) => void
}

/** The core in the same process, taking what devices say before they are acknowledged. */
export interface BrokerReceiver {
  /** `done` acknowledges; with an error the device is cut off, and sends again when it is back. */
  message(topic: string, payload: Buffer, qos: 0 | 1 | 2, isRepeat: boolean, done: (error?: Error) => void): void
  oversize(packet: OversizePublish, maxPacketBytes: number): void
}

export interface EmbeddedBroker {
  readonly port: number
  readonly url: string
  takeMessages(receiver: BrokerReceiver): void
  /** Resolves when the broker has taken it for all who subscribed. */
  publish(message: Outgoing): Promise<void>
  stop(): Promise<void>
}

/** So many skipped packets, and a connection is hung up on: each costs the line, and nobody sends them by mistake. */
const mostOversize = 20
/** Bad user name or password, MQTT 3.1.1 3.2.2.3. */
const badCredentials = 4

/**
 * The broker of an installation that names none: MQTT 3.1.1 on loopback, nothing kept on disk. Whoever takes its messages decides when a device is acknowledged;
 * what it holds for devices that are away (tasks, commands) is gone with its process.
 */
export async function createEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const { credentials, onTurnedAway = () => {}, maxPacketBytes = 262_144 } = options
  const roles = new WeakMap<Client, BrokerCredential['role']>()
  let receiver: BrokerReceiver | undefined
  const aedes = await Aedes.createBroker({
    // Messages of one moment from all devices together; the default of 100 is for small things.
    concurrency: 10_000,
    authenticate(client, username, password, done) {
      const known = credentials.find(
        (credential) => credential.username === username && isEqual(credential.password, password),
      )
      if (known) roles.set(client, known.role)
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- aedes declares the enum and does not export it
      const error: AuthenticateError = Object.assign(new Error('bad user name or password'), {
        returnCode: badCredentials,
      })
      done(known ? null : error, known !== undefined)
    },
    authorizePublish(client, packet, done) {
      const isFromDevice = isUpward(packet.topic)
      const isAllowed = client === null || roles.get(client) === 'core' || isFromDevice
      if (!isAllowed) done(new Error(`may not publish on ${packet.topic.slice(0, 120)}`))
      else if (receiver && client !== null && isFromDevice) hand(receiver, packet, done)
      else done(null)
    },
    authorizeSubscribe(client, subscription, done) {
      const isAllowed = roles.get(client) === 'core' || subscription.topic.startsWith('/sys/')
      // No subscription, no link lost: aedes answers the SUBACK with a failure.
      done(null, isAllowed ? subscription : null)
    },
  })
  aedes.on('clientError', (client, error) => onTurnedAway(client.id ?? '', error.message))
  aedes.on('connectionError', (client, error) => onTurnedAway(client.id ?? '', error.message))
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    let skipped = 0
    const onOversize = (packet: OversizePublish) => {
      if (!roles.has(client) || ++skipped > mostOversize) return void stream.destroy()
      receiver?.oversize(packet, maxPacketBytes)
      // Its refusal is its end: unacknowledged, the device would send it for ever.
      if (packet.messageId !== undefined) socket.write(encodePubacks([packet.messageId]))
    }
    const stream: SizeLimitedStream = new SizeLimitedStream(socket, { maxPacketBytes, onOversize })
    const client = aedes.handle(stream)
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    takeMessages(next) {
      receiver = next
    },
    publish: ({ topic, payload }) =>
      new Promise((resolve, reject) => {
        aedes.publish({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false }, (error) =>
          error ? reject(error) : resolve(),
        )
      }),
    async stop() {
      await new Promise<void>((resolve) => aedes.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function hand(
  receiver: BrokerReceiver,
  { topic, payload, qos, dup }: PublishPacket,
  done: (error?: Error | null) => void,
) {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  receiver.message(topic, bytes, qos, dup, (error) => done(error ?? null))
}

/** What a device says: posts, replies and its presence; never a command to another. */
function isUpward(topic: string): boolean {
  const parsed = parseDeviceTopic(topic)
  return parsed !== undefined && parsed.kind !== 'command'
}

/** Takes the same time wherever the first difference stands. */
function isEqual(expected: string, given: Buffer | undefined): boolean {
  const digest = (value: string | Buffer) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(expected), digest(given ?? ''))
}
