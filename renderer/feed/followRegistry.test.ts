import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeRegistry, makeRegistryParts } from '../testing/builders'
import { createFakeClient } from '../testing/fakeClient'
import { followRegistry } from './followRegistry'
import type { Registry } from './Registry'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function follow() {
  const { devices, deviceTypes } = makeRegistryParts()
  let revision = 1
  let readings = 0
  const client = createFakeClient({
    'registry.deviceTypes': () => ({ deviceTypes }),
    'registry.devices': () => {
      readings += 1
      return { ...devices, revision }
    },
  })
  const seen: Registry[] = []
  let shown: Registry | undefined = makeRegistry()
  const follower = followRegistry(
    client,
    () => shown,
    (registry) => {
      shown = registry
      seen.push(registry)
    },
  )
  return {
    seen,
    follower,
    client,
    readings: () => readings,
    async change(to: number) {
      revision = to
      client.emit('registry.changed', { revision: to })
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

test('a change is read at once, and what did not change is kept', async () => {
  const { change, seen } = follow()
  await change(2)
  expect(seen.map(({ devices }) => devices.revision)).toEqual([2])
  expect(seen[0]?.people.has('sun-hao')).toBe(true)
})

test('what is known already is not read again', async () => {
  const { change, readings } = follow()
  await change(1)
  expect(readings()).toBe(0)
})

test('a run of changes is read in steps, and the last one is never missed', async () => {
  const { change, seen, readings, client } = follow()
  for (let revision = 2; revision <= 500; revision += 1) client.emit('registry.changed', { revision })
  await change(500)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(seen.at(-1)?.devices.revision).toBe(500)
  expect(readings()).toBeLessThan(4)
})

test('nothing is told after the end', async () => {
  const { change, follower, seen } = follow()
  follower.close()
  await change(2)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(seen).toEqual([])
})
