import { describe, expect, it } from 'vitest'
import { systemPacks } from '../../packs'
import { checkGraphic } from '../checkGraphic'
import { shippedGraphics, shippedSymbols } from '.'

const types = new Map(systemPacks.map((type) => [String(type.id), type]))
const systems = new Set(systemPacks.map(({ systemKey }) => systemKey))
const symbols = new Set(shippedSymbols.map(({ id }) => String(id)))

describe('the symbols that come with the product', () => {
  it('are at least fifty, each once, in classes that there are', () => {
    expect(shippedSymbols.length).toBeGreaterThanOrEqual(50)
    expect(symbols.size).toBe(shippedSymbols.length)
    expect(shippedSymbols.filter(({ systemKey }) => systemKey !== 'general' && !systems.has(systemKey))).toEqual([])
  })

  it('are there for every family of systems', () => {
    const drawn = new Set(shippedSymbols.map(({ systemKey }) => systemKey.split('.')[0]))
    const families = new Set([...systems].map((key) => key.split('.')[0]))
    families.delete('staff')
    expect([...families].filter((family) => !drawn.has(family))).toEqual([])
    expect(families.size).toBe(13)
  })

  it('take the inks of their element, so that a state can be seen on each', () => {
    const fixed = shippedSymbols.filter(({ paths }) => !paths.some(({ line }) => line === 'line'))
    expect(fixed).toEqual([])
  })

  it('stay in their boxes, by the places that their paths begin at', () => {
    const begins = shippedSymbols.flatMap(({ id, width, height, paths }) =>
      paths.flatMap(({ d }) =>
        [...d.matchAll(/M\s*(-?[\d.]+)[\s,]+(-?[\d.]+)/g)].map(([, x, y]) => ({
          id,
          x: Number(x),
          y: Number(y),
          width,
          height,
        })),
      ),
    )
    expect(begins.filter(({ x, y, width, height }) => x < 0 || y < 0 || x > width || y > height)).toEqual([])
  })
})

describe('the graphics that come with the product', () => {
  it.each(shippedGraphics.map((graphic) => [graphic.id, graphic] as const))(
    '%s names nothing that is not there',
    (_id, graphic) => {
      const problems = checkGraphic(graphic, {
        typeOfDevice: () => undefined,
        type: (id) => types.get(id),
        hasSystem: (key) => systems.has(key),
        hasSymbol: (id) => symbols.has(id),
        hasGraphic: (id) => shippedGraphics.some((each) => each.id === id),
      })
      expect(problems).toEqual([])
      expect(graphic.forTypeId).toBeDefined()
    },
  )
})
