import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { maxSyncFrameBytes } from '../../domain/contract/sync'
import { writeCertificate } from '../../tests/support/writeCertificate'
import { listen, type Listener, type ListenOptions } from './listen'
import { until } from './testSeat'
import { connectPeer, type PeerTransport } from './webSocketPeer'

let listeners: Listener[]
let accepted: PeerTransport[]
let turnedAway: string[]
let dialled: PeerTransport[]
beforeEach(() => {
  listeners = []
  accepted = []
  turnedAway = []
  dialled = []
})
afterEach(async () => {
  for (const transport of dialled) transport.close()
  for (const listener of listeners) await listener.close()
})

async function open(tls?: ListenOptions['tls']): Promise<string> {
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    ...(tls && { tls }),
    accept: (transport) => void accepted.push(transport),
    onTurnedAway: ({ reason }) => void turnedAway.push(reason),
  })
  listeners.push(listener)
  return listener.url
}

async function dial(...address: Parameters<typeof connectPeer>): Promise<PeerTransport> {
  const transport = await connectPeer(...address)
  dialled.push(transport)
  return transport
}

/** What a raw socket ends with: the status of a refused upgrade, or the code with which it was closed. */
async function endOf(url: string, options: object, afterOpen: (socket: WebSocket) => void = () => undefined) {
  const socket = new WebSocket(url, options)
  socket.on('open', () => afterOpen(socket))
  socket.on('error', () => undefined)
  return Promise.race([
    once(socket, 'unexpected-response').then(([request, response]: { statusCode?: number; destroy?: () => void }[]) => {
      request?.destroy?.()
      return response?.statusCode
    }),
    once(socket, 'close').then(([code]) => Number(code)),
  ])
}

describe('the door for seats', () => {
  it('hands over links, and carries frames both ways, also those sent before anybody listens', async () => {
    const peer = await dial({ url: await open() })
    await until('accepted', () => accepted.length === 1)
    accepted[0]?.send({ t: 'seen', id: 7 })
    peer.send({ t: 'ping', atMs: 1 })
    await new Promise((resolve) => setTimeout(resolve, 50))
    const heard: unknown[] = []
    peer.onFrame((frame) => heard.push(frame))
    accepted[0]?.onFrame((frame) => heard.push(frame))
    await until('heard', () => heard.length === 2)
    expect(heard).toEqual([
      { t: 'seen', id: 7 },
      { t: 'ping', atMs: 1 },
    ])
  })

  it('hands over what is no frame as nothing', async () => {
    const url = await open()
    const socket = new WebSocket(url)
    await once(socket, 'open')
    const heard: unknown[] = []
    await until('accepted', () => accepted.length === 1)
    accepted[0]?.onFrame((frame) => heard.push(frame))
    socket.send('text')
    socket.send(Uint8Array.of(0x92, 1))
    await until('heard', () => heard.length === 2)
    expect(heard).toEqual([undefined, undefined])
    socket.terminate()
  })

  it('ends a link over which a frame comes that is too large', async () => {
    const code = await endOf(await open(), {}, (socket) => socket.send(new Uint8Array(maxSyncFrameBytes + 1)))
    expect(code).toBe(1009)
  })

  it('turns pages of browsers away, and other paths', async () => {
    const url = await open()
    expect(await endOf(url, { origin: 'http://127.0.0.1' })).toBe(403)
    expect(await endOf(url.replace('/sync', '/channel'), {})).toBe(404)
    expect(accepted).toEqual([])
  })

  it('takes 16 links from one address and no more, and again when one has gone', async () => {
    const url = await open()
    await Promise.all(Array.from({ length: 16 }, () => dial({ url })))
    expect(await endOf(url, {})).toBe(429)
    expect(turnedAway).toEqual(['429 Too Many Requests'])
    dialled[0]?.close()
    let isIn = false
    await until('room again', () => {
      if (!isIn)
        dial({ url }).then(
          () => (isIn = true),
          () => undefined,
        )
      return isIn
    })
  })

  it('tells both ends when one closes, also when the other does not answer', async () => {
    const peer = await dial({ url: await open() })
    await until('accepted', () => accepted.length === 1)
    let closed = 0
    peer.onClose(() => closed++)
    accepted[0]?.onClose(() => closed++)
    accepted[0]?.close()
    await until('closed', () => closed === 2)
    peer.onClose(() => closed++)
    await until('told late', () => closed === 3)
  })

  it('says that nobody is there', async () => {
    await expect(connectPeer({ url: 'ws://127.0.0.1:1/sync' })).rejects.toThrow()
  })
})

describe('with certificates', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chengtai-tls-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  // req: R-6.4-05
  it('a link is encrypted, and a certificate that nobody vouches for is refused', async () => {
    const identity = writeCertificate(folder, 'IP:127.0.0.1')
    const url = await open(identity)
    expect(url).toMatch(/^wss:/)
    await expect(connectPeer({ url })).rejects.toThrow(/self.signed|unable to verify/)
    await dial({ url, ca: identity.cert })
    await until('accepted', () => accepted.length === 1)
  })

  it('of clients, only seats that have one come in', async () => {
    const identity = writeCertificate(folder, 'IP:127.0.0.1')
    const url = await open({ ...identity, clientCa: identity.cert })
    await expect(connectPeer({ url, ca: identity.cert })).rejects.toThrow()
    await dial({ url, ca: identity.cert, identity })
    await until('accepted', () => accepted.length === 1)
  })
})
