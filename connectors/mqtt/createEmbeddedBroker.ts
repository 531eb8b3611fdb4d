import { timingSafeEqual, createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { Aedes } from 'aedes'
import type { AuthenticateError, Client } from 'aedes'
import { createStreamPair } from './createStreamPair'
import { SizeLimitedStream } from './SizeLimitedStream'
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

export interface EmbeddedBroker {
  readonly port: number
  readonly url: string
  /** A way in without a socket, for the core in the same process. */
  openStream(): Duplex
  stop(): Promise<void>
}

/** Bad user name or password, MQTT 3.1.1 3.2.2.3. */
const badCredentials = 4

/**
 * The broker of an installation that names none: MQTT 3.1.1 on loopback, nothing kept on disk. Devices keep their messages until they are acknowledged; what the
 * broker itself held is gone with its process, which is why an installation that must not lose a message joins a broker of its own.
 */
export async function createEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const { credentials, onTurnedAway = () => {}, maxPacketBytes = 262_144 } = options
  const roles = new WeakMap<Client, BrokerCredential['role']>()
  const aedes = await Aedes.createBroker({
    // Messages of one moment from all devices together; the default of 100 is for small things.
    concurrency: 10_000,
    authenticate(client, username, password, done) {
      const known = credentials.find(
        (credential) => credential.username === username && isEqual(credential.password, password),
      )
      if (known) roles.set(client, known.role)
      const error: AuthenticateError = Object.assign(new Error('bad user name or password'), {
        returnCode: badCredentials,
      })
      done(known ? null : error, known !== undefined)
    },
    authorizePublish(client, { topic }, done) {
      const isAllowed = client === null || roles.get(client) === 'core' || isUpward(topic)
      done(isAllowed ? null : new Error(`may not publish on ${topic.slice(0, 120)}`))
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
    aedes.handle(new SizeLimitedStream(socket, { maxPacketBytes }))
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    openStream() {
      const [ours, theirs] = createStreamPair()
      aedes.handle(theirs)
      return ours
    },
    async stop() {
      await new Promise<void>((resolve) => aedes.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
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
