import { WebMercatorViewport } from '@deck.gl/core'
import { expect, test } from 'vitest'
import { Projector } from './Projector'

const camera = { centre: [113.94, 22.52] as [number, number], zoom: 15.7, pitch: 52, bearing: -24 }
const size = { width: 1290, height: 980 }

test('a place in space lands on the pixel where deck.gl draws it', () => {
  const viewport = new WebMercatorViewport({
    ...size,
    longitude: 113.94,
    latitude: 22.52,
    zoom: 15.7,
    pitch: 52,
    bearing: -24,
  })
  const projector = new Projector(camera, size)
  for (const [lng, lat, heightM] of [
    [113.94, 22.52, 0],
    [113.943, 22.5215, 90],
    [113.936, 22.517, 12],
  ] as const) {
    const [x, y] = viewport.project([lng, lat, heightM])
    const point = projector.toScreen([lng, lat], heightM)
    expect(point?.x).toBeCloseTo(x ?? 0, 1)
    expect(point?.y).toBeCloseTo(y ?? 0, 1)
  }
})

test('the middle of the map is the camera’s centre, and what lies behind the camera has no pixel', () => {
  const projector = new Projector(camera, size)
  expect(projector.toScreen(camera.centre)?.x).toBeCloseTo(645, 3)
  expect(projector.toScreen(camera.centre)?.y).toBeCloseTo(490, 3)
  const low = new Projector({ ...camera, pitch: 60, bearing: 0 }, size)
  expect(low.toScreen([113.94, 22.3])).toBeUndefined()
})

test('the scale says how many metres a pixel spans', () => {
  const projector = new Projector({ ...camera, pitch: 0, bearing: 0 }, size)
  const east = projector.toScreen([113.941, 22.52])
  const metres = 0.001 * 111_320 * Math.cos((22.52 * Math.PI) / 180)
  expect(metres / ((east?.x ?? 0) - 645)).toBeCloseTo(projector.metresPerPixel, 2)
})
