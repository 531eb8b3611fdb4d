import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rehome } from './rehome'
import type { Fingerprint } from './schema'

const panel = (label: string, x: number, widthPx = 1920): Fingerprint => ({
  widthPx,
  heightPx: 1080,
  scaleFactor: 1,
  rotation: 0,
  place: { x, y: 0.5 },
  label,
  isInternal: false,
})
const desk = [
  { displayId: 1, fingerprint: panel('Dell', 0.2) },
  { displayId: 2, fingerprint: panel('Dell', 0.8) },
  { displayId: 3, fingerprint: panel('Eizo', 0.5, 3840) },
]
const living = (...displays: [number, Fingerprint][]) => new Map(displays)

describe('displays that come back under other ids', () => {
  it('are known by what they are, among equals by where they stand', () => {
    const { newIds, extra } = rehome(
      desk,
      living([7, panel('Eizo', 0.5, 3840)], [8, panel('Dell', 0.8)], [9, panel('Dell', 0.2)]),
    )
    expect([...newIds].toSorted(([a], [b]) => a - b)).toEqual([
      [1, 9],
      [2, 8],
      [3, 7],
    ])
    expect(extra).toEqual([])
  })

  it('take nothing from those that never went', () => {
    const { newIds, extra } = rehome(desk, living([1, panel('Eizo', 0.5, 3840)], [9, panel('Dell', 0.2)]))
    expect(newIds.get(1)).toBeUndefined()
    expect(newIds.get(2)).toBe(9)
    expect(extra).toEqual([])
  })

  it('are told apart from those that are more than the desk has', () => {
    expect(rehome(desk.slice(0, 1), living([1, panel('Dell', 0.2)], [4, panel('LG', 0.9)])).extra).toEqual([4])
    const one = rehome(desk.slice(2), living([4, panel('LG', 0.9)], [5, panel('Eizo', 0.5, 3840)]))
    expect(one.newIds.get(3)).toBe(5)
    expect(one.extra).toEqual([4])
  })

  it('get at most one home each, and no home two', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 })
    const printOf = (id: number) => panel(id % 2 ? 'Dell' : 'LG', (id % 5) / 4)
    fc.assert(
      fc.property(ids, ids, (homes, there) => {
        const { newIds, extra } = rehome(
          homes.map((displayId) => ({ displayId, fingerprint: printOf(displayId) })),
          new Map(there.map((id) => [id, printOf(id + 1)])),
        )
        const given = [...newIds.values()]
        expect(new Set([...given, ...extra]).size).toBe(given.length + extra.length)
        const strangers = there.filter((id) => !homes.includes(id))
        expect(new Set([...given, ...extra])).toEqual(new Set(strangers))
        expect(given.length).toBe(Math.min(strangers.length, homes.filter((id) => !there.includes(id)).length))
      }),
      { seed: 20_261_122 },
    )
  })
})
