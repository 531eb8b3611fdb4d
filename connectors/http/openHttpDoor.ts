import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { ShownCertificate } from '../../domain/access/judgeCertificate'
import { openTlsDoor, type DoorKeys, type TlsDoor } from '../mqtt/openTlsDoor'
import { refusedWith, type DoorReply } from './answers'

/** A request whose head was read. */
export interface DoorRequest {
  readonly method: string
  /** Path and query as they came. */
  readonly target: string
  readonly authorization: string | undefined
  /** Without port. */
  readonly address: string
  /** What the connection showed in its handshake. */
  readonly certificate?: ShownCertificate
  /** Called when the other side hangs up before it was answered. */
  onGone(listener: () => void): void
}

/** What becomes of a request: an answer, or what is to be done with its body. */
export type DoorVerdict = DoorReply | { readonly takeBody: (body: Buffer) => Promise<DoorReply> } | Promise<DoorReply>

export interface HttpDoorOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Without it the door is plain. */
  readonly keys?: DoorKeys
  readonly mostBodyBytes: number
  /** Whether the address is listened to at all. */
  listensTo(address: string): boolean
  /** Judges a request before its body is read. */
  ask(request: DoorRequest): DoorVerdict
  /** A body that is too large. @param head its first bytes */
  onOversize(request: DoorRequest, head: Buffer, bytes: number): void
  /** What came was no HTTP, or no handshake. */
  onFailure(address: string, reason: string): void
}

export interface HttpDoor {
  readonly port: number
  /** From now on; without effect on a plain door. */
  changeKeys(keys: DoorKeys): void
  close(): Promise<void>
}

/** A device's head holds a name and a secret. */
const mostHeaderBytes = 8_192
/** A request must be here whole by then, ms: who sends a byte a minute holds no place. */
const requestMs = 20_000
/** Between two requests of a device that keeps its connection, ms. */
const idleMs = 65_000
const mostConnections = 20_000
/** Of a body that is refused, for the list of refused messages. */
const headBytes = 480

/** Listens for HTTP, with TLS where keys are given. Answers nothing by itself. @throws Error when the port cannot be had */
export async function openHttpDoor(options: HttpDoorOptions): Promise<HttpDoor> {
  const shown = new WeakMap<Socket, ShownCertificate>()
  const server = createServer({ maxHeaderSize: mostHeaderBytes, noDelay: true }, (incoming, response) => {
    void serve(incoming, response)
  })
  server.requestTimeout = requestMs
  server.headersTimeout = requestMs
  server.keepAliveTimeout = idleMs
  server.maxConnections = mostConnections
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    if (!options.keys && !options.listensTo(plainAddress(socket))) socket.destroy()
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code?.startsWith('HPE_')) options.onFailure(plainAddress(socket), error.message)
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const certificate = shown.get(incoming.socket)
    const request: DoorRequest = {
      method: incoming.method ?? '',
      target: incoming.url ?? '',
      authorization: incoming.headers.authorization,
      address: plainAddress(incoming.socket),
      onGone: (listener) => void response.once('close', listener),
      ...(certificate && { certificate }),
    }
    try {
      answer(response, await judge(request, incoming))
    } catch {
      // The other side is gone, or has sent half a body and hung up.
      response.destroy()
    }
  }

  async function judge(request: DoorRequest, incoming: IncomingMessage): Promise<DoorReply> {
    const verdict = options.ask(request)
    if (!('takeBody' in verdict)) return verdict
    const { 'content-encoding': encoding = 'identity', 'content-length': length } = incoming.headers
    // What is packed may be a thousand times as large as it comes.
    if (encoding !== 'identity') return refusedWith(415)
    // A body that says it is too large is looked into only for the list of what was refused.
    const announced = Number(length)
    const most = announced > options.mostBodyBytes ? 0 : options.mostBodyBytes
    const { body, isWhole } = await readBody(incoming, most)
    if (isWhole) return verdict.takeBody(body)
    options.onOversize(request, body.subarray(0, headBytes), Math.max(announced || 0, body.byteLength))
    return refusedWith(413)
  }

  const { keys } = options
  const door = keys ? await listenTls(server, options, keys, shown) : await listenPlain(server, options)
  return {
    ...door,
    async close() {
      const closed = door.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

/** @returns the body, or as much of it as had come when it was more than `mostBytes`; the rest is let go. @throws Error when the other side hangs up */
function readBody(incoming: IncomingMessage, mostBytes: number): Promise<{ body: Buffer; isWhole: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const take = (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.byteLength
      if (bytes <= mostBytes) return
      incoming.off('data', take)
      incoming.resume()
      resolve({ body: Buffer.concat(chunks), isWhole: false })
    }
    incoming.on('data', take)
    incoming.once('end', () => resolve({ body: Buffer.concat(chunks), isWhole: true }))
    incoming.once('error', reject)
    incoming.once('close', () => reject(new Error('hung up')))
  })
}

function answer(response: ServerResponse, { status, body, headers }: DoorReply): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(body !== undefined && {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
    }),
    ...headers,
  })
  response.end(body)
}

async function listenPlain(server: Server, { host, port }: HttpDoorOptions): Promise<HttpDoor> {
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    changeKeys: () => undefined,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

/** The handshake is done in front; behind it connections are HTTP like plain ones. */
function listenTls(
  server: Server,
  { host, port, listensTo, onFailure }: HttpDoorOptions,
  keys: DoorKeys,
  shown: WeakMap<Socket, ShownCertificate>,
): Promise<TlsDoor> {
  return openTlsDoor({
    host,
    port,
    keys,
    protocol: 'http/1.1',
    listensTo: (address) => listensTo(withoutPrefix(address)),
    onConnection(socket, certificate) {
      if (certificate) shown.set(socket, certificate)
      server.emit('connection', socket)
    },
    onFailure: (address, reason) => onFailure(withoutPrefix(address), reason),
  })
}

const withoutPrefix = (address: string): string => address.replace(/^::ffff:/, '')
const plainAddress = ({ remoteAddress = '' }: Socket): string => withoutPrefix(remoteAddress)
