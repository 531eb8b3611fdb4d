import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deviceStateCodes } from '../../domain/contract'
import { makeAlarm } from '../testing/builders'
import { createFakeClient } from '../testing/fakeClient'
import { createFeedHub } from './FeedHub'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame'] }))
afterEach(() => void vi.useRealTimers())

const snapshot = (ids: string[], position = 1) => ({
  isSnapshot: true,
  position,
  upserts: ids.map((id) => makeAlarm({ id })),
  removes: [],
})

test('two panes share one subscription', () => {
  const client = createFakeClient({})
  const on = vi.spyOn(client, 'on')
  const hub = createFeedHub(client, () => 0)
  expect(hub.collection('alarm.changed')).toBe(hub.collection('alarm.changed'))
  expect(on.mock.calls.filter(([name]) => name === 'alarm.changed')).toHaveLength(1)
})

test('a burst of events is published once, with the position of the last', () => {
  const client = createFakeClient({})
  const store = createFeedHub(client, () => 0).collection('alarm.changed')
  const published = vi.fn()
  store.subscribe(published)
  client.emit('alarm.changed', snapshot(['a', 'b']))
  client.emit('alarm.changed', { isSnapshot: false, position: 2, upserts: [makeAlarm({ id: 'c' })], removes: ['a'] })
  client.emit('alarm.changed', { isSnapshot: false, position: 3, upserts: [], removes: ['b'] })
  vi.runAllTimers()
  expect(published).toHaveBeenCalledTimes(1)
  expect([...store.getState().items.keys()]).toEqual(['c'])
  expect(store.getState()).toMatchObject({ status: 'live', position: 3 })
})

test('a new snapshot after a lost link replaces what was known', () => {
  const client = createFakeClient({})
  const store = createFeedHub(client, () => 0).collection('alarm.changed')
  client.emit('alarm.changed', snapshot(['a', 'b']))
  client.emit('alarm.changed', snapshot(['b', 'c'], 9))
  vi.runAllTimers()
  expect([...store.getState().items.keys()]).toEqual(['b', 'c'])
})

test('states of devices keep level with snapshot and changes', () => {
  const client = createFakeClient({})
  const store = createFeedHub(client, () => 0).deviceStates()
  const { online, offline } = deviceStateCodes
  client.emit('devices.stateChanged', {
    isSnapshot: true,
    devices: Uint32Array.of(0, 2),
    states: Uint8Array.of(online, online),
  })
  expect([...store.getState().bytes]).toEqual([online, 0, online])
  expect(store.getState().changed).toBeUndefined()
  client.emit('devices.stateChanged', {
    isSnapshot: false,
    devices: Uint32Array.of(2, 4),
    states: Uint8Array.of(offline, online),
  })
  expect([...store.getState().bytes]).toEqual([online, 0, offline, 0, online])
  expect([...(store.getState().changed ?? [])]).toEqual([2, 4])
})

test('after closing nothing is heard any more', () => {
  const client = createFakeClient({})
  const hub = createFeedHub(client, () => 0)
  const store = hub.collection('alarm.changed')
  hub.close()
  client.emit('alarm.changed', snapshot(['a']))
  vi.runAllTimers()
  expect(store.getState().status).toBe('loading')
})

test('a registry that cannot be loaded says why, and loads on the next try', async () => {
  const hub = createFeedHub(createFakeClient({}), () => 42)
  await hub.loadRegistry()
  expect(hub.registry.getState()).toEqual({ status: 'failed', code: 'notAllowed', sinceMs: 42 })
})
