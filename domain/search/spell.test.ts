import { expect, test } from 'vitest'
import { isSpelled } from './isSpelled'
import { spell } from './spell'

test.each([
  ['感烟 YG-T2-1806', 'ganyan yg-t2-1806', 'gy yg-t2-1806'],
  // The reading is that of the word.
  ['重大事件', 'zhongdashijian', 'zdsj'],
  ['重复', 'chongfu', 'cf'],
  ['绿化', 'lvhua', 'lh'],
  ['Lift 3', 'lift 3', 'lift 3'],
  ['', '', ''],
])('%s is typed %s or %s', (text, full, initials) => {
  expect(spell(text)).toEqual({ full, initials })
})

test('only what begins with a letter can be a spelling', () => {
  expect(['gy', 'G', '感', '1806', ''].map(isSpelled)).toEqual([true, true, false, false, false])
})
