import { timingSafeEqual, createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { Aedes } from 'aedes'
import type { AuthenticateError, Client, PublishPacket } from 'aedes'
import { activationReplyTopic, activationTopic } from '../../domain/access/deviceUserName'
import type { ShownCertificate } from '../../domain/access/judgeCertificate'
import { mayPublish, maySubscribe } from '../../domain/access/topicRights'
import type { Admission, BrokerGate, Caller } from './BrokerGate'
import type { RefusalReason } from '../../domain/contract'
import { encodePubacks } from './encodePubacks'
import type { Outgoing } from './encodeService'
import { SizeLimitedStream } from './SizeLimitedStream'
import type { OversizePublish } from './SizeLimitedStream'
import { openTlsDoor, type DoorKeys, type TlsDoor } from './openTlsDoor'
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
  /** Lets devices in by their own secrets and certificates, and nobody who was locked out. Without it the credentials alone count. */
  readonly gate?: BrokerGate
  /** Told of connections that were turned away or broke, for the log. */
  readonly onTurnedAway?: (clientId: string, reason: string) => void
}

/** The core in the same process, taking what devices say before they are acknowledged. */
export interface BrokerReceiver {
  /** `done` acknowledges; with an error the device is cut off, and sends again when it is back. */
  message(topic: string, payload: Buffer, qos: 0 | 1 | 2, isRepeat: boolean, done: (error?: Error) => void): void
  oversize(packet: OversizePublish, maxPacketBytes: number): void
  /** Refused by the broker's own rules: told like what the decoders refuse. */
  refused(topic: string, payload: Buffer, reason: RefusalReason): void
}

/** What is known of a connection before it says anything. */
interface Connection {
  readonly address: string
  readonly certificate?: ShownCertificate
}

export interface EmbeddedBroker {
  readonly port: number
  readonly url: string
  takeMessages(receiver: BrokerReceiver): void
  /** A second door, with TLS, where certificates are shown. @throws Error when the port cannot be had */
  openTls(door: { host: string; port: number; keys: DoorKeys }): Promise<TlsDoor>
  /** Connections that were let in by a secret or certificate of their own. */
  devicesConnected(): number
  /** Resolves when the broker has taken it for all who subscribed. */
  publish(message: Outgoing): Promise<void>
  stop(): Promise<void>
}

/** So many skipped packets, and a connection is hung up on: each costs the line, and nobody sends them by mistake. */
const mostOversize = 20
/** Bad user name or password, MQTT 3.1.1 3.2.2.3. */
const badCredentials = 4

/**
 * The broker of an installation that names none: MQTT 3.1.1 on loopback, and with TLS where it is told to; nothing kept on disk. Whoever takes its messages decides when a device is acknowledged;
 * what it holds for devices that are away (tasks, commands) is gone with its process.
 */
