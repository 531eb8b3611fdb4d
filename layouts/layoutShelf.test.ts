import { describe, expect, it } from 'vitest'
import { choicesOf, layoutKey, mostVersions, shelfOf, versionsIn, withVersion } from './layoutShelf'
import type { Layout } from './schema'
import { shippedLayouts } from './shipped'

const [base] = shippedLayouts
if (!base) throw new Error('no shipped layout')
const layout = (id: string, change: Partial<Layout> = {}): Layout => ({ ...base, id, ...change })
const setting = (scope: 'account' | 'installation', id: string, ...versions: unknown[]) => ({
  key: layoutKey(id),
  scope,
  value: { versions },
})
const shelf = (...settings: ReturnType<typeof setting>[]) =>
  shelfOf(shippedLayouts, settings).filter(({ source }) => source !== 'shipped')

describe('the shelf of layouts', () => {
  it('has what was shared and, over it, the own one of the same id, with its versions', () => {
    const found = shelf(
      setting('account', 'night', layout('night', { revision: 2 }), layout('night')),
      setting('installation', 'night', layout('night')),
      setting('installation', 'fair', layout('fair')),
    )
    expect(found.map(({ layout: { id }, source, versions }) => [id, source, versions.length])).toEqual([
      ['night', 'own', 2],
      ['fair', 'shared', 1],
    ])
  })

  it('leaves out what cannot be read, and only that', () => {
    const found = shelf(
      setting('account', 'night', { version: 99 }, layout('night')),
      setting('account', 'broken', { version: 2 }),
      setting('account', 'other', layout('night')),
      { key: 'alarms.columns', scope: 'account', value: { versions: [] } },
    )
    expect(found.map(({ layout: { id } }) => id)).toEqual(['night'])
    expect(versionsIn('nonsense')).toEqual([])
  })

  it('keeps the last versions, counted on', () => {
    let versions: Layout[] = []
    for (let round = 0; round < mostVersions + 3; round += 1) ({ versions } = withVersion(versions, layout('night')))
    expect(versions.map(({ revision }) => revision)).toEqual(
      Array.from({ length: mostVersions }, (_, at) => mostVersions + 3 - at),
    )
  })
})

describe('what Ctrl+1 … name', () => {
  const known = shelfOf(shippedLayouts, [
    setting('account', 'mine', layout('mine', { displays: base.displays, rows: base.rows })),
    setting('installation', 'only-seat-b', layout('only-seat-b', { seat: 'seat-b' })),
  ])

  it('begins with the everyday layout for as many displays, the incident layout and what was saved for them', () => {
    expect(
      choicesOf(known, { post: 'dispatcher', displays: 1 })
        .map(({ id }) => id)
        .slice(0, 3),
    ).toEqual(['one', 'mine', 'one-incident'])
    expect(choicesOf(known, { post: 'dispatcher', displays: 4 })[0]?.id).toBe('four')
  })

  it('is of the post, and of the dispatcher for a post that has none', () => {
    expect(choicesOf(known, { post: 'shiftLeader', displays: 4 }).every(({ post }) => post === 'shiftLeader')).toBe(
      true,
    )
    const ofOthers = known.filter(({ layout: { post } }) => post !== 'manager')
    expect(choicesOf(ofOthers, { post: 'manager', displays: 4 })[0]?.id).toBe('four')
  })

  it('leaves out layouts of other seats', () => {
    const ids = (seat?: string) =>
      choicesOf(known, { post: 'dispatcher', displays: 1, ...(seat && { seat }) }).map(({ id }) => id)
    expect(ids()).not.toContain('only-seat-b')
    expect(ids('seat-b')).toContain('only-seat-b')
  })
})
