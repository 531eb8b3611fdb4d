import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type {
  Alarm,
  DeviceReference,
  DeviceStateName,
  GraphicElement,
  GraphicSource,
  Property,
} from '../../domain/contract'
import type { Seen } from '../../domain/graphics/animate'
import { ownDeviceOf, sourcesOf } from '../../domain/graphics/partsOf'
import type { ShownQuality } from '../feed'
import type { TrendLine } from './trendLine'

/** One live value as it is now. */
export interface Reading {
  readonly property: Property
  /** Of what the drawing names: with `$device` resolved. */
  readonly deviceId: string
  /** Not a number while none was heard. */
  readonly value: number
  /** Source time, UTC ms; 0 while none was heard. */
  readonly atMs: number
  readonly quality: ShownQuality
  /** The worst alarm that stands on this property. */
  readonly alarm: Alarm | undefined
}

/** A device as it is now. */
export interface DeviceReading {
  readonly deviceId: string
  readonly state: DeviceStateName
  /** What stands or waits for a hand, worst first. */
  readonly alarms: readonly Alarm[]
}

/** What an element looks at. */
export interface Looked {
  readonly sources: readonly GraphicSource[]
  readonly device: DeviceReference | undefined
}

/** Live values for a drawing. Elements are told only of what they look at. */
export interface Readings {
  /** `undefined` where there is no such device or property, or where nothing is live (a drawing at rest). */
  value(source: GraphicSource): Reading | undefined
  device(reference: DeviceReference): DeviceReading | undefined
  /** Name of a property in any case: also of a drawing at rest. */
  property(source: GraphicSource): Property | undefined
  /** The last minutes of a value as they are stored; what comes after them is told by `value`. */
  series(source: GraphicSource, minutes: number): Promise<TrendLine>
  /** Grows whenever one of them changes. */
  stamp(looked: Looked): number
  watch(looked: Looked, listener: () => void): () => void
}

const Context = createContext<Readings | undefined>(undefined)
export const ReadingsProvider = Context.Provider

export function useReadings(): Readings {
  const readings = useContext(Context)
  if (!readings) throw new Error('an element of a graphic was drawn outside of a sheet')
  return readings
}

export const lookedAtBy = (element: GraphicElement): Looked => ({
  sources: sourcesOf(element).map(({ source }) => source),
  device: ownDeviceOf(element) ?? actedOn(element),
})

/** What a click works on shows how it is too, where the element has no device of its own. */
const actedOn = ({ kind, action }: GraphicElement): DeviceReference | undefined =>
  (kind === 'shape' || kind === 'button') && action && action.kind !== 'graphic' ? action.deviceId : undefined

/** Draws the component again when something changes that it looks at, and only then. */
export function useWatched(looked: Looked): Readings {
  const readings = useReadings()
  const watch = useCallback((listener: () => void) => readings.watch(looked, listener), [readings, looked])
  useSyncExternalStore(watch, () => readings.stamp(looked))
  return readings
}

/** A reading as animations see it. */
export function seenIn(readings: Readings, source: GraphicSource): Seen | undefined {
  const reading = readings.value(source)
  if (!reading) return undefined
  const { quality, value } = reading
  return { value, trust: quality === 'stale' ? 'old' : quality === 'bad' || quality === 'never' ? 'none' : 'sure' }
}
