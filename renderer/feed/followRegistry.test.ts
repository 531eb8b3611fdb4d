import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DeviceTableDelta } from '../../domain/contract'
import { makeRegistry, makeRegistryParts, makeTableDelta } from '../testing/builders'
import { createFakeClient } from '../testing/fakeClient'
import { followRegistry } from './followRegistry'
import type { Registry } from './Registry'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function follow(delta: (changes: number) => DeviceTableDelta = makeTableDelta) {
  const { devices, deviceTypes } = makeRegistryParts()
  let now = 1
  let run = 'run-1'
  const readings = { whole: 0, changes: 0 }
  const client = createFakeClient({
    'registry.deviceTypes': () => ({ deviceTypes }),
    'registry.devices': () => {
      readings.whole += 1
      return { ...devices, run, changes: now }
    },
    'registry.changes': ({ run: of }) => {
      readings.changes += 1
      return of === run ? { delta: delta(now) } : {}
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
    readings,
    async change(changes: number, ofRun = run) {
      now = changes
      run = ofRun
      client.emit('registry.changed', { revision: changes, run, changes })
      await vi.advanceTimersByTimeAsync(0)
    },
  }
}

test('a change is read at once, and what did not change is kept', async () => {
  const { change, seen, readings } = follow()
  await change(2)
  expect(seen.map(({ devices }) => devices.changes)).toEqual([2])
  expect(seen[0]?.people.has('sun-hao')).toBe(true)
  expect(readings).toEqual({ whole: 0, changes: 1 })
})

test('of a change only what is different is taken over', async () => {
  const before = makeRegistry()
  const { change, seen } = follow((changes) => ({
    ...makeTableDelta(changes),
    moved: Uint32Array.of(0),
    movedTo: Uint32Array.of(70),
    pointCount: 71,
  }))
  await change(2)
  const [after] = seen
  expect(after?.devices.firstPoints[0]).toBe(70)
  expect(after?.devices.firstPoints.slice(1)).toEqual(before.devices.firstPoints.slice(1))
  expect(after?.devices.ids).toEqual(before.devices.ids)
})

test('a device that waits for a new version of its type is read by the one before', async () => {
  const type = makeRegistry().types.get('smoke')!
  const { change, seen } = follow((changes) => ({
    ...makeTableDelta(changes),
    deviceTypes: [{ ...type, version: type.version + 1, properties: [] }],
    upgrading: [{ before: type, fromRow: 0, lastRow: 0, done: 0, devices: 1 }],
  }))
  await change(2)
  expect(seen[0]?.deviceType(0)?.version).toBe(type.version)
  expect(seen[0]?.types.get('smoke')?.version).toBe(type.version + 1)
})

test('what is known already is not read again', async () => {
  const { change, readings } = follow()
  await change(1)
  expect(readings).toEqual({ whole: 0, changes: 0 })
})

test('of a core that was started anew everything is read, whatever its numbers', async () => {
  const { change, seen, readings } = follow()
  await change(1, 'run-2')
  expect(seen.map(({ devices }) => devices.run)).toEqual(['run-2'])
  expect(readings.whole).toBe(1)
})

test('a run of changes is read in steps, and the last one is never missed', async () => {
  const { change, seen, readings, client } = follow()
  for (let changes = 2; changes <= 500; changes += 1)
    client.emit('registry.changed', { revision: changes, run: 'run-1', changes })
  await change(500)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(seen.at(-1)?.devices.changes).toBe(500)
  expect(readings.changes).toBeLessThan(4)
})

test('nothing is told after the end', async () => {
  const { change, follower, seen } = follow()
  follower.close()
  await change(2)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(seen).toEqual([])
})
