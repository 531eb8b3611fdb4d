import { describe, expect, it } from 'vitest'
import { makeGraphic, makeSymbol } from '../graphics/testGraphic'
import { foldSubject } from './fold'
import { entriesOf, type Told, wu } from './testEntries'

const saved = (name: string): Told => [
  'graphic.saved',
  { graphic: { ...makeGraphic('g'), name: { zh: name, en: name } } },
]
const symbol: Told = ['graphicSymbol.saved', { symbol: makeSymbol('s') }]
const fold = (told: readonly Told[]) => foldSubject('graphic', entriesOf('g', told))
const foldSymbol = (told: readonly Told[]) => foldSubject('graphicSymbol', entriesOf('s', told))

describe('a graphic', () => {
  it.each<[string, Told[], object]>([
    [
      'is as it was saved last',
      [saved('a'), saved('b')],
      { version: 2, isRemoved: false, graphic: { name: { zh: 'b' } } },
    ],
    [
      'is gone when it is removed',
      [saved('a'), ['graphic.removed', {}, { by: wu }]],
      { version: 1, isRemoved: true, saved: { by: wu } },
    ],
    [
      'is back when it is saved again',
      [saved('a'), ['graphic.removed', {}], saved('c')],
      { version: 2, isRemoved: false },
    ],
  ])('%s', (_what, told, state) => expect(fold(told).subject?.state).toMatchObject(state))

  it('is not removed twice, nor before it is there', () => {
    expect([...fold([['graphic.removed', {}], saved('a')]).voids.values()]).toEqual(['notCreated'])
    expect([...fold([saved('a'), ['graphic.removed', {}], ['graphic.removed', {}]]).voids.values()]).toEqual([
      'alreadySo',
    ])
  })
})

describe('a symbol', () => {
  const [withdrawn, offered, removed]: Told[] = [
    ['graphicSymbol.withdrawn', {}],
    ['graphicSymbol.offered', {}],
    ['graphicSymbol.removed', {}],
  ]
  if (!withdrawn || !offered || !removed) throw new Error('none')
  it.each<[string, Told[], string, string[]]>([
    ['is offered when it is saved', [symbol], 'offered', []],
    ['stays withdrawn when it is saved anew', [symbol, withdrawn, symbol], 'withdrawn', []],
    ['is offered again', [symbol, withdrawn, offered], 'offered', []],
    ['is withdrawn once', [symbol, withdrawn, withdrawn], 'withdrawn', ['alreadySo']],
    ['that is removed is not offered', [symbol, removed, offered, removed], 'removed', ['isOver', 'alreadySo']],
    ['that is saved after its removal is offered', [symbol, withdrawn, removed, symbol], 'offered', []],
  ])('%s', (_what, told, state, voids) => {
    const { subject, voids: found } = foldSymbol(told)
    expect([subject?.state.state, [...found.values()]]).toEqual([state, voids])
  })
})
