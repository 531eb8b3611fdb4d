import { expect, it } from 'vitest'
import { CommandInput, ServiceParameter } from '../contract'
import { parameterFault } from './parameterFault'

const parameter = (more: object) => ServiceParameter.parse({ id: 'p', name: { zh: 'p', en: 'p' }, ...more })
const words = parameter({ type: 'text', maxLength: 5 })
const level = parameter({ type: 'number', min: 0, max: 100 })
const kind = parameter({ type: 'enum', values: [{ value: 2, name: { zh: '图', en: 'Picture' } }] })

it.each([
  [words, '欢迎光临', undefined],
  [words, '欢迎光临本店', 'tooLong'],
  [words, '', 'missing'],
  [words, 5, 'wrongType'],
  [parameter({ type: 'text' }), 'x'.repeat(200), undefined],
  [parameter({ type: 'text' }), 'x'.repeat(201), 'tooLong'],
  [level, 100, undefined],
  [level, 101, 'tooLarge'],
  [level, -1, 'tooSmall'],
  [level, '50', 'wrongType'],
  [level, Number.NaN, 'missing'],
  [level, undefined, 'missing'],
  [kind, 2, undefined],
  [kind, 3, 'noSuchValue'],
  [parameter({ type: 'bool' }), 2, 'noSuchValue'],
] as const)('a service says of %o given %o: %s', (asked, value, fault) => {
  expect(parameterFault(asked, value)).toBe(fault)
})

it('no text of a command holds a control character or goes on without end', () => {
  for (const text of ['a\nb', 'a\u0007', 'a\u2028b', 'x'.repeat(501)])
    expect(CommandInput.safeParse({ words: text }).success).toBe(false)
  expect(CommandInput.parse({ words: '前方拥堵，请绕行 →', level: 3 })).toEqual({
    words: '前方拥堵，请绕行 →',
    level: 3,
  })
})
