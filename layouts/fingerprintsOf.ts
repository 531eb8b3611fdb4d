import { type Rectangle, inReadingOrder } from './readingOrder'
import type { Fingerprint } from './schema'

/** A display as the system reports it; Electron's `Display` is one. Lengths in device-independent pixels of the virtual desktop. */
export interface DisplayPlace {
  id: number
  bounds: Rectangle
  /** `bounds` without task bar and dock. */
  workArea?: Rectangle
  /** Pixels of the panel to one device-independent pixel. */
  scaleFactor?: number
  /** Degrees. */
  rotation?: number
  label?: string
  internal?: boolean
}

/** The fingerprints of all displays of a machine, by id, in reading order. They are made together: a place is one among the others. */
export function fingerprintsOf(displays: readonly DisplayPlace[]): Map<number, Fingerprint> {
  const xs = spanOf(displays.map(({ bounds }) => [bounds.x, bounds.x + bounds.width]))
  const ys = spanOf(displays.map(({ bounds }) => [bounds.y, bounds.y + bounds.height]))
  return new Map(
    inReadingOrder(displays).map(({ id, bounds, scaleFactor = 1, rotation = 0, label = '', internal = false }) => [
      id,
      {
        widthPx: Math.round(bounds.width * scaleFactor),
        heightPx: Math.round(bounds.height * scaleFactor),
        scaleFactor,
        rotation: quarterOf(rotation),
        place: { x: xs(bounds.x + bounds.width / 2), y: ys(bounds.y + bounds.height / 2) },
        label: label.slice(0, 120),
        isInternal: internal,
      },
    ]),
  )
}

/** Where a coordinate lies between the ends of all ranges, from 0 to 1 in thousandths: finer differences are drawing board, not desk. */
function spanOf(ranges: readonly (readonly [number, number])[]): (at: number) => number {
  const from = Math.min(...ranges.map(([start]) => start))
  const length = Math.max(...ranges.map(([, end]) => end)) - from
  return (at) => Math.round(((at - from) / length) * 1_000) / 1_000
}

function quarterOf(degrees: number): Fingerprint['rotation'] {
  const quarters = [0, 90, 180, 270] as const
  return quarters[((Math.round(degrees / 90) % 4) + 4) % 4] ?? 0
}
