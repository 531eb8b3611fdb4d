import { LineLayer } from '@deck.gl/layers'
import { MapLibreOverlay } from '@deck.gl/maplibre'
import { GeoJSONSource, Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { LngLat } from '../../../../domain/contract/primitives'
import type { Colours } from '../../../theme/theme'
import { buildingEdges, type Segments } from './buildingEdges'
import { zoomLimits } from './camera'
import { mixHex, rgbOfHex } from './colour'
import type { DeviceColumns } from './DeviceColumns'
import { DevicePointsLayer, devicePointsCoordinates, type DeviceColours } from './DevicePointsLayer'
import { emptyCollection, floorBandFeature, growRing } from './districtFeatures'
import { districtStyle, layerIds, liveSourceIds } from './districtStyle'
import { type CameraMove, discPixelsAt, type Emphasis, type Ground, type GroundOptions } from './Ground'
import { Projector, type Camera, type ScreenPoint } from './Projector'

// Without it nothing of a GeoJSON source is ever drawn, and nothing complains.
setWorkerUrl(workerUrl)

const cameraMs = 600

/** The ground on the graphics card: MapLibre's land and houses, deck.gl's devices in the same context. */
export class GraphicsGround implements Ground {
  private readonly map: MapLibreMap
  private readonly overlay = new MapLibreOverlay({ interleaved: true, layers: [] })
  private colours: Colours
  private columns: DeviceColumns
  private emphasis: Emphasis = {}
  private revision = 0
  private isLayersDue = false
  private isGone = false
  private edges: EdgeCache | undefined

  /** @throws Error when there is no graphics context to be had */
  constructor(
    private readonly element: HTMLElement,
    private readonly options: GroundOptions,
  ) {
    const { camera, events } = options
    this.colours = options.colours
    this.columns = options.columns
    // The first pictures of a map compile what they are drawn with; on a slow card or without one that takes seconds.
    window.chengtai?.announceWork()
    const map = new MapLibreMap({
      container: element,
      style: districtStyle(options.geometry, this.colours),
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
      localIdeographFontFamily: options.fontFamily,
      canvasContextAttributes: { antialias: true },
    })
    this.map = map
    map.once('style.load', () => {
      map.addControl(this.overlay)
      this.showEmphasis()
      this.layersSoon()
    })
    map.on('render', () => events.onDrawn())
    map.on('resize', () => events.onDrawn())
    map.on('move', () => this.layersSoon())
    map.on('click', ({ point, lngLat }) => events.onClick(point, [lngLat.lng, lngLat.lat]))
    map.on('mousemove', ({ point }) => events.onPointer(point))
    map.on('mouseout', () => events.onPointerLeft())
    for (const name of ['mousedown', 'wheel', 'touchstart'] as const) map.on(name, () => events.onHands())
    const onLost = () => {
      // Taking the map away loses its context too.
      if (!this.isGone) events.onLost()
    }
    map.getCanvas().addEventListener('webglcontextlost', onLost, { once: true })
  }

  camera(): Camera {
    const { lng, lat } = this.map.getCenter()
    return { centre: [lng, lat], zoom: this.map.getZoom(), pitch: this.map.getPitch(), bearing: this.map.getBearing() }
  }

  move({ centre, shiftPx, ...view }: CameraMove): void {
    this.map.easeTo({
      ...view,
      ...(centre ? { center: centre } : {}),
      ...(shiftPx ? { offset: shiftPx } : {}),
      duration: this.options.isReducedMotion ? 0 : cameraMs,
      easing: easeOut,
    })
  }

  setColours(colours: Colours): void {
    this.colours = colours
    this.map.setStyle(districtStyle(this.options.geometry, colours), { diff: true })
    this.showEmphasis()
    this.layersSoon()
  }

  setEmphasis(emphasis: Emphasis): void {
    this.emphasis = emphasis
    this.showEmphasis()
    this.layersSoon()
  }

  drawDevices(columns: DeviceColumns): void {
    this.columns = columns
    this.revision += 1
    this.layersSoon()
  }

  buildingAt({ x, y }: ScreenPoint): string | undefined {
    const id: unknown = this.map.queryRenderedFeatures([x, y], { layers: [layerIds.buildings] })[0]?.properties['id']
    return typeof id === 'string' ? id : undefined
  }

  setCursor(cursor: string): void {
    this.map.getCanvas().style.cursor = cursor
  }

  destroy(): void {
    this.isGone = true
    this.map.remove()
  }

  private size() {
    return { width: this.element.clientWidth, height: this.element.clientHeight }
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
        discPixels: discPixelsAt(zoom, false),
        indoorDiscPixels: discPixelsAt(zoom, true),
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
      if (this.isGone) return
      this.overlay.setProps({ layers: this.layers(this.map.getZoom()) })
    })
  }

  private showEmphasis(): void {
    const { map } = this
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
}

type EdgeData = ReturnType<typeof edgeData>
type EdgeCache = { eye: LngLat; buildingId: string | undefined; all: EdgeData; selected: EdgeData }

const edgeData = ({ count, starts, ends }: Segments) => ({
  length: count,
  attributes: { getSourcePosition: { value: starts, size: 3 }, getTargetPosition: { value: ends, size: 3 } },
})

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
