interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/**
 * The displays on which something of its own can be shown. Two that are mirrored show the same stretch of the desktop: what stood on the second would lie over
 * what stands on the first. Of those the largest counts, of equals the first.
 */
export function distinctDisplays<D extends { bounds: Rectangle }>(displays: readonly D[]): D[] {
  const covers = (by: D, at: number, display: D, displayAt: number): boolean =>
    contains(by.bounds, display.bounds) && (!contains(display.bounds, by.bounds) || at < displayAt)
  return displays.filter(
    (display, displayAt) => !displays.some((by, at) => at !== displayAt && covers(by, at, display, displayAt)),
  )
}

const contains = (a: Rectangle, b: Rectangle): boolean =>
  a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height
