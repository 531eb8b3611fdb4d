import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hasMosquitto, type Mosquitto, startMosquitto } from '../support/mosquitto'
import { randoms } from './kit/randoms'
import { type BundledProgram, bundleProgram, type Program, startProgram } from './kit/startProgram'
import { isNightly, report, skipIf } from './report'

const whole = isNightly ? { messages: 20_000, kills: 60 } : { messages: 3_000, kills: 12 }
/** The twin loses at its first kill. */
const short = { messages: 1_000, kills: 3 }
const seed = 20_240_611
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let broker: Mosquitto
let program: BundledProgram
let folder: string

beforeAll(async () => {
  if (!hasMosquitto) return
  folder = await mkdtemp(join(tmpdir(), 'chengtai-l1-'))
  broker = await startMosquitto()
  program = await bundleProgram(join(import.meta.dirname, 'links/storeThenAckChild.ts'))
})
afterAll(async () => {
  if (!hasMosquitto) return
  await broker.stop()
  await program.remove()
  await rm(folder, { recursive: true })
})

/** Sends events while the seat that takes them is killed again and again. @returns what was stored of them */
async function run(
  manner: 'held' | 'twin',
  { messages, kills }: typeof whole,
): Promise<{ lost: number; doubled: number }> {
  const chance = randoms(seed)
  const file = join(folder, `${manner}.ids`)
  const stored = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [])
  const start = async (): Promise<Program> => {
    const seat = startProgram(program.file, { args: [broker.url, file, manner] })
    await seat.waitForLine((line) => line === 'up')
    return seat
  }
  let seat = await start()
  const device = await connectAsync(broker.url, { protocolVersion: 4 })
  let published = 0
  let killed = 0
  const publishing = (async () => {
    // Sent as the kills go on, so that each of them falls into the stream, however slow the machine is.
    for (; published < messages; published += 1) {
      const event = `/sys/hydrant/h${published % 4}/thing/event/tilted/post`
      device.publish(event, JSON.stringify({ id: `${manner}${published}`, params: {} }), { qos: 1 })
      while (killed < kills && published >= (messages * (killed + 1)) / (kills + 1)) await wait(5)
      if (published % 10 === 0) await wait(5)
    }
  })()
  for (; killed < kills; killed += 1) {
    while (published < (messages * (killed + 0.5)) / (kills + 1)) await wait(5)
    await wait(chance.next() * 60)
    await seat.kill()
    seat = await start()
  }
  await publishing
  // Whole, or nothing more has come for a while.
  for (let quiet = 0, last = -1; quiet < 8 && new Set(stored()).size < messages; await wait(250)) {
    quiet = stored().length === last ? quiet + 1 : 0
    last = stored().length
  }
  await seat.kill()
  await device.endAsync()
  const ids = stored()
  const unique = new Set(ids).size
  return { lost: messages - unique, doubled: ids.length - unique }
}

it('L1 store-then-ack: a seat that is killed while messages come loses none; acknowledging before storing would', async (context) => {
  skipIf(context, 'L1 store-then-ack', hasMosquitto ? undefined : 'no Mosquitto on this machine')
  const { lost, doubled } = await run('held', whole)
  const twin = await run('twin', short)
  report({
    name: 'L1 store-then-ack',
    seed,
    figures: { ...whole, lost, doubled, twinLost: twin.lost },
    bar: '0 lost, what came twice bears one id; the twin that acknowledges first must lose',
    pass: lost === 0 && twin.lost > 0,
  })
  expect(lost).toBe(0)
  expect(twin.lost).toBeGreaterThan(0)
})
