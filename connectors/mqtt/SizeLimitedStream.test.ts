import * as fc from 'fast-check'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { PassThrough } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { SizeLimitedStream } from './SizeLimitedStream'
import type { OversizePublish } from './SizeLimitedStream'

/** A PUBLISH, QoS 1 when it has an id (MQTT 3.1.1, 3.3). */
function publish(topic: string, payload: Buffer, messageId: number): Buffer {
  const id = messageId ? [messageId >> 8, messageId & 0xff] : []
  const body = Buffer.concat([Buffer.from([0, topic.length]), Buffer.from(topic), Buffer.from(id), payload])
  const length = body.length < 128 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7]
  return Buffer.concat([Buffer.from([messageId ? 0x32 : 0x30, ...length]), body])
}

/** What leaves the stream when these bytes come in these pieces. */
async function run(bytes: Buffer, cuts: readonly number[], maxPacketBytes: number) {
  const inner = new PassThrough()
  const skipped: OversizePublish[] = []
  const stream = new SizeLimitedStream(inner, { maxPacketBytes, onOversize: (packet) => skipped.push(packet) })
  const passed: Buffer[] = []
  let error: Error | undefined
  stream.on('data', (chunk: Buffer) => passed.push(chunk))
  stream.on('error', (given) => (error = given))
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
  for (const [at, place] of places.slice(1).entries())
    if (!inner.destroyed) inner.write(bytes.subarray(places[at], place))
  inner.end()
  // Of a stream that was ended by a packet the inner one says so; of all others the end comes after the last byte.
  await new Promise((resolve) => stream.once('close', resolve))
  return { passed: Buffer.concat(passed), skipped, error }
}

it('lets through just the packets within the limit, however the bytes are cut into pieces', async () => {
  const packet = fc.record({
    size: fc.oneof(fc.nat(150), fc.nat(2_500)),
    id: fc.nat(65_535),
    topic: fc.stringMatching(/^[a-z/]{1,20}$/),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(packet, { maxLength: 8 }), fc.array(fc.nat()), async (packets, cuts) => {
      const encoded = packets.map(({ size, id, topic }) => publish(topic, Buffer.alloc(size, 0x61), id))
      const small = encoded.filter((bytes) => bytes.length <= 300)
      const large = packets.filter((_, at) => (encoded[at]?.length ?? 0) > 300)
      const { passed, skipped, error } = await run(Buffer.concat(encoded), cuts, 300)
      expect(error).toBeUndefined()
      expect(passed.equals(Buffer.concat(small))).toBe(true)
      expect(skipped.map(({ topic, messageId, head }) => [topic, messageId, head.length > 0])).toStrictEqual(
        large.map(({ topic, id }) => [topic, id || undefined, true]),
      )
    }),
    { numRuns: 300, seed: 11 },
  )
})

it('keeps no more than a kilobyte of a packet of 200 MB', async () => {
  const inner = new PassThrough()
  const skipped: OversizePublish[] = []
  const stream = new SizeLimitedStream(inner, { maxPacketBytes: 262_144, onOversize: (packet) => skipped.push(packet) })
  const passed: Buffer[] = []
  stream.on('data', (chunk: Buffer) => passed.push(chunk))
  const size = 200 * 1024 * 1024
  const body = Buffer.alloc(1024 * 1024, 0x62)
  inner.write(
    Buffer.from([
      0x30,
      (size & 0x7f) | 0x80,
      ((size >> 7) & 0x7f) | 0x80,
      ((size >> 14) & 0x7f) | 0x80,
      size >> 21,
      0,
      1,
      0x74,
    ]),
  )
  const before = process.memoryUsage().rss
  for (let sent = 3; sent < size; sent += body.length) {
    if (!inner.write(body.subarray(0, Math.min(body.length, size - sent))))
      await new Promise((resolve) => inner.once('drain', resolve))
  }
  const next = publish('x', Buffer.from('y'), 0)
  inner.write(next)
  await vi.waitUntil(() => passed.length > 0, { timeout: 30_000 })
  expect(skipped).toMatchObject([{ topic: 't', qos: 0, bytes: size + 5 }])
  expect(skipped[0]?.head.length).toBeLessThanOrEqual(1_024)
  expect(Buffer.concat(passed).equals(next)).toBe(true)
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
  stream.destroy()
})

it('ends on a packet that is too large and no PUBLISH, and on a length without an end', async () => {
  const connack = Buffer.concat([Buffer.from([0x20, 0xff, 0x7f]), Buffer.alloc(100)])
  expect((await run(connack, [], 300)).error?.message).toContain('at most 300')
  expect((await run(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 1]), [2, 3], 300)).error?.message).toContain('malformed')
})

it('passes a flood on in pieces, so that others have their turn in between, and all of it in order', async () => {
  const message = publish('sys/device/post', Buffer.alloc(150, 0x61), 0)
  const flood = Buffer.concat(Array.from({ length: 6_000 }, () => message))
  const server = createServer((socket) => void socket.end(flood)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  // All of it lies there before the first byte is read.
  const socket = connect(address.port, '127.0.0.1').pause()
  await once(socket, 'connect')
  const stream = new SizeLimitedStream(socket, { maxPacketBytes: 300 })
  let [thisTurn, most, all] = [0, 0, 0]
  const turn = () => {
    most = Math.max(most, thisTurn)
    thisTurn = 0
    if (!stream.closed) setImmediate(turn)
  }
  turn()
  const passed: Buffer[] = []
  stream.on('data', (chunk: Buffer) => {
    passed.push(chunk)
    thisTurn += chunk.length
    all += chunk.length
  })
  await new Promise((resolve) => stream.once('close', resolve))
  server.close()
  expect(all).toBe(flood.length)
  expect(Buffer.concat(passed).equals(flood)).toBe(true)
  expect(most).toBeLessThanOrEqual(2 * 16_384)
})
