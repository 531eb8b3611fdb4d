import type { DeviceReference, Graphic, GraphicElement, GraphicSource } from '../contract'

/** Where something stands in a graphic: the element, and the path within it. */
export interface PlaceInGraphic {
  readonly elementId: string
  readonly path: string
}

/** Live values that an element looks at: what it shows, then what its animations wait for. */
export function sourcesOf(element: GraphicElement): { source: GraphicSource; path: string }[] {
  const sources = element.animations.map(({ source }, i) => ({ source, path: `animations.${i}.source` }))
  switch (element.kind) {
    case 'value':
    case 'level':
    case 'gauge':
      return [{ source: element.source, path: 'source' }, ...sources]
    case 'trend':
      return [...element.sources.map((source, i) => ({ source, path: `sources.${i}` })), ...sources]
    default:
      return sources
  }
}

/** Devices that an element names, values and action apart. */
export function ownDeviceOf(element: GraphicElement): DeviceReference | undefined {
  return element.kind === 'symbol' || element.kind === 'alarms' ? element.deviceId : undefined
}

/** All devices that a graphic names, `$device` resolved; without one opened it names none. */
export function devicesOf(graphic: Graphic, opened: string | undefined): ReadonlySet<string> {
  const named = new Set<string>()
  const add = (reference: DeviceReference | undefined): void => {
    const id = resolveDevice(reference, opened)
    if (id !== undefined) named.add(id)
  }
  for (const element of graphic.elements) {
    for (const { source } of sourcesOf(element)) add(source.deviceId)
    add(ownDeviceOf(element))
    if (element.action && element.action.kind !== 'graphic') add(element.action.deviceId)
  }
  return named
}

/** @param opened the device that the graphic was opened for */
export function resolveDevice(reference: DeviceReference | undefined, opened: string | undefined): string | undefined {
  return reference === '$device' ? opened : reference
}
