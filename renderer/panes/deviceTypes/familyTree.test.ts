import { expect, test } from 'vitest'
import { systemPacks } from '../../../domain/packs'
import { makeDeviceType, makeRegistry } from '../../testing/builders'
import { familyTree } from './familyTree'

const kept = [...makeRegistry().types.values()]
const leavesOf = (families: ReturnType<typeof familyTree>) => families.flatMap(({ leaves }) => leaves)

test('every pack is in the tree once, in its family', () => {
  const families = familyTree([], systemPacks, new Map())
  expect(leavesOf(families)).toHaveLength(systemPacks.length)
  expect(families.find(({ id }) => id === 'fire')?.leaves.every(({ type }) => type.systemKey.startsWith('fire.'))).toBe(
    true,
  )
})

test('the version in the registry stands for the pack, with its devices; other packs are told as not taken', () => {
  const pack = systemPacks[0]!
  const mine = { ...pack, version: 7 }
  const leaves = leavesOf(familyTree([mine, ...kept], systemPacks, new Map([[pack.id, 12]])))
  expect(leaves.find(({ type }) => type.id === pack.id)).toMatchObject({
    type: { version: 7 },
    devices: 12,
    isKept: true,
  })
  expect(leaves.find(({ type }) => type.id === systemPacks[1]!.id)?.isKept).toBe(false)
  expect(leaves.at(-1)).toBeDefined()
  expect(leaves.map(({ type }) => type.id)).toEqual(expect.arrayContaining(['smoke', 'transformer']))
})

test.each([
  ['变压器', ['transformer']],
  ['byq', ['transformer']],
  ['减光率', ['smoke']],
  ['smoke obscuration', ['smoke']],
  ['nothing', []],
])('“%s” finds types by their names and their points', (sought, ids) => {
  expect(
    leavesOf(familyTree(kept, [makeDeviceType({ id: 'smoke' })], new Map(), sought)).map(({ type }) => type.id),
  ).toEqual(ids)
})
