import { describe, expect, it } from 'vitest'
import { checkFact } from './parseEntry'

describe('a fact that shall be written', () => {
  it('is stored with the fields of its kind and no others', () => {
    expect(checkFact('incident.noted', 'i1', { text: 'lorry', colour: 'red' })).toEqual({
      subject: { kind: 'incident', id: 'i1' },
      v: 1,
      payload: { text: 'lorry' },
    })
  })

  it.each<[string, string, string, unknown]>([
    ['an unknown kind', 'incident.teleported', 'i1', {}],
    ['a kind that every object has', 'constructor', 'i1', {}],
    ['a field of the wrong shape', 'incident.noted', 'i1', { text: 7 }],
    ['a missing field', 'incident.noted', 'i1', {}],
    ['no payload', 'incident.noted', 'i1', undefined],
    ['no id', 'incident.noted', '', { text: 'x' }],
    ['an id that is too long', 'incident.noted', 'i'.repeat(81), { text: 'x' }],
  ])('is refused with %s', (_, kind, id, payload) => {
    expect(() => checkFact(kind, id, payload)).toThrow(expect.objectContaining({ code: 'badRequest' }))
  })
})
