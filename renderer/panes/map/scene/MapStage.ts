import type { LngLat } from '../../../../domain/contract/primitives'
import type { DistrictGeometry } from '../../../../domain/contract/district'
import type { Colours } from '../../../theme/theme'
import { InkPainter } from '../ink/InkPainter'
import { emptyInk, type InkHit, type InkModel, type Picked } from '../ink/inkModel'
import { Sprites } from '../ink/Sprites'
import { closeZoom, districtCamera, flat, tilted, zoomLimits } from './camera'
import type { DeviceColumns } from './DeviceColumns'
import { GraphicsGround } from './GraphicsGround'
import { type CameraMove, type Emphasis, type Ground, type GroundEvents, indoorSymbolsFromZoom } from './Ground'
import { nearestDevice } from './nearestDevice'
import { PlainGround } from './PlainGround'
import { Projector, type Camera, type ScreenPoint } from './Projector'
import { Sheet } from './Sheet'
import type { SymbolAtlas } from './symbolAtlas'

export type StageEvents = {
  /** A click; undefined on empty ground. */
  onPick(picked: Picked | undefined, at: ScreenPoint, lngLat: LngLat): void
  /** What the pointer has rested on for 80 ms; undefined when it left. */
  onHover(picked: Picked | undefined, at: ScreenPoint): void
  /** The camera moved, or the pane changed its size. */
  onCamera(camera: Camera, projector: Projector): void
}

export type StageOptions = StageEvents & {
  geometry: DistrictGeometry
  columns: DeviceColumns
  atlas: SymbolAtlas
  colours: Colours
  fontFamily: string
  isReducedMotion: boolean
  /** Without the graphics card from the start. */
  isPlain: boolean
}

const hoverRestMs = 80
/** A hand that was on the map so lately is still working on it. */
const handsOnMs = 1_500
const pickRadiusPx = 11

/**
 * The one map of a window: the ground with its houses and devices, and a sheet of ink above for what must be read. It stands outside of React: data goes
 * in by methods, what people do comes out by events. When the graphics card forgets everything (driver reset, too many contexts) the ground is made
 * anew and all data, which is kept here, is given to it again; when there is no card to be had, the ground is drawn without one.
 */
export class MapStage {
  private ground: Ground
  private isPlain: boolean
  private colours: Colours
  private columns: DeviceColumns
  private ink: InkModel = emptyInk
  private emphasis: Emphasis = {}
  private isDevicesDue = false
  private isBlinkOn = true
  private hits: InkHit[] = []
  private handsOnAtMs = Number.NEGATIVE_INFINITY
  private hoverTimer: ReturnType<typeof setTimeout> | undefined
  private readonly blinkWatch = new MutationObserver(() => this.blink())
  private readonly mapElement = document.createElement('div')
  private readonly sheet: Sheet
  private painter: InkPainter | undefined
  private readonly sprites: Sprites
  private projector: Projector
  private isInkDue = false
  private cameraKey = ''

