import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { li, route, startForwarding } from './testForwarding'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A gateway of short messages and voice calls, as carriers sell them; away at first. */
async function startGateway() {
  const calls: unknown[] = []
  const state = { isAway: true, turnedAway: 0, authorization: '' }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      state.authorization = request.headers.authorization ?? ''
      if (state.isAway) {
        state.turnedAway += 1
        return void response.writeHead(503).end()
      }
      calls.push(...JSON.parse(body))
      response.writeHead(202).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}/notify`, calls, state }
}

// req: R-4.1.1.7-10
it('a reminder is posted to the gateway with way, number and words, once, also when the gateway was away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-remind-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const gateway = await startGateway()
  const seat = await startForwarding(folder)
  closing.push(() => seat.end())
  const target = { kind: 'http', url: gateway.url, method: 'POST' } as const
  const fields = ['way', 'phone', 'person', 'text'] as const
  await seat.forwarding.save(
    { route: route(target, { filter: { kinds: ['reminder'] }, fields: [...fields] }), secret: 'gate' },
    li,
  )
  // A route of other things never sees a number.
  await seat.forwarding.save({ route: route({ ...target, url: `${gateway.url}/data` }) }, li)
  const reminder = { id: 'M-1', atMs: 5, text: '【超时提醒】请立即接单', person: '孙浩', phone: '13900000001' }
  seat.forwarding.remind({ ...reminder, way: 'sms' })
  await vi.waitFor(() => expect(gateway.state.turnedAway).toBeGreaterThan(0), { timeout: 10_000, interval: 20 })
  gateway.state.isAway = false
  seat.forwarding.remind({ ...reminder, id: 'M-2', way: 'voice' })
  const { text, person, phone } = reminder
  await vi.waitFor(
    () =>
      expect(gateway.calls).toEqual([
        { id: 'M-1', way: 'sms', phone, person, text },
        { id: 'M-2', way: 'voice', phone, person, text },
      ]),
    { timeout: 10_000, interval: 20 },
  )
  expect(gateway.state.authorization).toBe('Bearer gate')
})

it('one that is told again goes out once: before the core died it was taken in, or it was not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-remind-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const gateway = await startGateway()
  gateway.state.isAway = false
  const target = { kind: 'http', url: gateway.url, method: 'POST' } as const
  const first = await startForwarding(folder)
  await first.forwarding.save(
    { route: route(target, { filter: { kinds: ['reminder'] }, fields: ['way'] }), secret: 'gate' },
    li,
  )
  const reminder = { atMs: 5, text: '请立即接单', person: '孙浩', phone: '13900000001', way: 'sms' } as const
  first.forwarding.remind({ ...reminder, id: 'M-1' })
  await vi.waitFor(() => expect(gateway.calls).toHaveLength(1), { timeout: 10_000, interval: 20 })
  await first.end()
  const second = await startForwarding(folder)
  closing.push(() => second.end())
  // The one that went out is told again with one that the first run wrote and never brought on.
  second.forwarding.remind({ ...reminder, id: 'M-1' })
  second.forwarding.remind({ ...reminder, id: 'M-2' })
  second.forwarding.remind({ ...reminder, id: 'M-2' })
  second.forwarding.remind({ ...reminder, id: 'M-3' })
  await vi.waitFor(() => expect(gateway.calls).toContainEqual({ id: 'M-3', way: 'sms' }), {
    timeout: 10_000,
    interval: 20,
  })
  expect(gateway.calls).toEqual(['M-1', 'M-2', 'M-3'].map((id) => ({ id, way: 'sms' })))
})
