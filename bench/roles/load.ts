import { once } from 'node:events'
import { connect } from 'node:net'
import { z } from 'zod'
import { connectPacket, publishPacket } from './mqttBytes'
import { loadDevices, loadProductKey } from './reports'

export const LoadOptions = z.object({
  port: z.number(),
  qos: z.union([z.literal(0), z.literal(1)]),
  seed: z.number(),
  devices: z.number().int().min(1).default(loadDevices),
})

/** Messages a write to the socket: a few dozen kilobytes. */
const perWrite = 200

/**
 * Publishes as so many devices in turn, 6 properties a message of about 128 bytes, as far as it is allowed; reports how many left. Readings wander in steps of
 * a tenth, as readings do.
 */
export async function runLoad(given: unknown): Promise<void> {
  const { port, qos, seed, devices } = LoadOptions.parse(given)
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  socket.write(connectPacket(`load-${process.pid}`))
  await once(socket, 'data')
  // Acknowledgements of QoS 1 are read and thrown away: the allowance is what holds the load back.
  socket.resume()
  const topics = Array.from({ length: devices }, (_, device) =>
    Buffer.from(`/sys/${loadProductKey}/d${device}/thing/event/property/post`),
  )
  const readings = new Int32Array(devices).fill(215)
  let random = seed
  let sent = 0
  let allowed = 0
  let isSending = false

  const message = (n: number): string => {
    const device = n % devices
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    const reading = (readings[device] = (readings[device] ?? 0) + ((random >>> 8) % 3) - 1)
    const tenth = reading / 10
    return `{"id":"${n + 1_000_000}","params":{"temperature":${tenth},"humidity":${45 + (random >>> 29)}.5,"co2":${400 + (reading % 50)},"power":${(reading % 90) + 0.25},"level":3,"isOpen":0}}`
  }
  const send = async (): Promise<void> => {
    if (isSending) return
    isSending = true
    while (sent < allowed) {
      const until = Math.min(allowed, sent + perWrite)
      const packets: Buffer[] = []
      for (; sent < until; sent++) {
        const topic = topics[sent % devices]
        if (topic) packets.push(publishPacket(topic, message(sent), qos === 0 ? undefined : (sent % 65_535) + 1))
      }
      if (!socket.write(Buffer.concat(packets))) await once(socket, 'drain')
    }
    isSending = false
  }
  process.on('message', (message) => {
    allowed = Math.max(allowed, z.object({ allow: z.number() }).parse(message).allow)
    void send()
  })
  process.once('disconnect', () => process.exit(0))
  process.send?.({ stored: 0 })
}