  constructor(
    private readonly container: HTMLElement,
    private readonly options: StageOptions,
  ) {
    this.colours = options.colours
    this.columns = options.columns
    this.isPlain = options.isPlain
    Object.assign(this.mapElement.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' })
    container.append(this.mapElement)
    this.mapElement.addEventListener('keydown', () => this.handsOn())
    this.sprites = new Sprites(devicePixelRatio, () => this.paintSoon())
    this.sheet = new Sheet(container, () => this.sheetLost())
    this.takeSheet()
    const camera = districtCamera(options.geometry, this.size())
    this.projector = new Projector(camera, this.size())
    this.ground = this.createGround(camera)
    this.blinkWatch.observe(document.documentElement, { attributeFilter: ['data-blink'] })
  }

  destroy(): void {
    this.blinkWatch.disconnect()
    clearTimeout(this.hoverTimer)
    this.ground.destroy()
    this.mapElement.remove()
    this.sheet.remove()
  }

  /** Changes the theme in place; the ground, the houses, the devices and the ink follow. */
  setColours(colours: Colours): void {
    if (colours === this.colours) return
    this.colours = colours
    this.ground.setColours(colours)
    this.sprites.clear()
    this.paintSoon()
  }

  /** Gives the graphics card up, or tries it again. The camera stays where it stands. */
  setPlain(isPlain: boolean): void {
    if (isPlain === this.isPlain) return
    this.isPlain = isPlain
    this.rebuild()
  }

  setInk(ink: InkModel): void {
    this.ink = ink
    this.paintSoon()
  }

  /** Draws the house's outline in the accent, and the band of its floor in alarm. */
  setEmphasis(emphasis: Emphasis): void {
    if (emphasis.buildingId === this.emphasis.buildingId && emphasis.alarmFloor === this.emphasis.alarmFloor) return
    this.emphasis = emphasis
    this.ground.setEmphasis(emphasis)
  }

  /** The columns have changed; at most one upload a frame follows, of the touched rows only. */
  devicesChanged(): void {
    if (this.isDevicesDue) return
    this.isDevicesDue = true
    requestAnimationFrame(() => {
      this.isDevicesDue = false
      this.ground.drawDevices(this.columns)
    })
  }

  camera(): Camera {
    return this.ground.camera()
  }

  /**
   * Goes to a place and comes near enough to see it. Does nothing while somebody works on the map; any input stops it.
   *
   * @param shiftPx where the place should come to stand, seen from the middle
   */
  goTo(lngLat: LngLat, shiftPx: [number, number] = [0, 0]): void {
    if (performance.now() - this.handsOnAtMs < handsOnMs) return
    this.move({ centre: lngLat, zoom: Math.max(closeZoom, this.camera().zoom), shiftPx })
  }

  /** Stands as the map of somebody else stood. */
  standAt({ centre, zoom, bearing, pitch }: Camera): void {
    this.move({ centre, zoom, bearing, pitch })
  }

  /** Comes nearer to signs that stand too close to be told apart. */
  comeCloser(lngLat: LngLat): void {
    this.move({ centre: lngLat, zoom: Math.min(zoomLimits.max, this.camera().zoom + 1.5) })
  }

  zoomBy(steps: number): void {
    this.move({ zoom: this.camera().zoom + steps })
  }

  turnNorth(): void {
    this.move({ bearing: 0 })
  }

  setTilted(isTilted: boolean): void {
    this.move(isTilted ? tilted : flat)
  }

  showAll(): void {
    this.move(districtCamera(this.options.geometry, this.size()))
  }

  setCursor(cursor: string): void {
    this.ground.setCursor(cursor)
  }

  pick(at: ScreenPoint): Picked | undefined {
    const hit = this.hits.find(({ x, y, radius }) => Math.hypot(at.x - x, at.y - y) <= radius)
    if (hit) return hit.picked
    const areIndoorsDrawn = this.camera().zoom >= indoorSymbolsFromZoom
    const index = nearestDevice(this.columns, this.projector, at, pickRadiusPx, areIndoorsDrawn)
    if (index !== undefined) return { kind: 'device', index }
    const id = this.ground.buildingAt(at)
    return id === undefined ? undefined : { kind: 'building', id }
  }

  /** Makes the ground anew and gives it everything again; also what a lost context leads to. */
  private rebuild(): void {
    const camera = this.camera()
    this.ground.destroy()
    this.columns.touchAll()
    this.cameraKey = ''
    this.ground = this.createGround(camera)
    this.ground.setEmphasis(this.emphasis)
  }

  private takeSheet(): void {
    const { context } = this.sheet
    this.painter = context && new InkPainter(context, this.sprites)
  }

  private sheetLost(): void {
    this.takeSheet()
    this.sprites.clear()
    this.paintSoon()
  }

  private createGround(camera: Camera): Ground {
    const { geometry, atlas, fontFamily, isReducedMotion } = this.options
    const events: GroundEvents = {
      onDrawn: () => this.frameDrawn(),
      onClick: (at, lngLat) => this.options.onPick(this.pick(at), at, lngLat),
      onPointer: (at) => this.hoverSoon(at),
      onPointerLeft: () => this.hoverEnd(),
      onHands: () => this.handsOn(),
      onLost: () => setTimeout(() => this.rebuild()),
    }
    const options = {
      geometry,
      atlas,
      colours: this.colours,
      fontFamily,
      isReducedMotion,
      camera,
      columns: this.columns,
      events,
    }
    if (!this.isPlain) {
      try {
        this.mapElement.dataset['ground'] = 'graphics'
        return new GraphicsGround(this.mapElement, options)
      } catch {
        // No context to be had: the card is gone, or its driver refuses.
        this.mapElement.replaceChildren()
      }
    }
    this.mapElement.dataset['ground'] = 'plain'
    return new PlainGround(this.mapElement, options)
  }

  /** After each frame of the map; most come from new device states, with the camera standing still, and change nothing for the ink. */
  private frameDrawn(): void {
    const camera = this.camera()
    const size = this.size()
    const key = [...camera.centre, camera.zoom, camera.pitch, camera.bearing, size.width, size.height].join(' ')
    if (key === this.cameraKey) return
    this.cameraKey = key
    this.projector = new Projector(camera, size)
    this.paint()
    this.options.onCamera(camera, this.projector)
  }

  private move(to: CameraMove): void {
    this.ground.move(to)
  }

  private handsOn(): void {
    this.handsOnAtMs = performance.now()
    this.hoverEnd()
  }

  private hoverSoon(at: ScreenPoint): void {
    clearTimeout(this.hoverTimer)
    this.hoverTimer = setTimeout(() => this.options.onHover(this.pick(at), at), hoverRestMs)
  }

  private hoverEnd(): void {
    clearTimeout(this.hoverTimer)
    this.options.onHover(undefined, { x: 0, y: 0 })
  }

  /** All signs of the house blink in step, by the attribute that `startBlink` turns. */
  private blink(): void {
    this.isBlinkOn = document.documentElement.dataset['blink'] !== 'off'
    if (this.ink.alarms.some(({ state }) => state === 'unacknowledged' || state === 'returnedUnacknowledged'))
      this.paintSoon()
  }

  private paintSoon(): void {
    if (this.isInkDue) return
    this.isInkDue = true
    requestAnimationFrame(() => {
      this.isInkDue = false
      this.paint()
    })
  }

  private paint(): void {
    const { width, height } = this.projector.size
    const ratio = this.sprites.pixelRatio
    this.sheet.fit(Math.round(width * ratio), Math.round(height * ratio))
    const { isBlinkOn, colours } = this
    const { fontFamily, isReducedMotion } = this.options
    this.hits =
      this.painter?.paint(this.ink, this.projector, {
        colours,
        fontFamily,
        zoom: this.camera().zoom,
        isBlinkOn,
        isReducedMotion,
      }) ?? []
  }

  private size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight }
  }
}
