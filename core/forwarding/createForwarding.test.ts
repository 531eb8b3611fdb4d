import { appendFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeviceId, type ForwardTarget } from '../../domain/contract'
import type { ForwardItem } from '../../domain/forwarding/ForwardItem'
import type { Forwarding } from './createForwarding'
import { readItems } from './ForwardQueue'
import { openTarget } from './targets/openTarget'
import { type Target, TargetError } from './targets/Target'
import { li, route, startForwarding } from './testForwarding'

let folder: string
const running: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-forwarding-'))
})
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop()
  await rm(folder, { recursive: true })
})

/** Started here, ended with the test; nothing may have failed meanwhile. */
async function start(open?: typeof openTarget) {
  const started = await startForwarding(folder, open)
  const end = async () => {
    await started.end()
    expect(started.faults).toEqual([])
  }
  running.push(end)
  return {
    ...started,
    async end() {
      running.splice(running.indexOf(end), 1)
      await end()
    },
  }
}
const http = (url: string): ForwardTarget => ({ kind: 'http', url, method: 'POST' })
const anywhere = http('http://127.0.0.1:9/')
const stateOf = (forwarding: Forwarding, id: string) => forwarding.states().find((state) => state.id === id)
const drained = (forwarding: Forwarding, id: string) =>
  vi.waitFor(() => expect(stateOf(forwarding, id)).toMatchObject({ backlog: 0 }), { timeout: 8_000, interval: 10 })

/** A target in memory that does as it is told. */
function fakeTarget() {
  const taken: ForwardItem[] = []
  const rules = { isAway: false, poison: new Set<string>(), opened: [] as (string | undefined)[] }
  const target: Target = {
    async send(items) {
      if (rules.isAway) throw new TargetError('unreachable', 'nobody is there')
      if (items.some(({ id }) => rules.poison.has(id))) throw new TargetError('rejected', 'HTTP 422')
      taken.push(...items)
    },
    close: async () => undefined,
  }
  const open: typeof openTarget = (_route, secret) => {
    rules.opened.push(secret)
    return target
  }
  return { taken, rules, open, ids: () => taken.map(({ id }) => id) }
}

