import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasMosquitto, startMosquitto } from '../../tests/support/mosquitto'
import type { Mosquitto } from '../../tests/support/mosquitto'

/** Test L1 of the reliability programme has 3,000 messages and 12 kills; the daily run is shorter. */
const isLong = process.env['CHENGTAI_LONG_TESTS'] === '1'
const messages = isLong ? 3_000 : 1_000
const kills = isLong ? 12 : 5
const seed = 20_240_611

/** Seeded random numbers, 0 ≤ n < 1 (mulberry32). */
function createRandom(start: number) {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe.runIf(hasMosquitto)('a seat that is killed while messages come (L1)', () => {
  const dir = mkdtempSync(join(tmpdir(), 'chengtai-l1-'))
  const program = join(dir, 'seat.cjs')
  let broker: Mosquitto

  beforeAll(async () => {
    broker = await startMosquitto()
    await build({
      entryPoints: [fileURLToPath(new URL('./storeThenAckChild.ts', import.meta.url))],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      outfile: program,
      logLevel: 'error',
    })
  })
  afterAll(async () => {
    await broker.stop()
    rmSync(dir, { recursive: true })
  })

  async function startSeat(file: string, manner: string) {
    const seat = spawn(process.execPath, [program, broker.url, file, manner], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const text of seat.stdout) if (String(text).includes('up')) break
    return async () => {
      const ended = once(seat, 'exit')
      seat.kill('SIGKILL')
      await ended
    }
  }

  async function run(manner: 'held' | 'twin') {
    const random = createRandom(seed)
    const file = join(dir, `${manner}.ids`)
    const stored = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [])
    let kill = await startSeat(file, manner)
    const device = await connectAsync(broker.url, { protocolVersion: 4 })
    const publishing = (async () => {
      for (let id = 0; id < messages; id += 1) {
        device.publish(
          `/sys/hydrant/h${id % 4}/thing/event/tilted/post`,
          JSON.stringify({ id: `${manner}${id}`, params: {} }),
          { qos: 1 },
        )
        if (id % 10 === 0) await wait(isLong ? 25 : 20)
      }
    })()
    for (let killed = 0; killed < kills; killed += 1) {
      await wait(30 + random() * 200)
      await kill()
      kill = await startSeat(file, manner)
    }
    await publishing
    for (let last = -1; stored().length !== last; await wait(1_500)) last = stored().length
    await kill()
    await device.endAsync()
    const ids = stored()
    const lost = messages - new Set(ids).size
    console.info(
      JSON.stringify({
        test: 'L1 store-then-ack',
        manner,
        seed,
        messages,
        kills,
        lost,
        doubled: ids.length - new Set(ids).size,
      }),
    )
    return lost
  }

  it('loses nothing', async () => expect(await run('held')).toBe(0), 120_000)
  it(
    'would lose if it acknowledged before storing (broken twin)',
    async () => expect(await run('twin')).toBeGreaterThan(0),
    120_000,
  )
})
