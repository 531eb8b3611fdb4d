import { afterEach, expect, test } from 'vitest'
import { setDensity, startDensity } from './density'

afterEach(() => {
  localStorage.clear()
  startDensity()
})

const shown = () => document.documentElement.dataset.density

test('a display that was never asked has normal rows', () => {
  startDensity()
  expect(shown()).toBe('normal')
})

test('what was chosen is there again after a restart', () => {
  setDensity('compact')
  expect(shown()).toBe('compact')
  delete document.documentElement.dataset.density
  startDensity()
  expect(shown()).toBe('compact')
})

test('a density that a later version kept is taken as normal', () => {
  localStorage.setItem('chengtai.density.browser', 'tiny')
  startDensity()
  expect(shown()).toBe('normal')
})
