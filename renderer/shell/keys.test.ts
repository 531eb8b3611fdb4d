import { expect, test } from 'vitest'
import { actionOf, keyTable } from './keys'

const press = (key: string, more: Partial<KeyboardEventInit & { isComposing: boolean }> = {}) =>
  actionOf({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    repeat: false,
    ...more,
  })

test('function keys and combinations do what the table says', () => {
  expect(press('F9')).toBe('dispatch')
  expect(press('k', { ctrlKey: true })).toBe('search')
  expect(press('K', { metaKey: true })).toBe('search')
})

test('letters alone do nothing: somebody may be typing', () => {
  expect(press('k')).toBeUndefined()
  expect(keyTable.filter(({ key, isControl }) => key.length === 1 && !isControl)).toEqual([])
})

test('nothing happens while an input method composes, on a held key, or with other modifiers', () => {
  expect(press('F9', { isComposing: true })).toBeUndefined()
  expect(press('F9', { repeat: true })).toBeUndefined()
  expect(press('F9', { altKey: true })).toBeUndefined()
  expect(press('F4', { ctrlKey: true })).toBeUndefined()
})

test('no key stands for two things', () => {
  const keys = keyTable.map(({ key, isControl }) => `${isControl ? 'Ctrl ' : ''}${key}`)
  expect(new Set(keys).size).toBe(keys.length)
})
