import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { acceptSockets, type AcceptOptions, syncPath } from './acceptSockets'

export interface ListenOptions extends AcceptOptions {
  host: string
  /** 0 takes a free one. */
  port: number
  /** PEM texts; with `clientCa` only peers with a certificate of that authority come in (mTLS). */
  tls?: { cert: string; key: string; clientCa?: string }
}

export interface Listener {
  /** Where it listens: `ws://127.0.0.1:8766/sync`. */
  readonly url: string
  close(): Promise<void>
}

/** A headers-only request must not hold a socket for long, ms. */
const headersTimeoutMs = 5_000

/** Lets other seats come in, on an address of its own: a console has no other server. @throws Error when the address cannot be had */
export async function listen({ host, port, tls, ...options }: ListenOptions): Promise<Listener> {
  const server = tls
    ? createTlsServer({ cert: tls.cert, key: tls.key, ...(tls.clientCa && { ca: tls.clientCa, requestCert: true }) })
    : createServer()
  server.headersTimeout = headersTimeoutMs
  server.on('request', (_request, response) => response.writeHead(404).end())
  const sockets = acceptSockets(options)
  server.on('upgrade', (request, socket, head) => {
    if (request.url === syncPath) return sockets.upgrade(request, socket, head)
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error(`no address on ${host}`)
  const name = host.includes(':') ? `[${host}]` : host
  return {
    url: `${tls ? 'wss' : 'ws'}://${name}:${address.port}${syncPath}`,
    async close() {
      sockets.close()
      server.closeAllConnections()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}
