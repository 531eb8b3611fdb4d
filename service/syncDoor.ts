import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { acceptSockets, type AcceptOptions, syncPath } from '../core/sync/acceptSockets'

/** `/sync` of the HTTP server: where consoles come in. @returns how to close it */
export function openSyncDoor(server: Server, options: AcceptOptions): { close(): void; readonly connections: number } {
  const sockets = acceptSockets(options)
  // The channel's door answers upgrades to every other path.
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url === syncPath) sockets.upgrade(request, socket, head)
  }
  server.on('upgrade', upgrade)
  return {
    get connections() {
      return sockets.connections
    },
    close() {
      server.off('upgrade', upgrade)
      sockets.close()
    },
  }
}
