import { expect, test } from 'vitest'
import { createXorgConfig, screenPositions } from './xorgConfig.mjs'

const size = { width: 1920, height: 1080 }

test('two screens stand side by side, four in a square, six in two rows of three', () => {
  expect(screenPositions({ heads: 2, ...size })).toEqual([
    { x: 0, y: 0 },
    { x: 1920, y: 0 },
  ])
  expect(screenPositions({ heads: 4, ...size })).toEqual([
    { x: 0, y: 0 },
    { x: 1920, y: 0 },
    { x: 0, y: 1080 },
    { x: 1920, y: 1080 },
  ])
  expect(screenPositions({ heads: 6, ...size })[5]).toEqual({ x: 3840, y: 1080 })
})

test('the frame buffer holds all screens, and the pixel clock stays within what the dummy driver takes', () => {
  expect(createXorgConfig({ heads: 6, ...size })).toContain('Virtual 5760 2160')
  const clock = Number(/Modeline "\S+" (\S+)/.exec(createXorgConfig({ heads: 1, width: 3840, height: 2160 }))?.[1])
  expect(clock).toBeLessThan(300)
})
