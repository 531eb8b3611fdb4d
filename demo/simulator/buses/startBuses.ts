import { createServer, type Server, type Socket } from 'node:net'
import type { CodecDescription } from '../../../domain/contract'
import { decodeFrame } from '../../../domain/codec/decodeFrame'
import { encodeMessage } from '../../../domain/codec/encodeMessage'
import { FrameSplitter } from '../../../domain/codec/FrameSplitter'
import { shippedCodecs } from '../../../domain/codec/shipped'
import { answerClimate, answerLevel, answerMeter, type BusSite, type Reply } from './answers'
import { type Bus, BusFile } from './busFile'

/** Described protocols as the devices see them: what comes in there goes out here. */
const turned = (codec: CodecDescription): CodecDescription => ({
  ...codec,
  messages: codec.messages.map((message) => ({ ...message, direction: message.direction === 'in' ? 'out' : 'in' })),
})

const answers: Readonly<Record<string, (bus: Bus, site: BusSite) => Reply>> = {
  'meter-645': answerMeter,
  'modbus-climate': answerClimate,
  'modbus-level': answerLevel,
}

/** Devices on lines of their own: a TCP server a line, as a serial server has it, that answers what it is asked. */
export interface Buses {
  /** Whether the device speaks there. */
  has(deviceId: string): boolean
  stop(): Promise<void>
}

/**
 * @param text the links file of the console
 * @throws ZodError, or the error of a port that is taken
 */
export async function startBuses(text: string, site: BusSite): Promise<Buses> {
  const buses = BusFile.parse(JSON.parse(text))
  const ids = new Set(buses.flatMap(({ devices }) => devices.map(({ deviceName }) => deviceName)))
  const sockets = new Set<Socket>()
  const servers = await Promise.all(buses.map((bus) => listen(bus, site, sockets)))
  return {
    has: (deviceId) => ids.has(deviceId),
    async stop() {
      for (const socket of sockets) socket.destroy()
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))))
    },
  }
}

function listen(bus: Bus, site: BusSite, sockets: Set<Socket>): Promise<Server> {
  const codec = shippedCodecs.find(({ id }) => id === bus.codecId)
  const answer = answers[bus.codecId]?.(bus, site)
  if (!codec || !answer) throw new RangeError(`the simulator does not speak ${bus.codecId}`)
  const device = turned(codec)
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    const splitter = new FrameSplitter(device)
    socket.on('data', (bytes: Buffer) => {
      for (const frame of splitter.push(bytes)) {
        const read = decodeFrame(device, frame, 'in')
        const reply = read.isOk ? answer(read.message.id, read.values) : undefined
        const message = reply && device.messages.find(({ id }) => id === reply.message)
        const made = message && encodeMessage(message, reply.values)
        if (made?.isOk) socket.write(made.bytes)
      }
    })
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(bus.wire.port, bus.wire.host, () => resolve(server))
  })
}
