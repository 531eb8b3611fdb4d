import { afterEach, expect, test, vi } from 'vitest'
import { Sprites, type TextStyle } from './Sprites'

const style: TextStyle = { font: '400 12px sans', color: '#fff', halo: '#000' }

afterEach(() => void vi.restoreAllMocks())

/** Texts that were drawn so far; the page of the tests draws nothing by itself. */
function countDrawn() {
  const drawn: string[] = []
  const context = {
    measureText: (text: string) => ({ width: text.length * 6, fontBoundingBoxAscent: 9, fontBoundingBoxDescent: 3 }),
    scale: () => {},
    strokeText: () => {},
    fillText: (text: string) => void drawn.push(text),
  }
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as unknown as GPUCanvasContext)
  return drawn
}

test('a text is drawn once for as long as it is shown, and let go when many others were shown since', () => {
  const drawn = countDrawn()
  const sprites = new Sprites(1, () => {})
  sprites.text('left long ago', style)
  for (let second = 0; second < 2_000; second += 1) {
    sprites.text('阳光广场', style)
    sprites.text(`王强 · ${second} m`, style)
  }
  expect(drawn.filter((text) => text === '阳光广场')).toHaveLength(1)
  sprites.text('王强 · 1999 m', style)
  expect(drawn).toHaveLength(2_002)
  sprites.text('left long ago', style)
  sprites.text('王强 · 0 m', style)
  expect(drawn.slice(2_002)).toEqual(['left long ago', '王强 · 0 m'])
})
