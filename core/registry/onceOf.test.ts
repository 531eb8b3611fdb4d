import { describe, expect, it } from 'vitest'
import type { CallContext } from '../channel/handlers'
import { createSessionHolder } from '../channel/SessionHolder'
import { onceOf } from './onceOf'

const context: CallContext = { session: createSessionHolder() }

describe('a click that comes twice', () => {
  it('is done once, and the second asker gets the answer of the first, also while it is under way', async () => {
    let finish: (answer: string) => void = () => undefined
    const asked: string[] = []
    const save = onceOf(({ name }: { key: string; name: string }) => {
      asked.push(name)
      return new Promise<string>((resolve) => {
        finish = resolve
      })
    })
    const first = save({ key: 'k', name: 'a' }, context)
    const second = save({ key: 'k', name: 'a' }, context)
    finish('saved a')
    expect(await Promise.all([first, second])).toEqual(['saved a', 'saved a'])
    expect(await save({ key: 'k', name: 'a' }, context)).toBe('saved a')
    expect(asked).toEqual(['a'])
  })

  it('does both when two methods are asked with the same key', async () => {
    const add = onceOf(async ({ id }: { key: string; id: string }) => ({ added: id }))
    const remove = onceOf(async ({ id }: { key: string; id: string }) => ({ removed: id }))
    expect(await add({ key: 'k', id: 'TH-1' }, context)).toEqual({ added: 'TH-1' })
    expect(await remove({ key: 'k', id: 'TH-1' }, context)).toEqual({ removed: 'TH-1' })
  })

  it('is tried anew after a refusal', async () => {
    let tries = 0
    const save = onceOf(async (_params: { key: string }) => {
      tries += 1
      if (tries === 1) throw new Error('the disk is full')
      return tries
    })
    await expect(save({ key: 'k' }, context)).rejects.toThrow('the disk is full')
    expect(await save({ key: 'k' }, context)).toBe(2)
  })

  it('is forgotten after a thousand others, so that memory stays bounded', async () => {
    let done = 0
    const save = onceOf(async (_params: { key: string }) => ++done)
    await save({ key: 'first' }, context)
    for (let at = 0; at < 1_000; at++) await save({ key: `k${at}` }, context)
    expect(await save({ key: 'k999' }, context)).toBe(1_001)
    expect(await save({ key: 'first' }, context)).toBe(1_002)
  })
})
