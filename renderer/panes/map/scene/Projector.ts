import { WebMercatorViewport } from '@deck.gl/core'
import type { LngLat } from '../../../../domain/contract/primitives'
import { metresPerDegree } from './districtFeatures'

/** The camera as both map and overlays understand it. Pitch and bearing in degrees. */
export type Camera = { centre: LngLat; zoom: number; pitch: number; bearing: number }
export type Size = { width: number; height: number }
export type ScreenPoint = { x: number; y: number }

/** Width of the Mercator world in the units that `toWorld` answers in. */
const worldSize = 512

/** Mercator position of a place, in 512ths of the world: independent of the camera, so it can be kept. */
export function toWorld([lng, lat]: LngLat): [number, number] {
  const phi = (lat * Math.PI) / 180
  return [
    (worldSize * (lng + 180)) / 360,
    (worldSize * (Math.PI + Math.log(Math.tan(Math.PI / 4 + phi / 2)))) / (2 * Math.PI),
  ]
}

/** How far behind the middle of the picture the camera stands, CSS pixels on the ground; its height is one and a half pictures. */
const backPx = ({ pitch }: Camera, { height }: Size): number => 1.5 * height * Math.sin((pitch * Math.PI) / 180)

/** From places in space to pixels of the map, for all that is drawn and picked on the processor. Made anew for each camera. */
export class Projector {
  /** World position and height (in the same units) to pixels, column by column; the last row is the depth. */
  private readonly matrix: readonly number[]
  private readonly viewport: WebMercatorViewport
  private readonly worldPerMetre: number
  private readonly scale: number
  /** The place on the ground right under the camera. */
  readonly eye: LngLat

  constructor(
    camera: Camera,
    readonly size: Size,
  ) {
    this.viewport = new WebMercatorViewport({
      width: Math.max(1, size.width),
      height: Math.max(1, size.height),
      longitude: camera.centre[0],
      latitude: camera.centre[1],
      zoom: camera.zoom,
      pitch: camera.pitch,
      bearing: camera.bearing,
    })
    this.matrix = [...this.viewport.pixelProjectionMatrix]
    this.worldPerMetre = this.viewport.getDistanceScales().unitsPerMeter[2] ?? 1
    this.scale = this.viewport.scale
    const [eastPx = 0, northPx = 0] = [Math.sin, Math.cos].map(
      (part) => -part((camera.bearing * Math.PI) / 180) * backPx(camera, size),
    )
    const perDegree = metresPerDegree(camera.centre[1])
    this.eye = [
      camera.centre[0] + (eastPx * this.metresPerPixel) / perDegree.lng,
      camera.centre[1] + (northPx * this.metresPerPixel) / perDegree.lat,
    ]
  }

  /** @returns CSS pixels from the map's top left corner; undefined behind the camera */
  toScreen(lngLat: LngLat, heightM = 0): ScreenPoint | undefined {
    const [x, y] = toWorld(lngLat)
    return this.worldToScreen(x, y, heightM)
  }

  /** As `toScreen`, from a position of `toWorld`: a few multiplications, for tens of thousands of points. */
  worldToScreen(worldX: number, worldY: number, heightM: number): ScreenPoint | undefined {
    const m = this.matrix
    const z = heightM * this.worldPerMetre
    const at = (row: number) =>
      (m[row] ?? 0) * worldX + (m[row + 4] ?? 0) * worldY + (m[row + 8] ?? 0) * z + (m[row + 12] ?? 0)
    const w = at(3)
    return w > 0 ? { x: at(0) / w, y: at(1) / w } : undefined
  }

  /** @returns the place on the ground under a pixel; undefined above the horizon */
  toGround({ x, y }: ScreenPoint): LngLat | undefined {
    const [lng, lat] = this.viewport.unproject([x, y], { targetZ: 0 })
    return lng !== undefined && lat !== undefined && Number.isFinite(lng) && Number.isFinite(lat)
      ? [lng, lat]
      : undefined
  }

  isOnScreen({ x, y }: ScreenPoint, marginPx: number): boolean {
    return x > -marginPx && y > -marginPx && x < this.size.width + marginPx && y < this.size.height + marginPx
  }

  /** Ground metres that one CSS pixel spans in the middle of the map. */
  get metresPerPixel(): number {
    return 1 / (this.worldPerMetre * this.scale)
  }
}
