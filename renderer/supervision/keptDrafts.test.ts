import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { forgetOldDrafts, keepDraft, readDraft } from './keptDrafts'

const Words = z.string()

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 })
  localStorage.clear()
})
afterEach(() => vi.useRealTimers())

test('a draft is there again after the window was made anew, until it is sent', () => {
  keepDraft('close I-1', '明火扑灭')
  expect(readDraft('close I-1', Words)).toBe('明火扑灭')
  expect(readDraft('close I-2', Words)).toBeUndefined()
  keepDraft('close I-1', undefined)
  expect(readDraft('close I-1', Words)).toBeUndefined()
})

test('a draft of the shift before last is no draft any more, and is thrown away', () => {
  keepDraft('close I-1', '明火扑灭')
  localStorage.setItem('chengtai.theme', 'day')
  vi.advanceTimersByTime(13 * 3_600_000)
  expect(readDraft('close I-1', Words)).toBeUndefined()
  forgetOldDrafts()
  expect(Object.keys(localStorage)).toEqual(['chengtai.theme'])
})

test('what does not have the form is no draft', () => {
  localStorage.setItem('chengtai.draft.close I-1', '{"atMs":')
  expect(readDraft('close I-1', Words)).toBeUndefined()
  keepDraft('close I-1', { words: 1 })
  expect(readDraft('close I-1', Words)).toBeUndefined()
})
