import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../folds/testEntries'
import { canonicalForm, canonicalJson } from './canonicalForm'

describe('the canonical form', () => {
  it('sorts keys at every depth and leaves out what has no value', () => {
    expect(canonicalJson({ b: [{ z: 1, a: undefined, y: 'é"' }], a: null, B: true })).toBe(
      '{"B":true,"a":null,"b":[{"y":"é\\"","z":1}]}',
    )
  })

  it.each([[Number.NaN], [Infinity], [1n], [() => 1], [Symbol('x')], [{ deep: [Number.NaN] }], [[undefined]]])(
    'refuses %s, which would come back as something else',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError)
    },
  )

  it('is the same text after a way through JSON, whatever the order of the keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(text)
      }),
      { seed: 20_261_122 },
    )
  })

  it('of an entry leaves out its hash and what a seat adds when it stores it', () => {
    const [entry] = entriesOf('i1', [['incident.noted', { text: 'x' }]])
    const stored = { ...entry!, position: 7, voidReason: 'isOver', hash: 'f'.repeat(64) }
    expect(canonicalForm(stored)).toBe(canonicalForm(entry!))
    expect(Object.keys(JSON.parse(canonicalForm(stored))).sort()).toEqual([
      'actor',
      'hlc',
      'id',
      'kind',
      'origin',
      'payload',
      'prev',
      'seq',
      'subject',
      'v',
    ])
  })
})
