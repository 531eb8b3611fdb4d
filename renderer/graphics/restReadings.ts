import type { Readings } from './Readings'

/** Readings of a drawing at rest: nothing is live, names and units are known. */
export function restReadings(property: Readings['property']): Readings {
  return {
    value: () => undefined,
    device: () => undefined,
    property,
    series: () => Promise.resolve([]),
    stamp: () => 0,
    watch: () => () => {},
  }
}
