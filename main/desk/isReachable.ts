import type { Rectangle } from '../../layouts'

/** So much of a window's upper edge must be on a display, device-independent pixels: enough to see it and to take hold of it. */
const leastWidth = 120
const leastHeight = 40

/** Whether a person can get at a window: enough of its upper edge lies on one of the displays. */
export const isReachable = (window: Rectangle, displays: readonly Rectangle[]): boolean =>
  displays.some((display) => {
    const width = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
    const isTopOn = window.y >= display.y - 1 && window.y + leastHeight <= display.y + display.height
    return isTopOn && width >= Math.min(leastWidth, window.width)
  })
