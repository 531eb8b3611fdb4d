import type { DistrictGeometry } from '../../../../domain/contract/district'
import type { LngLat } from '../../../../domain/contract/primitives'
import type { Colours } from '../../../theme/theme'
import type { DeviceColumns } from './DeviceColumns'
import type { Camera, ScreenPoint } from './Projector'
import type { SymbolAtlas } from './symbolAtlas'

/** Which house stands out, and which of its floors is in alarm. */
export type Emphasis = { buildingId?: string | undefined; alarmFloor?: number | undefined }

/** Where the camera goes; what is left out stays. `shiftPx`: where `centre` comes to stand, seen from the middle. */
export type CameraMove = Partial<Camera> & { shiftPx?: [number, number] }

/** What happens on the ground, for the stage above it. */
export type GroundEvents = {
  /** Drawn anew: camera or size may be another. */
  onDrawn(): void
  onClick(at: ScreenPoint, lngLat: LngLat): void
  onPointer(at: ScreenPoint): void
  onPointerLeft(): void
  /** Somebody takes the map in hand. */
  onHands(): void
  /** The graphics card has forgotten everything: the ground is of no use any more. */
  onLost(): void
}

export type GroundOptions = {
  geometry: DistrictGeometry
  atlas: SymbolAtlas
  colours: Colours
  fontFamily: string
  isReducedMotion: boolean
  camera: Camera
  columns: DeviceColumns
  events: GroundEvents
}

/** What lies under the ink: land, houses and devices, with the camera over them. One draws on the graphics card, the other needs none. */
export interface Ground {
  camera(): Camera
  move(to: CameraMove): void
  setColours(colours: Colours): void
  setEmphasis(emphasis: Emphasis): void
  /** The columns have changed, or are others. Called at most once a frame. */
  drawDevices(columns: DeviceColumns): void
  /** Id of the house at a pixel. */
  buildingAt(at: ScreenPoint): string | undefined
  setCursor(cursor: string): void
  destroy(): void
}

const symbolsFromZoom = 16.2
/** Devices on floors, of which many stand above each other, come out nearer. */
export const indoorSymbolsFromZoom = 17.6

/** Diameter of a device's disc, CSS pixels: from afar symbols would be a crowd, so there are none. */
export const discPixelsAt = (zoom: number, isIndoors: boolean): number =>
  zoom < (isIndoors ? indoorSymbolsFromZoom : symbolsFromZoom)
    ? 0
    : Math.round(Math.min(26, 16 + (zoom - symbolsFromZoom) * 5))
