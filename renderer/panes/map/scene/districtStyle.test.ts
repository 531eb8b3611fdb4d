import { expect, test } from 'vitest'
import tokens from '../../../theme/tokens.json'
import { makeGeometry } from '../../../testing/builders'
import { floorBandFeature, floorSpanM, ringCentre } from './districtFeatures'
import { districtStyle } from './districtStyle'

const geometry = makeGeometry()
const themes = Object.entries(tokens.themes)

test.each(themes)(
  'the %s style needs no network: no address, no glyphs, no sprite anywhere in it',
  (_name, colours) => {
    const style = districtStyle(geometry, colours)
    expect(JSON.stringify(style)).not.toMatch(/https?:|"url"|"tiles"/)
    expect(style.glyphs).toBeUndefined()
    expect(style.sprite).toBeUndefined()
  },
)

test.each(themes)('every layer of the %s style draws a source that exists', (_name, colours) => {
  const { layers, sources } = districtStyle(geometry, colours)
  for (const layer of layers) if ('source' in layer) expect(Object.keys(sources)).toContain(layer.source)
})

test('themes differ in paint only, so that a change of theme moves nothing', () => {
  const shape = (name: keyof typeof tokens.themes) =>
    districtStyle(geometry, tokens.themes[name]).layers.map(({ id, type }) => `${id} ${type}`)
  expect(shape('day')).toEqual(shape('night'))
  expect(shape('contrast')).toEqual(shape('night'))
})

test('floors follow each other without a floor 0, and the band of a floor lies around its house', () => {
  const tower = geometry.buildings[0]!
  expect(floorSpanM(tower, 1)).toEqual({ bottomM: 0, topM: 4 })
  expect(floorSpanM(tower, 18)).toEqual({ bottomM: 68, topM: 72 })
  expect(floorSpanM(tower, -1)).toEqual({ bottomM: -4, topM: 0 })
  const band = floorBandFeature(tower, 18).features[0]!
  expect(band.properties).toEqual({ baseM: 68, heightM: 72 })
  const [west] = band.geometry.type === 'Polygon' ? band.geometry.coordinates[0]![0]! : [0]
  expect(west).toBeLessThan(tower.footprint[0]![0])
})

test('the middle of an L-shaped house is the middle of its area', () => {
  const ell: [number, number][] = [
    [0, 0],
    [2, 0],
    [2, 1],
    [1, 1],
    [1, 2],
    [0, 2],
    [0, 0],
  ]
  const [x, y] = ringCentre(ell)
  expect(x).toBeCloseTo(5 / 6)
  expect(y).toBeCloseTo(5 / 6)
})
