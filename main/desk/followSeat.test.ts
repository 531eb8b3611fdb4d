import { beforeEach, expect, test, vi } from 'vitest'
import type { Client, FeedEvent, FeedName } from '../../domain/contract'
import { followSeat, may } from './followSeat'

type Told = { [N in FeedName]?: (event: FeedEvent<N>) => void }
let feeds: Map<string, Set<(event: unknown) => void>>
let client: Client
const onPerson = vi.fn()
const onIncidents = vi.fn()

const tell = (name: keyof Told, event: unknown) => feeds.get(name)?.forEach((listener) => listener(event))
const session = (id: string | undefined, rights: string[] = ['view']) => ({
  needsFirstAdministrator: false,
  isDemo: true,
  demoAccounts: [],
  rights: id === undefined ? [] : rights,
  ...(id !== undefined && { account: { id, role: 'dispatcher' } }),
})
const settings = (...values: number[]) => ({
  isSnapshot: true,
  position: 1,
  upserts: values.map((value) => ({ id: `s${value}`, value })),
  removes: [],
})
const incidents = (...grades: string[]) => ({
  isSnapshot: true,
  position: 1,
  upserts: grades.map((grade, at) => ({ id: `i${at}`, state: 'open', grade })),
  removes: [],
})

beforeEach(() => {
  feeds = new Map()
  onPerson.mockClear()
  onIncidents.mockClear()
  client = {
    call: () => Promise.reject(new Error('nothing is called')),
    on(name: string, _filter: unknown, listener: unknown) {
      const listeners = feeds.get(name) ?? new Set()
      feeds.set(name, listeners)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the map holds listeners of many feeds
      const take = listener as (event: unknown) => void
      listeners.add(take)
      return () => listeners.delete(take)
    },
  } as Client
  followSeat(client, { onPerson, onIncidents })
  tell('seat.changed', { seatId: 'seat-a' })
})

test('a person is told once his settings are known, and again when they change', () => {
  tell('session.changed', session('li'))
  expect(onPerson).not.toHaveBeenCalled()
  tell('setting.changed', settings(1))
  expect(onPerson).toHaveBeenLastCalledWith(
    expect.objectContaining({ account: expect.objectContaining({ id: 'li' }), settings: [{ id: 's1', value: 1 }] }),
  )
  tell('setting.changed', { isSnapshot: false, position: 2, upserts: [], removes: ['s1'] })
  expect(onPerson).toHaveBeenLastCalledWith(expect.objectContaining({ settings: [] }))
})

test('the next person does not get the settings of the one before', () => {
  tell('session.changed', session('li'))
  tell('setting.changed', settings(1))
  tell('session.changed', session(undefined))
  expect(onPerson).toHaveBeenLastCalledWith(undefined)
  tell('session.changed', session('wu', ['view', 'setting.share']))
  expect(onPerson).toHaveBeenCalledTimes(2)
  tell('setting.changed', settings(2))
  const [person] = onPerson.mock.lastCall ?? []
  expect(person).toMatchObject({ seatId: 'seat-a' })
  expect(person).toMatchObject({ settings: [{ id: 's2', value: 2 }] })
  expect(may(person, 'setting.share')).toBe(true)
  expect(may(undefined, 'setting.share')).toBe(false)
})

test('whoever must change the password first is nobody yet', () => {
  tell('session.changed', session('li', []))
  expect(feeds.get('setting.changed')).toBeUndefined()
  tell('session.changed', session('li'))
  tell('setting.changed', settings())
  expect(onPerson).toHaveBeenLastCalledWith(expect.objectContaining({ settings: [] }))
})

test('open incidents are told by their grades, as they open, are graded and close', () => {
  tell('session.changed', session('li'))
  tell('incident.changed', incidents('general', 'larger'))
  expect(onIncidents).toHaveBeenLastCalledWith(['general', 'larger'])
  const closed = { id: 'i1', state: 'closed', grade: 'larger' }
  tell('incident.changed', { isSnapshot: false, position: 2, upserts: [closed], removes: [] })
  expect(onIncidents).toHaveBeenLastCalledWith(['general'])
  tell('incident.changed', { isSnapshot: false, position: 3, upserts: [], removes: ['i0'] })
  expect(onIncidents).toHaveBeenLastCalledWith([])
})
