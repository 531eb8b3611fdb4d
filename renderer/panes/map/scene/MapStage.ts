import { LineLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { GeoJSONSource, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { DistrictGeometry } from '../../../../domain/contract/district'
import type { LngLat } from '../../../../domain/contract/primitives'
import type { Colours } from '../../../theme/theme'
import { InkPainter } from '../ink/InkPainter'
import { emptyInk, type InkHit, type InkModel, type Picked } from '../ink/inkModel'
import { Sprites } from '../ink/Sprites'
import { buildingEdges, type Segments } from './buildingEdges'
import { closeZoom, districtCamera, flat, tilted, zoomLimits } from './camera'
import { mixHex, rgbOfHex } from './colour'
import type { DeviceColumns } from './DeviceColumns'
import { DevicePointsLayer, devicePointsCoordinates, type DeviceColours } from './DevicePointsLayer'
import { emptyCollection, floorBandFeature, growRing } from './districtFeatures'
import { districtStyle, layerIds, liveSourceIds } from './districtStyle'
import { nearestDevice } from './nearestDevice'
import { Projector, type Camera, type ScreenPoint } from './Projector'
import type { SymbolAtlas } from './symbolAtlas'

// Without it nothing of a GeoJSON source is ever drawn, and nothing complains.
setWorkerUrl(workerUrl)

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
}

/** Which house stands out, and which of its floors is in alarm. */
export type Emphasis = { buildingId?: string | undefined; alarmFloor?: number | undefined }

type Graphics = { map: MapLibreMap; overlay: MapLibreOverlay }

const hoverRestMs = 80
const cameraMs = 600
/** A hand that was on the map so lately is still working on it. */
const handsOnMs = 1_500
const pickRadiusPx = 11

/**
 * The one map of a window: MapLibre's ground and houses, deck.gl's devices in the same context, and a sheet of ink above for what must be
 * read. It stands outside of React: data goes in by methods, what people do comes out by events. When the graphics card forgets everything
 * (driver reset, too many contexts) the graphics are made anew and all data, which is kept here, is given to them again.
 */
export class MapStage {
  private graphics: Graphics
  private colours: Colours
  private columns: DeviceColumns
  private ink: InkModel = emptyInk
  private emphasis: Emphasis = {}
  private revision = 0
  private isLayersDue = false
  private isBlinkOn = true
  private hits: InkHit[] = []
  private handsOnAtMs = Number.NEGATIVE_INFINITY
  private hoverTimer: ReturnType<typeof setTimeout> | undefined
  private readonly blinkWatch = new MutationObserver(() => this.blink())
  private readonly mapElement = document.createElement('div')
  private readonly sheet = document.createElement('canvas')
  private readonly painter: InkPainter | undefined
  private readonly sprites: Sprites
  private projector: Projector
  private isInkDue = false
  private cameraKey = ''
  private edges: EdgeCache | undefined

  constructor(
    private readonly container: HTMLElement,
    private readonly options: StageOptions,
  ) {
    this.colours = options.colours
    this.columns = options.columns
    for (const element of [this.mapElement, this.sheet])
      Object.assign(element.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' })
    this.sheet.style.pointerEvents = 'none'
    container.append(this.mapElement, this.sheet)
    this.sprites = new Sprites(devicePixelRatio, () => this.paintSoon())
    const context = this.sheet.getContext('2d')
    this.painter = context ? new InkPainter(context, this.sprites) : undefined
    const camera = districtCamera(options.geometry, this.size())
    this.projector = new Projector(camera, this.size())
    this.graphics = this.createGraphics(camera)
    this.blinkWatch.observe(document.documentElement, { attributeFilter: ['data-blink'] })
  }

  destroy(): void {
    this.blinkWatch.disconnect()
    clearTimeout(this.hoverTimer)
    this.graphics.map.remove()
    this.mapElement.remove()
    this.sheet.remove()
  }

  /** Changes the theme in place; the ground, the houses, the devices and the ink follow. */
  setColours(colours: Colours): void {
    if (colours === this.colours) return
    this.colours = colours
    this.graphics.map.setStyle(districtStyle(this.options.geometry, colours), { diff: true })
    this.showEmphasis()
    this.sprites.clear()
    this.layersSoon()
    this.paintSoon()
  }

  setInk(ink: InkModel): void {
    this.ink = ink
    this.paintSoon()
  }

  /** Draws the house's outline in the accent, and the band of its floor in alarm. */
  setEmphasis(emphasis: Emphasis): void {
    if (emphasis.buildingId === this.emphasis.buildingId && emphasis.alarmFloor === this.emphasis.alarmFloor) return
    this.emphasis = emphasis
    this.showEmphasis()
    this.layersSoon()
  }

  /** The columns have changed; at most one upload a frame follows, of the touched rows only. */
  devicesChanged(): void {
    this.revision += 1
    this.layersSoon()
  }

  /** Gives the map other devices, after the registry was read again. */
  setDevices(columns: DeviceColumns): void {
    this.columns = columns
    this.layersSoon()
  }

  camera(): Camera {
    const { map } = this.graphics
    const { lng, lat } = map.getCenter()
    return { centre: [lng, lat], zoom: map.getZoom(), pitch: map.getPitch(), bearing: map.getBearing() }
  }

  /**
   * Goes to a place and comes near enough to see it. Does nothing while somebody works on the map; any input stops it.
   *
   * @param shiftPx where the place should come to stand, seen from the middle
   */
  goTo(lngLat: LngLat, shiftPx: [number, number] = [0, 0]): void {
    if (performance.now() - this.handsOnAtMs < handsOnMs) return
    this.move({ center: lngLat, zoom: Math.max(closeZoom, this.graphics.map.getZoom()), offset: shiftPx })
  }

  /** Comes nearer to signs that stand too close to be told apart. */
  comeCloser(lngLat: LngLat): void {
    this.move({ center: lngLat, zoom: Math.min(zoomLimits.max, this.graphics.map.getZoom() + 1.5) })
  }

  zoomBy(steps: number): void {
    this.move({ zoom: this.graphics.map.getZoom() + steps })
  }

  turnNorth(): void {
    this.move({ bearing: 0 })
  }

  setTilted(isTilted: boolean): void {
    this.move(isTilted ? tilted : flat)
  }

  showAll(): void {
    const { centre, zoom, pitch, bearing } = districtCamera(this.options.geometry, this.size())
    this.move({ center: centre, zoom, pitch, bearing })
  }

  setCursor(cursor: string): void {
    this.graphics.map.getCanvas().style.cursor = cursor
  }

  pick(at: ScreenPoint): Picked | undefined {
    const hit = this.hits.find(({ x, y, radius }) => Math.hypot(at.x - x, at.y - y) <= radius)
    if (hit) return hit.picked
    const index = nearestDevice(
      this.columns,
      this.projector,
      at,
      pickRadiusPx,
      this.graphics.map.getZoom() >= indoorSymbolsFromZoom,
    )
    if (index !== undefined) return { kind: 'device', index }
    const id: unknown = this.graphics.map.queryRenderedFeatures([at.x, at.y], { layers: [layerIds.buildings] })[0]
      ?.properties['id']
    return typeof id === 'string' ? { kind: 'building', id } : undefined
  }

  /** Reads everything from the graphics card's point of view again; also what a lost context leads to. */
  rebuild(): void {
    const camera = this.camera()
    this.graphics.map.remove()
    this.columns.touchAll()
    this.graphics = this.createGraphics(camera)
  }

  private createGraphics(camera: Camera): Graphics {
    const { geometry } = this.options
    const map = new MapLibreMap({
      container: this.mapElement,
      style: districtStyle(geometry, this.colours),
      center: camera.centre,
      zoom: camera.zoom,
      pitch: camera.pitch,
      bearing: camera.bearing,
      minZoom: zoomLimits.min,
      maxZoom: zoomLimits.max,
      maxPitch: 70,
      attributionControl: false,
      fadeDuration: 0,
      renderWorldCopies: false,
      localIdeographFontFamily: this.options.fontFamily,
      canvasContextAttributes: { antialias: true },
    })
    const overlay = new MapLibreOverlay({ interleaved: true, layers: [] })
    map.once('style.load', () => {
      map.addControl(overlay)
      this.showEmphasis()
      this.layersSoon()
    })
    map.on('render', () => this.frameDrawn())
    map.on('resize', () => this.frameDrawn())
    map.on('move', () => this.layersSoon())
    map.on('click', ({ point, lngLat }) => this.options.onPick(this.pick(point), point, [lngLat.lng, lngLat.lat]))
    map.on('mousemove', ({ point }) => this.hoverSoon(point))
    map.on('mouseout', () => this.hoverEnd())
    for (const name of ['mousedown', 'wheel', 'touchstart'] as const) map.on(name, () => this.handsOn())
    this.mapElement.addEventListener('keydown', () => this.handsOn())
    map.getCanvas().addEventListener('webglcontextlost', () => setTimeout(() => this.rebuild()), { once: true })
    return { map, overlay }
  }

  private layers(zoom: number) {
    const { atlas } = this.options
    const { map } = this.colours
    const { eye } = new Projector(this.camera(), this.size())
    const lines = (id: string, data: EdgeData, color: string, alpha: number, width: number) =>
      new LineLayer({
        id,
        data,
        getColor: [...rgbOfHex(color), alpha],
        getWidth: width,
        widthUnits: 'pixels',
        pickable: false,
      })
    const { all, selected } = this.edgesSeenFrom(eye)
    return [
      lines(
        'building-edges',
        all,
        this.colours.scheme === 'dark' ? mixHex(map.outline, map.label, 0.25) : map.outline,
        this.colours.scheme === 'dark' ? 150 : 120,
        1,
      ),
      lines('selected-edges', selected, map.selected, 255, 2),
      new DevicePointsLayer({
        id: 'devices',
        columns: this.columns,
        revision: this.revision,
        atlas: atlas.canvas,
        atlasColumns: atlas.columns,
        atlasRows: atlas.rows,
        discPixels: discPixelsAt(zoom, symbolsFromZoom),
        indoorDiscPixels: discPixelsAt(zoom, indoorSymbolsFromZoom),
        colours: deviceColours(this.colours),
        ...devicePointsCoordinates(this.columns),
        parameters: { depthCompare: 'always', depthWriteEnabled: false },
        pickable: false,
      }),
    ]
  }

  /** Made anew only when the camera or the selection moved: as long as it is the same object, nothing of it is uploaded again. */
  private edgesSeenFrom(eye: LngLat): EdgeCache {
    const { buildings } = this.options.geometry
    const { buildingId } = this.emphasis
    const cached = this.edges
    if (cached && cached.eye[0] === eye[0] && cached.eye[1] === eye[1] && cached.buildingId === buildingId)
      return cached
    const selected = buildings
      .filter(({ id }) => id === buildingId)
      .map((building) => ({ ...building, footprint: growRing(building.footprint, 0.2) }))
    this.edges = {
      eye,
      buildingId,
      all: edgeData(buildingEdges(buildings, eye)),
      selected: edgeData(buildingEdges(selected, eye, 0.4)),
    }
    return this.edges
  }

  private layersSoon(): void {
    if (this.isLayersDue) return
    this.isLayersDue = true
    requestAnimationFrame(() => {
      this.isLayersDue = false
      this.graphics.overlay.setProps({ layers: this.layers(this.graphics.map.getZoom()) })
    })
  }

  private showEmphasis(): void {
    const { map } = this.graphics
    const building = this.options.geometry.buildings.find(({ id }) => id === this.emphasis.buildingId)
    const { alarmFloor } = this.emphasis
    const set = (id: string, data: typeof emptyCollection) => {
      const source = map.getSource(id)
      if (source instanceof GeoJSONSource) void source.setData(data)
    }
    set(
      liveSourceIds.band,
      building && alarmFloor !== undefined ? floorBandFeature(building, alarmFloor) : emptyCollection,
    )
    set(
      liveSourceIds.selectedGround,
      building
        ? {
            type: 'FeatureCollection',
            features: [
              {
                type: 'Feature',
                properties: {},
                geometry: { type: 'LineString', coordinates: growRing(building.footprint, 0.2) },
              },
            ],
          }
        : emptyCollection,
    )
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

  private move(options: Parameters<MapLibreMap['easeTo']>[0]): void {
    this.graphics.map.easeTo({ ...options, duration: this.options.isReducedMotion ? 0 : cameraMs, easing: easeOut })
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
    if (this.sheet.width !== Math.round(width * ratio) || this.sheet.height !== Math.round(height * ratio)) {
      this.sheet.width = Math.round(width * ratio)
      this.sheet.height = Math.round(height * ratio)
    }
    const { isBlinkOn, colours } = this
    const { fontFamily, isReducedMotion } = this.options
    this.hits =
      this.painter?.paint(this.ink, this.projector, {
        colours,
        fontFamily,
        zoom: this.graphics.map.getZoom(),
        isBlinkOn,
        isReducedMotion,
      }) ?? []
  }

  private size() {
    return { width: this.container.clientWidth, height: this.container.clientHeight }
  }
}

type EdgeData = ReturnType<typeof edgeData>
type EdgeCache = { eye: LngLat; buildingId: string | undefined; all: EdgeData; selected: EdgeData }

const edgeData = ({ count, starts, ends }: Segments) => ({
  length: count,
  attributes: { getSourcePosition: { value: starts, size: 3 }, getTargetPosition: { value: ends, size: 3 } },
})

const symbolsFromZoom = 16.2
const indoorSymbolsFromZoom = 17.6

/** Diameter of a device's disc, CSS pixels: from afar symbols would be a crowd, so there are none. */
const discPixelsAt = (zoom: number, fromZoom: number): number =>
  zoom < fromZoom ? 0 : Math.round(Math.min(26, 16 + (zoom - symbolsFromZoom) * 5))

function deviceColours({ map, text, device }: Colours): DeviceColours {
  const states = [device.stale, device.online, device.abnormal, device.offline, device.outOfService].map(rgbOfHex)
  const [unknown = [0, 0, 0], online = [0, 0, 0], abnormal = [0, 0, 0], offline = [0, 0, 0], outOfService = [0, 0, 0]] =
    states
  return {
    halo: rgbOfHex(map.halo),
    glyph: rgbOfHex(text.normal),
    states: [unknown, online, abnormal, offline, outOfService],
  }
}

/** The house's curve `cubic-bezier(.2,0,0,1)`, close enough for a camera. */
const easeOut = (t: number): number => 1 - (1 - t) ** 3
