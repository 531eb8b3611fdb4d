import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect as connectPlain, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type DoorKeys, openTlsDoor } from './openTlsDoor'

let folder: string
let keys: DoorKeys
const cleanups: (() => unknown)[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chengtai-door-'))
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=door',
  ]
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  keys = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), authorities: [] }
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function openDoor(isListenedTo = true) {
  const failures: string[] = []
  const door = await openTlsDoor({
    host: '127.0.0.1',
    port: 0,
    keys,
    listensTo: () => isListenedTo,
    onConnection: (socket) => {
      socket.on('error', () => undefined)
      socket.write('?')
    },
    onFailure: (address, reason) => failures.push(`${address} ${reason}`),
  })
  cleanups.push(() => door.close())
  return { door, failures }
}

/** @returns once the door has said something */
async function dial(port: number, session?: Buffer): Promise<TLSSocket> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    maxVersion: 'TLSv1.2',
    ...(session && { session }),
  })
  cleanups.push(() => socket.destroy())
  await new Promise((resolve, reject) => {
    socket.once('data', resolve)
    socket.once('error', reject)
  })
  return socket
}
const ended = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve))

describe('the door with TLS', () => {
  it('takes up no session again, so that each connection shows its certificate, also after the keys were changed', async () => {
    const { door } = await openDoor()
    for (const change of [() => undefined, () => door.changeKeys(keys)]) {
      change()
      const first = await dial(door.port)
      expect((await dial(door.port, first.getSession())).isSessionReused()).toBe(false)
    }
  })

  it('ends the connections of an address that is not listened to, and counts nothing', async () => {
    const { door, failures } = await openDoor(false)
    const socket = connect({ port: door.port, host: '127.0.0.1', rejectUnauthorized: false })
    socket.on('error', () => undefined)
    await ended(socket)
    await new Promise(setImmediate)
    expect(failures).toEqual([])
  })

  it('tells who does not speak TLS, by the address that can be locked out', async () => {
    const { door, failures } = await openDoor()
    const socket = connectPlain(door.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'))
    socket.on('error', () => undefined)
    await ended(socket)
    await vi.waitFor(() => expect(failures).toEqual([expect.stringMatching(/^127\.0\.0\.1 ./)]))
  })

  it('closes at once, also while somebody has connected and says nothing', async () => {
    const { door } = await openDoor()
    const silent = connectPlain(door.port, '127.0.0.1')
    silent.on('error', () => undefined)
    const gone = ended(silent)
    await new Promise((resolve) => silent.once('connect', resolve))
    await door.close()
    await gone
  })
})
