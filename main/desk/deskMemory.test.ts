import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { shippedLayouts } from '../../layouts'
import { createDeskMemory, readDeskMemory } from './deskMemory'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chengtai-desk-'))
  file = join(folder, 'desk.json')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('what the desk was like is there again, the last of what was kept', async () => {
  const [layout, other] = shippedLayouts
  if (!layout || !other) throw new Error('no layouts')
  const onError = vi.fn()
  const memory = createDeskMemory(file, onError)
  const first = { post: 'dispatcher' as const, layout, chosen: { 'dispatcher 1': layout.id } }
  memory.keep(first)
  memory.keep({ ...first, layout: other })
  await vi.waitFor(() => expect(readDeskMemory(file)?.layout?.id).toBe(other.id))
  expect(onError).not.toHaveBeenCalled()
})

test('nothing is known from no file, a broken one, or a layout that is none', async () => {
  expect(readDeskMemory(file)).toBeUndefined()
  await writeFile(file, '{"post":')
  expect(readDeskMemory(file)).toBeUndefined()
  await writeFile(file, JSON.stringify({ post: 'dispatcher', chosen: {}, layout: { version: 99 } }))
  expect(readDeskMemory(file)).toEqual({ post: 'dispatcher', chosen: {} })
})

test('a disk that does not take it is told of and not thrown', async () => {
  const onError = vi.fn()
  createDeskMemory(join(folder, 'no', 'such', 'desk.json'), onError).keep({ post: 'wall', chosen: {} })
  await vi.waitFor(() => expect(onError).toHaveBeenCalled())
})