export async function createEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const { credentials, onTurnedAway = () => {}, maxPacketBytes = 262_144 } = options
  const { gate } = options
  const callers = new WeakMap<Client, Connection>()
  /** What each was let in as: asked once more after its end, for its last will. */
  const admissions = new WeakMap<Client, Admission>()
  const connected = new Map<Client, Admission>()
  /** Sent away because what they were let in by is good no more: what they left to be said at their end is not said. */
  const sentAway = new WeakSet<Client>()
  let receiver: BrokerReceiver | undefined
  const aedes = await Aedes.createBroker({
    // Messages of one moment from all devices together; the default of 100 is for small things.
    concurrency: 10_000,
    authenticate(client, userName, password, done) {
      const { address = '', certificate } = callers.get(client) ?? {}
      const admission = admit({ clientId: client.id, userName, password, address, ...(certificate && { certificate }) })
      if (admission) {
        admissions.set(client, admission)
        connected.set(client, admission)
        gate?.entered(address)
        return done(null, true)
      }
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- aedes declares the enum and does not export it
      const error: AuthenticateError = Object.assign(new Error('bad user name or password'), {
        returnCode: badCredentials,
      })
      done(error, false)
    },
    authorizePublish(client, packet, done) {
      if (client === null) return done(null)
      if (sentAway.has(client)) return done(new Error('was sent away'))
      const admission = admissions.get(client)
      if (admission?.kind === 'newcomer' && packet.topic === activationTopic) return takeNewcomer(client, packet, done)
      const device = parseDeviceTopic(packet.topic)
      const isFromDevice = device !== undefined && device.kind !== 'command'
      const isAllowed =
        admission?.kind === 'core' ||
        (isFromDevice &&
          (admission?.kind === 'site' || (admission?.kind === 'device' && mayPublish(admission.speaker, packet.topic))))
      if (!isAllowed) {
        deny(client, packet.topic)
        return done(new Error(`may not publish on ${packet.topic.slice(0, 120)}`))
      }
      if (!isFromDevice) return done(null)
      if (admission.kind === 'site' && gate && !gate.maySiteSpeakFor(device.productKey, device.deviceName)) {
        receiver?.refused(packet.topic, bytesOf(packet), 'ownSecretNeeded')
        // Thousands of other devices may speak over this connection: the message ends here, the connection stays.
        return done(null)
      }
      if (receiver) hand(receiver, packet, done)
      else done(null)
    },
    authorizeSubscribe(client, subscription, done) {
      const admission = admissions.get(client)
      const isAllowed =
        admission?.kind === 'core' ||
        (admission?.kind === 'site' && subscription.topic.startsWith('/sys/')) ||
        (admission?.kind === 'device' && maySubscribe(admission.speaker, subscription.topic)) ||
        (admission?.kind === 'newcomer' && subscription.topic === activationReplyTopic)
      if (!isAllowed) deny(client, subscription.topic)
      // No subscription, no link lost: aedes answers the SUBACK with a failure.
      done(null, isAllowed ? subscription : null)
    },
    // A session that is taken up again brings back subscriptions that nobody is asked about.
    authorizeForward(client, packet) {
      const admission = admissions.get(client)
      if (admission?.kind === 'device') return maySubscribe(admission.speaker, packet.topic) ? packet : null
      if (admission?.kind === 'newcomer') return packet.topic === activationReplyTopic ? packet : null
      return packet
    },
  })

  function admit(caller: Caller): Admission | undefined {
    const known = credentials.find(
      ({ username, password }) => username === caller.userName && isEqual(password, caller.password),
    )
    if (known) return { kind: known.role }
    return gate?.admit(caller)
  }

  /** Who holds the site's shared name is no intruder: five wishes too many must not lock a whole plant out. */
  function deny(client: Client, topic: string) {
    if (admissions.get(client)?.kind === 'site') return onTurnedAway(client.id, `may not use ${topic.slice(0, 120)}`)
    gate?.deny({ clientId: client.id, address: callers.get(client)?.address ?? '' }, 'foreignTopic', topic)
  }

  /** The answer goes over this connection alone; the code goes nowhere. */
  function takeNewcomer(client: Client, packet: PublishPacket, done: (error?: Error | null) => void) {
    const request = bytesOf(packet)
    packet.payload = Buffer.alloc(0)
    packet.retain = false
    done(null)
    if (!gate) return
    const caller = { clientId: client.id, address: callers.get(client)?.address ?? '' }
    gate.activate(caller, request).then(
      (payload) =>
        client.publish(
          { cmd: 'publish', topic: activationReplyTopic, payload, qos: 0, retain: false, dup: false },
          () => {},
        ),
      (error: unknown) => {
        // Nothing was given; it may ask again when the core can keep what it gives.
        onTurnedAway(client.id, String(error))
        client.close()
      },
    )
  }

  aedes.on('clientError', (client, error) => onTurnedAway(client.id ?? '', error.message))
  aedes.on('connectionError', (client, error) => onTurnedAway(client.id ?? '', error.message))
  const stopWatching = gate?.onChanged(() => {
    for (const [client, admission] of connected) {
      if (gate.isStillGood(admission)) continue
      sentAway.add(client)
      client.close()
    }
  })
  const sockets = new Set<Socket>()
  const doors: TlsDoor[] = []
  const accept = (socket: Socket, certificate?: ShownCertificate) => {
    const address = plainAddress(socket.remoteAddress)
    if (gate && !gate.listensTo(address)) return void socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    let skipped = 0
    const onOversize = (packet: OversizePublish) => {
      if (!admissions.has(client) || ++skipped > mostOversize) return void stream.destroy()
      receiver?.oversize(packet, maxPacketBytes)
      // Its refusal is its end: unacknowledged, the device would send it for ever.
      if (packet.messageId !== undefined) socket.write(encodePubacks([packet.messageId]))
    }
    const stream: SizeLimitedStream = new SizeLimitedStream(socket, { maxPacketBytes, onOversize })
    const client = aedes.handle(stream)
    callers.set(client, { address, ...(certificate && { certificate }) })
    stream.on('close', () => {
      if (connected.delete(client)) gate?.left(address)
    })
  }
  const server = createServer({ noDelay: true }, (socket) => accept(socket))
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
    async openTls({ host, port: wanted, keys }) {
      const door = await openTlsDoor({
        host,
        port: wanted,
        keys,
        listensTo: (address) => gate?.listensTo(plainAddress(address)) ?? true,
        onConnection: (socket, shown) => accept(socket, shown),
        onFailure(address, reason) {
          gate?.deny({ clientId: '', address: plainAddress(address) }, 'wrongProtocol', reason)
          onTurnedAway('', reason)
        },
      })
      doors.push(door)
      return door
    },
    devicesConnected: () => [...connected.values()].filter(({ kind }) => kind === 'device').length,
    async stop() {
      stopWatching?.()
      await new Promise<void>((resolve) => aedes.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await Promise.all(doors.map((door) => door.close()))
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function hand(receiver: BrokerReceiver, packet: PublishPacket, done: (error?: Error | null) => void) {
  receiver.message(packet.topic, bytesOf(packet), packet.qos, packet.dup, (error) => done(error ?? null))
}

const bytesOf = ({ payload }: PublishPacket): Buffer => (typeof payload === 'string' ? Buffer.from(payload) : payload)

/** A socket that takes both families tells addresses of the old one in the form of the new. */
const plainAddress = (address = ''): string => address.replace(/^::ffff:/, '')

/** Takes the same time wherever the first difference stands. */
function isEqual(expected: string, given: Buffer | undefined): boolean {
  const digest = (value: string | Buffer) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(expected), digest(given ?? ''))
}
