import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { linkFeatures } from '../sync/testLinks'
import { nameOf } from './backupFiles'
import { syncBackups } from './syncBackups'

const atMs = Date.UTC(2026, 10, 22, 8)
let folder: string
const faults: unknown[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-deposit-'))
  await mkdir(join(folder, 'own'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  if (faults.length > 0) throw faults.pop()
})

const seats = () => ({
  a: syncBackups({ own: join(folder, 'own'), others: join(folder, 'at-a'), onFault: (error) => faults.push(error) }),
  b: syncBackups({ own: undefined, others: join(folder, 'at-b'), onFault: (error) => faults.push(error) }),
})
const save = async (minutes: number, bytes: Buffer, withHistory = false) => {
  const name = nameOf(atMs + minutes * 60_000, withHistory)
  await writeFile(join(folder, 'own', name), bytes)
  return name
}
/** The disk of a shared machine may be slow. */
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000 })
const kept = () => readdir(join(folder, 'at-b', 'a')).catch(() => [])

// req: R-4.1.2.5-12
it('gives its newest backup to the other seat, byte for byte', async () => {
  const bytes = randomBytes(700_000)
  await save(0, randomBytes(10))
  const name = await save(1, bytes)
  await save(2, randomBytes(20), true)
  linkFeatures(seats())
  await until(async () => expect(await kept()).toEqual([name]))
  expect(bytes.equals(await readFile(join(folder, 'at-b', 'a', name)))).toBe(true)
})

it('offers a new one when it is made, and the other keeps two', async () => {
  const features = seats()
  linkFeatures(features)
  const names: string[] = []
  for (const minute of [0, 1, 2]) {
    names.push(await save(minute, randomBytes(300)))
    features.a.offer()
    // A piece that comes while the one before is being kept is asked for again, at a later heartbeat.
    await until(async () => {
      features.b.tick?.()
      expect(await kept()).toContain(names.at(-1))
    })
  }
  await until(async () => expect(await kept()).toEqual(names.slice(1)))
})

it('asks again for a piece that was lost on its way', async () => {
  const name = await save(0, randomBytes(300_000))
  let isLosing = true
  const features = seats()
  linkFeatures(features, {}, (frame) => {
    if (frame.t !== 'backupChunk' || !isLosing) return frame
    isLosing = false
    return undefined
  })
  await until(() => expect(isLosing).toBe(false))
  await until(async () => {
    features.b.tick?.()
    expect(await kept()).toEqual([name])
  })
})

it('keeps nothing that is not what was offered', async () => {
  await save(0, randomBytes(1_000))
  const links = linkFeatures(seats(), {}, (frame) =>
    frame.t === 'backupChunk' ? { ...frame, bytes: new Uint8Array(frame.bytes.length) } : frame,
  )
  await until(() => expect(links.sent.some(({ frame }) => frame.t === 'backupChunk')).toBe(true))
  await until(async () => expect(await kept()).toEqual([]))
})

it('refuses a piece that is larger than the whole', async () => {
  await save(0, randomBytes(1_000))
  const links = linkFeatures(seats(), {}, (frame) =>
    frame.t === 'backupChunk' ? { ...frame, bytes: new Uint8Array(5_000) } : frame,
  )
  await until(() => expect(links.refusals).toEqual(['b refuses: malformed: a piece of a backup that cannot be']))
})

it('serves only what it has offered', async () => {
  await save(0, randomBytes(1_000))
  const older = nameOf(atMs - 60_000, false)
  await writeFile(join(folder, 'own', older), 'old')
  const links = linkFeatures(seats())
  await until(async () => expect(await kept()).toHaveLength(1))
  links.inject('a', { t: 'backupPull', name: older, offset: 0 })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(links.sent.filter(({ frame }) => frame.t === 'backupChunk')).toHaveLength(1)
})
