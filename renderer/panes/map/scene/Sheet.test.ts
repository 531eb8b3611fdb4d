import { expect, test } from 'vitest'
import { Sheet } from './Sheet'

test('a sheet that the graphics card forgot is replaced in its place, of the same size, and is to be painted again', () => {
  const container = document.createElement('div')
  const above = document.createElement('span')
  let losses = 0
  const sheet = new Sheet(container, () => (losses += 1))
  container.append(above)
  sheet.fit(640, 480)
  const [first] = container.querySelectorAll('canvas')
  for (let loss = 1; loss <= 2; loss += 1) {
    const [canvas] = container.querySelectorAll('canvas')
    canvas?.dispatchEvent(new Event('contextlost'))
    expect(losses).toBe(loss)
  }
  const canvases = container.querySelectorAll('canvas')
  expect(canvases).toHaveLength(1)
  expect(canvases[0]).not.toBe(first)
  expect([canvases[0]?.width, canvases[0]?.height]).toEqual([640, 480])
  expect(container.lastChild).toBe(above)
})
