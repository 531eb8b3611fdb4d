import { constants } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createPlainServer, type Socket } from 'node:net'
import { createServer, type PeerCertificate, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import type { ShownCertificate } from '../../domain/access/judgeCertificate'

/** What the door shows of itself, and whose signatures it takes. PEM. */
export interface DoorKeys {
  readonly key: string
  readonly cert: string
  readonly authorities: readonly string[]
}

export interface TlsDoorOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly keys: DoorKeys
  /** What is spoken behind it, as ALPN names it; MQTT when absent. */
  readonly protocol?: string
  /** Whether the address is listened to: asked before the handshake, which is dear. */
  readonly listensTo: (address: string) => boolean
  /** A handshake is done; `shown` is absent when no certificate was. */
  readonly onConnection: (socket: TLSSocket, shown: ShownCertificate | undefined) => void
  /** A handshake failed, for the log and the count. */
  readonly onFailure: (address: string, reason: string) => void
}

export interface TlsDoor {
  readonly port: number
  /** From now on; who is in stays in. */
  changeKeys(keys: DoorKeys): void
  close(): Promise<void>
}

/** Somebody who connects and says nothing holds no place for longer, ms. */
const handshakeMs = 10_000

/**
 * Listens for TLS 1.2 and 1.3 and asks for a certificate. Anybody who proves to hold one comes through: whom it speaks for is decided behind the door, where a refusal is counted with its reason.
 *
 * @throws Error when the port cannot be had
 */
export async function openTlsDoor(options: TlsDoorOptions): Promise<TlsDoor> {
  const server = createServer({
    ...secureContext(options.keys),
    requestCert: true,
    rejectUnauthorized: false,
    handshakeTimeout: handshakeMs,
    ALPNProtocols: [options.protocol ?? 'mqtt'],
  })
  /** Whoever is connected, also while nothing has been said yet. */
  const sockets = new Set<Socket>()
  // In front of the handshake: who is not listened to costs none, and its failure is not counted once more.
  const front = createPlainServer({ noDelay: true }, (socket) => {
    if (!options.listensTo(socket.remoteAddress ?? '')) return void socket.destroy()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    server.emit('connection', socket)
  })
  server.on('secureConnection', (socket) => options.onConnection(socket, shownBy(socket)))
  server.on('tlsClientError', (error, socket) => {
    const { remoteAddress = '' } = socket
    socket.destroy()
    options.onFailure(remoteAddress, error.message)
  })
  front.listen(options.port, options.host)
  await once(front, 'listening')
  const address = front.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    changeKeys: (keys) => server.setSecureContext(secureContext(keys)),
    async close() {
      const closed = new Promise<void>((resolve) => void front.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

const secureContext = ({ key, cert, authorities }: DoorKeys) => ({
  key,
  cert,
  ca: [...authorities],
  minVersion: 'TLSv1.2' as const,
  // Every connection shows its certificate anew: a session that is taken up again would bring one that was found sound when it began.
  secureOptions: constants.SSL_OP_NO_TICKET,
})

/** @returns `undefined` when none was shown */
function shownBy(socket: TLSSocket): ShownCertificate | undefined {
  const certificate = socket.getPeerCertificate(true)
  // Of no certificate Node makes an empty object.
  if (!certificate.fingerprint256) return undefined
  const issuer = socket.authorized ? issuerOf(certificate) : undefined
  return {
    id: fingerprintOf(certificate),
    commonName: String(certificate.subject.CN ?? ''),
    authorityId: issuer && fingerprintOf(issuer),
    notBeforeMs: Date.parse(certificate.valid_from),
    notAfterMs: Date.parse(certificate.valid_to),
  }
}

/** A certificate that signed itself names itself. */
const issuerOf = (certificate: DetailedPeerCertificate): DetailedPeerCertificate | undefined =>
  certificate.issuerCertificate === certificate ? undefined : certificate.issuerCertificate

const fingerprintOf = ({ fingerprint256 }: PeerCertificate): string => fingerprint256.replaceAll(':', '').toLowerCase()
