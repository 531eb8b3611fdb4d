import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SeatId } from '../../domain/contract'
import { isMinority } from '../../domain/seat/minority'
import { openKnownConsoles } from './knownConsoles'

let folder: string
const seat = (id: string, rank: number) => ({ seatId: SeatId.parse(id), rank })
const open = (configured: number) =>
  openKnownConsoles({
    file: join(folder, 'consoles.json'),
    self: seat('a', 1),
    configured,
    onError(error) {
      throw error
    },
  })

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-consoles-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('knows those it has seen after a restart too', async () => {
  const consoles = await open(2)
  consoles.note([seat('b', 2)])
  consoles.note([seat('b', 3), seat('c', 4)])
  await consoles.settled()
  expect((await open(2)).all()).toEqual([seat('a', 1), seat('b', 3), seat('c', 4)])
})

it('counts who is configured and was never seen, so that one of three does not take itself for the majority', async () => {
  const consoles = await open(2)
  expect(consoles.all()).toHaveLength(3)
  expect(isMinority([SeatId.parse('a')], consoles.all())).toBe(true)
})

it('begins anew with a damaged file', async () => {
  await writeFile(join(folder, 'consoles.json'), '{"half')
  expect((await open(0)).all()).toEqual([seat('a', 1)])
})
