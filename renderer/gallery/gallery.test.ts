import { expect, test } from 'vitest'
import * as widgets from '../widgets'
import { groups, specimens } from './specimens'

/** Exported by the widgets, but nothing that is seen. */
const unseen = ['startBlink']

test('every widget has a specimen', () => {
  const shown = new Set<string>(specimens.flatMap(({ shows = [] }) => shows))
  expect(Object.keys(widgets).filter((name) => !shown.has(name) && !unseen.includes(name))).toEqual([])
})

test('every specimen has states, a name of its own and a group that is shown', () => {
  expect(specimens.filter(({ states }) => Object.keys(states).length === 0)).toEqual([])
  expect(new Set(specimens.map(({ id }) => id)).size).toBe(specimens.length)
  expect(specimens.filter(({ group }) => !groups.includes(group))).toEqual([])
})
