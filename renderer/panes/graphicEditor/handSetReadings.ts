import type { GraphicSource, Property } from '../../../domain/contract'
import type { Readings } from '../../graphics/Readings'

export const sourceKey = ({ deviceId, propertyId }: GraphicSource): string => `${deviceId}\n${propertyId}`

/** Readings in which some values are set by hand, to see what a drawing does; the others are as they are, and names are known without a device too. Nothing of it leaves the window. */
export function handSetReadings(
  live: Readings,
  values: ReadonlyMap<string, number>,
  { propertyOf, atMs }: { propertyOf(source: GraphicSource): Property | undefined; atMs: number },
): Readings {
  return {
    value(source) {
      const value = values.get(sourceKey(source))
      const property = value === undefined ? undefined : propertyOf(source)
      if (value === undefined || !property) return live.value(source)
      const deviceId = live.value(source)?.deviceId ?? source.deviceId
      return { property, deviceId, value, atMs, quality: 'good', alarm: undefined }
    },
    device: (reference) => live.device(reference),
    property: (source) => live.property(source) ?? propertyOf(source),
    series: (source, minutes) => live.series(source, minutes),
    stamp: (looked) => live.stamp(looked),
    watch: (looked, listener) => live.watch(looked, listener),
  }
}
