import { expect, test } from 'vitest'
import { acceleratorOf } from './acceleratorOf'

test.each([
  ['Ctrl+Alt+F12', 'Control+Alt+F12'],
  ['Ctrl+Shift+ArrowUp', 'Control+Shift+Up'],
  ['Ctrl+Alt++', 'Control+Alt+Plus'],
  ['F9', 'F9'],
])('%s is %s to the system', (chord, accelerator) => {
  expect(acceleratorOf(chord)).toBe(accelerator)
})
