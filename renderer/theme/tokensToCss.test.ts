import { expect, test } from 'vitest'
import tokens from './tokens.json'
import { tokensToCss } from './tokensToCss'

test('tokens.css is what tokens.json says', async () => {
  await expect(tokensToCss()).toMatchFileSnapshot('./tokens.css')
})

const channel = (byte: number) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16)))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

test.each(Object.entries(tokens.contrast))(
  'every pair of the %s theme keeps its least contrast (WCAG 2.2)',
  (_theme, pairs) => {
    const tooWeak = Object.entries(pairs).filter(([, { fg, bg, min }]) => {
      const [low, high] = [luminance(fg), luminance(bg)].sort((a, b) => a - b)
      return (high! + 0.05) / (low! + 0.05) < min
    })
    expect(tooWeak).toEqual([])
  },
)
