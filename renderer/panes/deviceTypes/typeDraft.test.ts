import { expect, test } from 'vitest'
import { makeRegistry } from '../../testing/builders'
import { addProperty, likeType, nextVersion, problemsOf, readTypeText, removeProperty, withProperty } from './typeDraft'

const smoke = makeRegistry().types.get('smoke')!

test('editing begins with the next version, and what nobody touched is in order', () => {
  const draft = nextVersion(smoke)
  expect(draft.version).toBe(smoke.version + 1)
  expect(problemsOf(draft)).toEqual([])
})

test('a new point is named as unfinished until it has an id and a name; English may follow later', () => {
  const draft = addProperty(nextVersion(smoke))
  expect(problemsOf(draft).map(({ path }) => path)).toEqual(
    expect.arrayContaining(['properties[1].id', 'properties[1].name.zh']),
  )
  expect(problemsOf(withProperty(draft, 1, { id: 'battery', name: { zh: '电量', en: '' } }))).toEqual([])
})

test('two points of one id and a number that is none are found', () => {
  const draft = withProperty(addProperty(smoke), 1, { id: 'obscuration', name: { zh: '又一', en: '' } })
  expect(problemsOf(draft)).toEqual([{ path: 'properties[1].id', code: 'malformed' }])
  expect(problemsOf(withProperty(smoke, 0, { max: Number.NaN }))).toEqual([
    { path: 'properties[0].max', code: 'malformed' },
  ])
})

test('a point that goes leaves the panel too', () => {
  const name = { zh: '组', en: 'Group' }
  const type = { ...smoke, panel: { groups: [{ name, properties: ['obscuration'] }] } }
  expect(removeProperty(type, 0)).toMatchObject({ properties: [], panel: { groups: [] } })
})

test('a type like another begins anew and wants an id', () => {
  expect(likeType(smoke).version).toBe(1)
  expect(problemsOf(likeType(smoke))).toEqual([{ path: 'id', code: 'missing' }])
})

test('a type as text is taken whole or not at all', () => {
  expect(readTypeText(JSON.stringify(smoke))).toEqual({ ok: true, type: smoke })
  expect(readTypeText('{')).toEqual({ ok: false, problems: 'notJson' })
  const broken = readTypeText(JSON.stringify({ ...smoke, version: 'two' }))
  expect(broken).toEqual({ ok: false, problems: [{ path: 'version', code: 'malformed' }] })
})