describe('forwarding', () => {
  // req: R-4.1.1.5-03
  it('passes on what a route takes, in the order of each device, and nothing that it does not take', async () => {
    const { open, taken } = fakeTarget()
    const { forwarding, tell } = await start(open)
    const filter = { kinds: ['sample' as const], deviceIds: [DeviceId.parse('m-1')] }
    const { id } = await forwarding.save({ route: route(anywhere, { filter }) }, li)
    await tell(1, 5, 6, 7)
    await tell(2, 9)
    await vi.waitFor(() => expect(taken).toHaveLength(3))
    await drained(forwarding, id)
    expect(taken.map(({ deviceId, value }) => [deviceId, value])).toEqual([
      ['m-1', 5],
      ['m-1', 6],
      ['m-1', 7],
    ])
    expect(stateOf(forwarding, id)).toMatchObject({ state: 'running', sent: 3, aside: 0, dropped: 0 })
  })

  it('keeps what a target does not take over a restart, and delivers it in order when it is back', async () => {
    const away = fakeTarget()
    away.rules.isAway = true
    const first = await start(away.open)
    const { id } = await first.forwarding.save({ route: route(anywhere) }, li)
    await first.tell(1, 1, 2, 3)
    await vi.waitFor(() =>
      expect(stateOf(first.forwarding, id)).toMatchObject({
        state: 'retrying',
        backlog: 3,
        lastError: { fault: 'unreachable' },
      }),
    )
    await first.tell(1, 10, 20)
    await first.end()
    const back = fakeTarget()
    const second = await start(back.open)
    await vi.waitFor(() => expect(back.taken).toHaveLength(5))
    expect(back.taken.map(({ value }) => value)).toEqual([1, 2, 3, 10, 20])
    await drained(second.forwarding, id)
  })

  it('sets aside the one that a target refuses, tells it, and lets the others pass; put back it is sent again', async () => {
    const { open, rules, ids } = fakeTarget()
    rules.poison.add('m-1/power/2002')
    const { forwarding, tell } = await start(open)
    const { id } = await forwarding.save({ route: route(anywhere) }, li)
    await tell(1, 0, 1, 2, 3, 4)
    await vi.waitFor(() => expect(stateOf(forwarding, id)).toMatchObject({ aside: 1, backlog: 0 }))
    expect(ids()).toEqual(['m-1/power/2000', 'm-1/power/2001', 'm-1/power/2003', 'm-1/power/2004'])
    const { asides } = await forwarding.asides({ routeId: id, limit: 10 })
    expect(asides).toMatchObject([{ routeId: id, kind: 'sample', reason: 'HTTP 422' }])
    rules.poison.clear()
    await forwarding.settleAsides({ routeId: id, ids: asides.map((aside) => aside.id), deed: 'retry' })
    await vi.waitFor(() => expect(ids()).toContain('m-1/power/2002'))
    expect(stateOf(forwarding, id)).toMatchObject({ aside: 0 })
    await expect(forwarding.settleAsides({ routeId: id, ids: [99], deed: 'discard' })).rejects.toThrow('aside')
  })

  it('keeps everything when a target refuses one after the other: then the target is wrong, not the items', async () => {
    const { open, rules } = fakeTarget()
    for (let i = 0; i < 60; i++) rules.poison.add(`m-1/power/${2_000 + i}`)
    const { forwarding, tell } = await start(open)
    const { id } = await forwarding.save({ route: route(anywhere) }, li)
    await tell(1, ...Array.from({ length: 60 }, (_, i) => i))
    await vi.waitFor(() => expect(stateOf(forwarding, id)).toMatchObject({ lastError: { fault: 'refused' } }))
    expect(stateOf(forwarding, id)).toMatchObject({ aside: 20, backlog: 40 })
  })

  it('lets the oldest go when the queue is full, and says how many', async () => {
    const { open, rules, taken } = fakeTarget()
    rules.isAway = true
    const { forwarding, tell } = await start(open)
    const { id } = await forwarding.save({ route: route(anywhere, { mostQueueMb: 1 }) }, li)
    const rounds = 20
    for (let round = 0; round < rounds; round++) await tell(round, ...Array.from({ length: 500 }, (_, i) => i))
    const full = stateOf(forwarding, id)
    expect(full?.dropped).toBeGreaterThan(0)
    expect(full?.backlogBytes).toBeLessThanOrEqual(1_048_576)
    expect((full?.backlog ?? 0) + (full?.dropped ?? 0)).toBe(rounds * 500)
    rules.isAway = false
    await drained(forwarding, id)
    expect(taken.at(-1)?.deviceId).toBe(`m-${rounds - 1}`)
  })

  it('holds a paused route, passes on what waited when it goes on, and forgets a removed one', async () => {
    const { open, taken } = fakeTarget()
    const { forwarding, tell } = await start(open)
    const { id } = await forwarding.save({ route: route(anywhere, { isEnabled: false }) }, li)
    await tell(1, 1, 2)
    await vi.waitFor(() => expect(stateOf(forwarding, id)).toMatchObject({ state: 'paused', backlog: 2 }))
    expect(taken).toEqual([])
    await forwarding.save({ id, route: route(anywhere) }, li)
    await vi.waitFor(() => expect(taken).toHaveLength(2))
    await forwarding.remove(id, li)
    await tell(1, 3)
    expect(forwarding.states()).toEqual([])
    await expect(forwarding.remove(id, li)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('takes what a rule hands over, by the one route that the rule names', async () => {
    const { open, taken } = fakeTarget()
    const { forwarding } = await start(open)
    const { id } = await forwarding.save({ route: route(anywhere) }, li)
    await forwarding.save({ route: route(anywhere) }, li)
    const message = { id: 'firing-1', atMs: 5, text: '地下室进水', deviceId: 'smoke-1' }
    expect(forwarding.forward(id, message)).toBe(true)
    expect(forwarding.forward('route-unknown', message)).toBe(false)
    await vi.waitFor(() =>
      expect(taken).toMatchObject([{ id: 'firing-1', kind: 'rule', text: '地下室进水', systemKey: 'fire.alarm' }]),
    )
  })

  it('seals a secret, keeps it when the route changes, and never tells it to another target', async () => {
    const { open, rules } = fakeTarget()
    const { forwarding, journal } = await start(open)
    const { id } = await forwarding.save({ route: route(anywhere), secret: 'p4ss' }, li)
    await vi.waitFor(() => expect(rules.opened).toContain('p4ss'))
    expect(JSON.stringify(await journal.read({ afterPosition: 0, limit: 100 }))).not.toContain('p4ss')
    await forwarding.test({ id, route: route(anywhere) })
    expect(rules.opened.at(-1)).toBe('p4ss')
    await forwarding.test({ id, route: route(http('http://127.0.0.1:10/')) })
    expect(rules.opened.at(-1)).toBeUndefined()
  })
})

describe('targets', () => {
  async function startServer(answer: (body: string, request: IncomingMessage) => number) {
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (piece) => (body += String(piece)))
      request.on('end', () => response.writeHead(answer(body, request), { location: 'http://127.0.0.1:9/' }).end())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    running.push(async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    })
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return `http://127.0.0.1:${address.port}/in`
  }

  it('HTTP: sends an array with the secret and one key for the same items, and tells faults apart', async () => {
    const heard: { body: unknown; auth: string | undefined; key: unknown }[] = []
    let status = 200
    const url = await startServer((body, { headers }) => {
      heard.push({ body: JSON.parse(body), auth: headers.authorization, key: headers['idempotency-key'] })
      return status
    })
    const place = { folder, seatId: 's', now: Date.now }
    const target = openTarget({ id: 'r', target: http(url), fields: ['value'] }, 'token', place)
    const items: ForwardItem[] = [{ id: 'a', kind: 'sample', atMs: 1, value: 5 }]
    await target.send(items)
    await target.send(items)
    expect(heard).toMatchObject([{ body: [{ id: 'a', value: 5 }], auth: 'Bearer token' }, {}])
    expect(heard[0]?.key).toBe(heard[1]?.key)
    for (const [answer, fault] of [
      [401, 'notAllowed'],
      [302, 'refused'],
      [422, 'rejected'],
      [500, 'refused'],
    ] as const) {
      status = answer
      await expect(target.send(items)).rejects.toMatchObject({ fault })
    }
    const nobody = openTarget({ id: 'r', target: anywhere, fields: ['value'] }, undefined, place)
    await expect(nobody.send(items)).rejects.toBeInstanceOf(TargetError)
  })

  it('file: what has its final name is whole and has each id once, also after a torn line and a restart', async () => {
    let nowMs = Date.UTC(2026, 2, 1)
    const file = (keepFiles: number): ForwardTarget => ({
      kind: 'file',
      format: 'csv',
      rotateRows: 100,
      rotateMinutes: 10,
      keepFiles,
    })
    const openIt = () =>
      openTarget({ id: 'r', target: file(1), fields: ['atMs', 'deviceId', 'value'] }, undefined, {
        folder,
        seatId: 's',
        now: () => nowMs,
      })
    const items = (from: number, to: number): ForwardItem[] =>
      Array.from({ length: to - from }, (_, i) => ({
        id: `i-${from + i}`,
        kind: 'sample',
        atMs: nowMs,
        deviceId: '=cmd()',
        value: from + i,
      }))
    await openIt().send(items(0, 30))
    await appendFile(join(folder, 'r', 'stage.jsonl'), '{"id":"torn"')
    const again = openIt()
    // The chunk that was cut off comes again.
    await again.send(items(20, 60))
    nowMs += 11 * 60_000
    await again.tick?.()
    const names = await readdir(join(folder, 'r'))
    expect(names).toEqual(['2026-03-01T00-11-00-000Z.csv'])
    const rows: string[][] = parse(await readFile(join(folder, 'r', names[0]!), 'utf8'), { bom: true })
    expect(rows.slice(1).map(([id]) => id)).toEqual(Array.from({ length: 60 }, (_, i) => `i-${i}`))
    expect(rows[1]?.[2]).toBe("'=cmd()")
    nowMs += 1_000
    await again.send(items(100, 200))
    expect(await readdir(join(folder, 'r'))).toEqual(['2026-03-01T00-11-01-000Z.csv'])
  })
})

describe('a file that cannot be read', () => {
  it('is told as a fault of the route, and ends nothing', async () => {
    await mkdir(join(folder, 'r', 'stage.jsonl'), { recursive: true })
    const target = openTarget(
      {
        id: 'r',
        target: { kind: 'file', format: 'csv', rotateRows: 100, rotateMinutes: 10, keepFiles: 1 },
        fields: ['value'],
      },
      undefined,
      { folder, seatId: 's', now: Date.now },
    )
    await expect(target.send([{ id: 'a', kind: 'sample', atMs: 1, value: 5 }])).rejects.toBeInstanceOf(TargetError)
  })
})

describe('what lies in the queue', () => {
  it('is read as items or not at all, whatever happened to it (10,000 mutations)', () => {
    const items: ForwardItem[] = [
      { id: 'a/b/1', kind: 'sample', atMs: 1, deviceId: 'a', property: 'b', value: 1.5, quality: 0 },
      { id: 'e-1', kind: 'alarm', atMs: 2, alarmId: 'x', priority: 'urgent', text: '"\\\n}' },
    ]
    const sound = JSON.stringify(items)
    expect(readItems(sound)).toEqual(items)
    const wrong: string[] = []
    let seed = 1
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const pieces = ['{', '}', '[', ']', '"', ',', ':', '__proto__', 'null', '1e999', '\\u0000', 'id', '-', '']
    for (let round = 0; round < 10_000; round++) {
      let text = sound
      for (let cut = 0; cut <= random(3); cut++) {
        const at = random(text.length)
        text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at + random(4))
      }
      for (const { id, kind } of readItems(text) ?? [])
        if (typeof id !== 'string' || !['sample', 'alarm', 'rule', 'test'].includes(kind)) wrong.push(text)
    }
    expect(wrong).toEqual([])
    expect(Object.prototype).not.toHaveProperty('polluted')
  })
})
