import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { syncPath } from '../core/sync/acceptSockets'
import { connectPeer } from '../core/sync/webSocketPeer'
import { openChannelDoor } from './channelDoor'
import { openSyncDoor } from './syncDoor'

it('seats and windows come in at one server, each at a door of their own, and both close', async () => {
  const server = createServer()
  const came: string[] = []
  const channel = openChannelDoor(server, {
    connect: () => void came.push('window'),
    now: Date.now,
    onTurnedAway: ({ reason }) => void came.push(reason),
    otherPaths: [syncPath],
  })
  const sync = openSyncDoor(server, { accept: () => void came.push('seat') })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const seat = await connectPeer({ url: `ws://127.0.0.1:${port}${syncPath}` })
  const window = new WebSocket(`ws://127.0.0.1:${port}/channel`)
  await once(window, 'open')
  const stray = new WebSocket(`ws://127.0.0.1:${port}/elsewhere`)
  stray.on('error', () => undefined)
  await new Promise((resolve) => stray.on('close', resolve))
  expect(came.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(['404 Not Found', 'seat', 'window'])
  expect(sync.connections).toBe(1)

  const closed = new Promise<void>((resolve) => seat.onClose(resolve))
  sync.close()
  channel.close()
  await closed
  server.close()
  await once(server, 'close')
})
