import { expect, it } from 'vitest'
import { SiteMemory } from './SiteMemory'

const ask = { from: 0, to: Infinity, limit: 1_000, cursor: 0 }
const seqs = (memory: SiteMemory, device = 'D', more: Partial<typeof ask> = {}) =>
  memory.tell(device, { ...ask, ...more }).items.map(({ seq }) => seq)

it('numbers what each device says from 1', () => {
  const memory = new SiteMemory()
  expect(memory.keep('D', 'property', { id: 'a' }, 10)).toEqual({ id: 'a', seq: 1 })
  expect(memory.keep('E', 'property', {}, 11)['seq']).toBe(1)
  expect(memory.keep('D', 'tilted', {}, 12)['seq']).toBe(2)
})

it('tells again what was said in a time, with the event it was', () => {
  const memory = new SiteMemory()
  for (let at = 1; at <= 5; at += 1)
    memory.keep('D', at === 3 ? 'tilted' : 'property', { id: String(at), time: at }, at)
  expect(memory.tell('D', { ...ask, from: 3, to: 4 })).toEqual({
    items: [
      { event: 'tilted', id: '3', time: 3, seq: 3 },
      { event: 'property', id: '4', time: 4, seq: 4 },
    ],
  })
  expect(memory.tell('nobody', ask)).toEqual({ items: [] })
})

it('tells it in pages that follow on', () => {
  const memory = new SiteMemory()
  for (let at = 1; at <= 5; at += 1) memory.keep('D', 'property', {}, at)
  expect(memory.tell('D', { ...ask, limit: 2 }).cursor).toBe(2)
  expect(seqs(memory, 'D', { limit: 2, cursor: 2 })).toEqual([3, 4])
  expect(memory.tell('D', { ...ask, limit: 2, cursor: 4 }).cursor).toBeUndefined()
})

it('forgets the oldest of a device, and of all of whoever spoke longest ago', () => {
  const memory = new SiteMemory({ perDevice: 3, inAll: 5 })
  for (let at = 1; at <= 4; at += 1) memory.keep('D', 'property', {}, at)
  expect(seqs(memory)).toEqual([2, 3, 4])
  for (let at = 1; at <= 3; at += 1) memory.keep('E', 'property', {}, at)
  expect(seqs(memory)).toEqual([4])
  expect(seqs(memory, 'E')).toEqual([1, 2, 3])
})
