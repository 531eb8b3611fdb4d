import type { BrowserWindow, Rectangle } from 'electron'

/** Where a window shall stand. */
export interface WantedPlace {
  bounds: Rectangle
  isFullScreen: boolean
}

/**
 * When a window is looked after again, ms after it was placed. A window manager moves windows by itself after displays change, some of them more than once and
 * up to a second later; leaving and entering full screen takes a turn of its own.
 */
const looksMs = [0, 60, 150, 300, 500, 800, 1_200, 2_000, 3_500]
/** Some window managers take a pixel off. */
const tolerancePx = 2

/** Puts a window where it shall stand and sees to it that it stays there. Returns the way to stop looking. */
export function placeWindow(window: BrowserWindow, wanted: WantedPlace): () => void {
  const timers = looksMs.map((delayMs) => setTimeout(() => settle(window, wanted), delayMs))
  return () => timers.forEach(clearTimeout)
}

function settle(window: BrowserWindow, { bounds, isFullScreen }: WantedPlace): void {
  if (window.isDestroyed()) return
  if (!window.isVisible()) window.showInactive()
  const isThere = isNear(window.getBounds(), bounds)
  if (isThere && window.isFullScreen() === isFullScreen) return
  // A full-screen window cannot be moved; the next look moves it.
  if (window.isFullScreen()) return window.setFullScreen(false)
  // Scale factors between displays are applied only by the second placing.
  window.setBounds(bounds)
  window.setBounds(bounds)
  if (isFullScreen) window.setFullScreen(true)
}

const isNear = (a: Rectangle, b: Rectangle): boolean =>
  [a.x - b.x, a.y - b.y, a.width - b.width, a.height - b.height].every((off) => Math.abs(off) <= tolerancePx)
