import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../store/openDatabase'
import { accessMigrations, createNumberStore } from './numberStore'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

it('keeps the numbers of each secret, the last ones, until it is told to forget them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chengtai-numbers-'))
  stops.push(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'duty.db')
  const store = await openDatabase({ file, migrations: accessMigrations, now: () => 1, isCheckedAtOpen: true })
  stops.push(() => store.close())
  const numbers = createNumberStore(store)
  const rowOf = (nth: number, highest = nth) => ({ keyId: `key-${nth}`, highest, heard: 'f' })
  await numbers.save(Array.from({ length: 450 }, (_, nth) => rowOf(nth)))
  await numbers.save([rowOf(7, 900)])
  await numbers.forget(Array.from({ length: 449 }, (_, nth) => `key-${nth + 1}`).filter((id) => id !== 'key-7'))
  expect(await numbers.read()).toEqual([rowOf(0), rowOf(7, 900)])
})
