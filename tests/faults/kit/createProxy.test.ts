import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProxy, type Proxy } from './createProxy'

let echo: Server
let proxy: Proxy
const clients: Socket[] = []

beforeEach(async () => {
  echo = createServer((socket) => void socket.on('error', () => undefined).pipe(socket))
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const address = echo.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  proxy = await createProxy({ port: address.port })
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy()
  await proxy.close()
  echo.close()
})

/** A client through the proxy, and what it has heard. */
async function open() {
  const socket = connect({ port: proxy.port, host: '127.0.0.1' })
  clients.push(socket)
  const client = { socket, heard: '', error: '' }
  socket.on('data', (bytes) => (client.heard += bytes.toString()))
  socket.on('error', (error) => (client.error = String(error)))
  await once(socket, 'connect')
  return client
}
const hears = (client: { heard: string }, text: string) =>
  expect.poll(() => client.heard, { timeout: 10_000, interval: 5 }).toBe(text)

describe('a link through the proxy', () => {
  it('passes all bytes, and the end', async () => {
    const client = await open()
    const long = 'x'.repeat(2_000_000)
    client.socket.end(long)
    await once(client.socket, 'close')
    expect(client.heard).toBe(long)
    expect(proxy.bytesPassed).toBe(4_000_000)
  })

  it('delays', async () => {
    const client = await open()
    proxy.set({ kind: 'delay', ms: 100 })
    const startMs = performance.now()
    client.socket.write('slow')
    await hears(client, 'slow')
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(200)
  })

  it('drips', async () => {
    const client = await open()
    proxy.set({ kind: 'drip', bytesPerS: 50 })
    const startMs = performance.now()
    client.socket.write('0123456789')
    await hears(client, '0123456789')
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(200)
  })

  it('keeps what came while it was frozen, and hands it on', async () => {
    const client = await open()
    proxy.set({ kind: 'freeze' })
    client.socket.write('later')
    // A second connection is taken and kept waiting too.
    const second = await open()
    second.socket.write('too')
    await expect.poll(() => proxy.connections).toBe(2)
    expect(client.heard + second.heard).toBe('')
    proxy.set({ kind: 'open' })
    await hears(client, 'later')
    await hears(second, 'too')
  })

  it('leaves a connection dead for ever after a black hole, and tells nobody; new ones live', async () => {
    const client = await open()
    proxy.set({ kind: 'blackhole' })
    client.socket.write('lost')
    proxy.set({ kind: 'open' })
    client.socket.write('lost too')
    const second = await open()
    second.socket.write('here')
    await hears(second, 'here')
    expect(client).toMatchObject({ heard: '', error: '' })
    expect(client.socket.destroyed).toBe(false)
  })

  it('resets what is there, or refuses all', async () => {
    const client = await open()
    client.socket.write('first')
    await hears(client, 'first')
    proxy.reset()
    await expect.poll(() => client.error).toContain('ECONNRESET')
    proxy.set({ kind: 'refuse' })
    const refused = connect({ port: proxy.port, host: '127.0.0.1' })
    clients.push(refused)
    const [error]: unknown[] = await new Promise((resolve) => refused.once('error', (...told) => resolve(told)))
    expect(String(error)).toContain('ECONNRESET')
  })
})
