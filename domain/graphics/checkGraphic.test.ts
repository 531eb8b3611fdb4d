import { expect, it } from 'vitest'
import type { CommandInput } from '../contract'
import { systemPacks } from '../packs'
import { checkGraphic } from './checkGraphic'
import { makeElement, makeGraphic } from './testGraphic'

const typeOf = (id: string) => systemPacks.find((type) => type.id === id)
const problemsOf = (typeId: string, serviceId: string, input: CommandInput) =>
  checkGraphic(
    makeGraphic('g', [
      makeElement('a', {
        kind: 'button',
        words: { zh: '执行', en: 'Go' },
        action: { kind: 'service', deviceId: 'D-1', serviceId, input },
      }),
    ]),
    {
      typeOfDevice: () => typeOf(typeId),
      type: typeOf,
      hasSystem: () => true,
      hasSymbol: () => true,
      hasGraphic: () => true,
    },
  ).map(({ code, path }) => [code, path])

it('takes what the service takes, and says which value it does not take: numbers in their range, texts where it wants words', () => {
  expect(problemsOf('CHILLER', 'set_load', { load: 50 })).toEqual([])
  expect(problemsOf('CHILLER', 'set_load', { load: 150 })).toEqual([['badValue', 'action.input.load']])
  expect(problemsOf('CHILLER', 'set_load', { load: '50' })).toEqual([['badValue', 'action.input.load']])
  const words = typeOf('LIFT')
    ?.services.find(({ id }) => id === 'announce')
    ?.input.find(({ type }) => type === 'text')
  if (!words) throw new Error('a lift announces words')
  expect(problemsOf('LIFT', 'announce', { [words.id]: '请勿惊慌' })).toEqual([])
  expect(problemsOf('LIFT', 'announce', { [words.id]: 7 })).toEqual([['badValue', `action.input.${words.id}`]])
  expect(problemsOf('LIFT', 'announce', { other: 7 })).toEqual([['noParameter', 'action.input.other']])
})
