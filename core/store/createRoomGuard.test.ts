import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReserve } from './createReserve'
import { createRoomGuard, type GuardedParts, type RoomGuard } from './createRoomGuard'
import { isLow, missingBytes, type RoomLevels } from './roomLevels'

let folder: string
let guard: RoomGuard | undefined
/** Levels that the disk of this machine is far above. */
const roomy: RoomLevels = {
  lowShare: 0,
  lowBytes: 0,
  shedShare: 0,
  shedBytes: 0,
  reserveBytes: 3_000_000,
  lookMs: 5,
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-room-'))
})
afterEach(async () => {
  await guard?.stop()
  guard = undefined
  await rm(folder, { recursive: true })
})

const start = (levels: Partial<RoomLevels>, given: Partial<GuardedParts> = {}): RoomGuard => {
  guard = createRoomGuard(folder, { ...roomy, ...levels })
  guard.start({
    shedHistory: async () => 0,
    holdHistory: async () => undefined,
    probe: async () => undefined,
    onError: (error) => expect.fail(String(error)),
    ...given,
  })
  return guard
}
const becomes = (state: string) => expect.poll(() => guard?.storage.state, { timeout: 10_000, interval: 5 }).toBe(state)

describe('room on the disk', () => {
  it('is low at 10 % or 2 GB, and history gives way at 2 % or 500 MB', () => {
    const levels: RoomLevels = { ...roomy, lowShare: 0.1, lowBytes: 2e9, shedShare: 0.02, shedBytes: 5e8 }
    expect(isLow({ freeBytes: 1.9e9, totalBytes: 4e9 }, levels)).toBe(true)
    expect(isLow({ freeBytes: 9e10, totalBytes: 1e12 }, levels)).toBe(true)
    expect(isLow({ freeBytes: 1.1e11, totalBytes: 1e12 }, levels)).toBe(false)
    expect(missingBytes({ freeBytes: 4e8, totalBytes: 4e9 }, levels)).toBe(1e8)
    expect(missingBytes({ freeBytes: 3e10, totalBytes: 1e12 }, levels)).toBeLessThan(0)
  })

  it('is good when there is enough, and the reserve lies there, its blocks taken', async () => {
    start({})
    await expect.poll(() => stat(join(folder, 'reserve')).catch(() => undefined)).toBeDefined()
    const { size, blocks } = await stat(join(folder, 'reserve'))
    expect(size).toBe(roomy.reserveBytes)
    expect(blocks * 512).toBeGreaterThanOrEqual(size)
    expect(guard?.storage).toMatchObject({ state: 'good' })
    await expect.poll(() => guard?.storage.freeBytes).toBeGreaterThan(0)
  })

  it('is told as low', async () => {
    start({ lowBytes: Number.MAX_SAFE_INTEGER })
    await becomes('low')
  })

  it('is made at the cost of history until there is nothing to throw away; without room for a reserve history is held', async () => {
    let history = 20
    const held: boolean[] = []
    start(
      { shedBytes: Number.MAX_SAFE_INTEGER },
      { shedHistory: async () => (history > 0 ? history-- : 0), holdHistory: async (hold) => void held.push(hold) },
    )
    await becomes('reserve')
    await expect.poll(() => history).toBe(0)
    await expect.poll(() => held).toEqual([true])
  })

  it('gives the reserve up for entries, once, and makes it anew when there is room again', async () => {
    const one = start({ lookMs: 50 })
    await expect.poll(() => stat(join(folder, 'reserve')).catch(() => undefined)).toBeDefined()
    expect(await one.makeRoom()).toBe(true)
    expect(one.storage).toMatchObject({ state: 'reserve' })
    expect(await one.makeRoom()).toBe(false)
    await becomes('good')
    expect((await stat(join(folder, 'reserve'))).size).toBe(roomy.reserveBytes)
  })

  it('is degraded after a commit that failed, and tries by itself until saving works', async () => {
    let isBroken = true
    const one = start({}, { probe: async () => (isBroken ? Promise.reject(new Error('EIO')) : undefined) })
    one.noteSaving('degraded', 'EIO')
    expect(one.storage).toMatchObject({ state: 'degraded', reason: 'EIO' })
    isBroken = false
    await becomes('good')
  })
})

describe('a reserve', () => {
  it('is made again when it was cut, and leaves nothing half', async () => {
    const file = join(folder, 'reserve')
    await writeFile(file, 'short')
    const reserve = createReserve(file, 2_000_000)
    expect(await reserve.make()).toBe(true)
    expect((await stat(file)).size).toBe(2_000_000)
    await expect(stat(`${file}.new`)).rejects.toThrow('ENOENT')
  })

  it('is not held when it cannot be made', async () => {
    const reserve = createReserve(join(folder, 'nowhere', 'reserve'), 1_000)
    expect(await reserve.make()).toBe(false)
    expect(reserve.isHeld).toBe(false)
  })
})
