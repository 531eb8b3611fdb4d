import { once } from 'node:events'
import { createServer } from 'node:http'

/** Lets a person on this machine start stories: `curl -X POST http://127.0.0.1:PORT/play/smoke-in-tower`. */
export async function createControlDoor(
  port: number,
  play: (name: string) => boolean,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const name = /^\/play\/([a-z0-9-]{1,60})$/.exec(request.url ?? '')?.[1]
    if (request.method !== 'POST' || name === undefined) response.writeHead(404).end()
    else response.writeHead(play(name) ? 202 : 409).end()
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
