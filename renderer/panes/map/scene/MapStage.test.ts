import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import tokens from '../../../theme/tokens.json'
import { makeGeometry, makeRegistry } from '../../../testing/builders'
import { DeviceColumns } from './DeviceColumns'
import { MapStage } from './MapStage'

/** Stand-ins for the two libraries: what the stage asks of them, without a graphics card. */
const { maps, card } = vi.hoisted(() => ({ maps: [] as FakeMap[], card: { isThere: true } }))
interface FakeMap {
  options: { center: [number, number]; zoom: number }
  canvas: HTMLCanvasElement
  isRemoved: boolean
  eased: object[]
  fire(name: string, event?: object): void
}

vi.mock('maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url', () => ({ default: 'worker.mjs' }))
vi.mock('maplibre-gl', () => ({
  setWorkerUrl: () => {},
  GeoJSONSource: Object,
  Map: class implements FakeMap {
    canvas = document.createElement('canvas')
    isRemoved = false
    eased: object[] = []
    listeners = new Map<string, ((event: object) => void)[]>()
    constructor(readonly options: FakeMap['options']) {
      if (!card.isThere) throw new Error('Failed to initialize WebGL')
      maps.push(this)
    }
    on(name: string, listener: (event: object) => void) {
      this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener])
    }
    once(name: string, listener: (event: object) => void) {
      this.on(name, listener)
    }
    fire(name: string, event: object = {}) {
      for (const listener of this.listeners.get(name) ?? []) listener(event)
    }
    getCanvas = () => this.canvas
    getCenter = () => ({ lng: this.options.center[0], lat: this.options.center[1] })
    getZoom = () => this.options.zoom
    getPitch = () => 52
    getBearing = () => -24
    getSource = () => undefined
    addControl = () => this
    easeTo = (options: object) => this.eased.push(options)
    queryRenderedFeatures = () => [{ properties: { id: 't2' } }]
    remove() {
      this.isRemoved = true
    }
  },
}))
vi.mock('@deck.gl/maplibre', () => ({
  MapLibreOverlay: class {
    setProps = () => {}
  },
}))

const geometry = makeGeometry()
const picks: unknown[] = []

function makeStage(isPlain = false) {
  const host = document.createElement('div')
  const columns = new DeviceColumns(makeRegistry().devices, geometry, geometry.centre, [0, 1])
  columns.takeDirty()
  const stage = new MapStage(host, {
    geometry,
    columns,
    colours: tokens.themes.night,
    fontFamily: 'sans-serif',
    isReducedMotion: false,
    isPlain,
    atlas: { canvas: document.createElement('canvas'), columns: 1, rows: 1 },
    onPick: (picked) => picks.push(picked),
    onHover: () => {},
    onCamera: () => {},
  })
  return {
    stage,
    columns,
    map: maps.at(-1)!,
    ground: () => host.querySelector<HTMLElement>('[data-ground]')?.dataset.ground,
  }
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  maps.length = 0
  card.isThere = true
  picks.length = 0
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('when the graphics card loses the context a new map stands where the old one stood, and every device is given to it again', () => {
  const { columns, map } = makeStage()
  map.options.center = [113.945, 22.531]
  map.options.zoom = 17.3
  map.canvas.dispatchEvent(new Event('webglcontextlost'))
  vi.runAllTimers()
  expect(maps).toHaveLength(2)
  expect(map.isRemoved).toBe(true)
  expect(maps[1]?.options).toMatchObject({ center: [113.945, 22.531], zoom: 17.3 })
  expect(columns.takeDirty()).toEqual({ start: 0, end: columns.count })
})

test('the second loss is survived like the first', () => {
  makeStage()
  for (const _ of [1, 2]) {
    maps.at(-1)!.canvas.dispatchEvent(new Event('webglcontextlost'))
    vi.runAllTimers()
  }
  expect(maps).toHaveLength(3)
  expect(maps.map(({ isRemoved }) => isRemoved)).toEqual([true, true, false])
})

test('the camera does not start by itself while somebody works on the map', () => {
  const { stage, map } = makeStage()
  map.fire('mousedown')
  stage.goTo([113.95, 22.53])
  expect(map.eased).toHaveLength(0)
  vi.advanceTimersByTime(5_000)
  stage.goTo([113.95, 22.53])
  expect(map.eased).toEqual([expect.objectContaining({ center: [113.95, 22.53], duration: 600 })])
})

test('a click where nothing stands on top meets the house below', () => {
  const { map } = makeStage()
  map.fire('click', { point: { x: 400, y: 300 }, lngLat: { lng: 113.94, lat: 22.53 } })
  expect(picks).toEqual([{ kind: 'building', id: 't2' }])
})

test('when the graphics card is given up the map is drawn without it, where it stood, and what stood out still stands out', () => {
  const { stage, map, ground } = makeStage()
  map.options.center = [113.945, 22.531]
  map.options.zoom = 17.3
  stage.setPlain(true)
  vi.runAllTimers()
  expect(map.isRemoved).toBe(true)
  expect(maps).toHaveLength(1)
  expect(ground()).toBe('plain')
  expect(stage.camera()).toMatchObject({ centre: [113.945, 22.531], zoom: 17.3, pitch: 0 })
})

test('where there is no graphics context to be had the map is drawn without one', () => {
  card.isThere = false
  const { stage, ground } = makeStage()
  expect(ground()).toBe('plain')
  stage.zoomBy(1)
  stage.goTo([113.95, 22.53])
  expect(stage.camera().centre[0]).toBeCloseTo(113.95, 6)
})

test('in the plain map a house is met in plan', () => {
  const { stage } = makeStage(true)
  const [building] = geometry.buildings
  const corners = building!.footprint.slice(0, -1)
  const middle: [number, number] = [0, 1].map(
    (axis) => corners.reduce((sum, corner) => sum + corner[axis]!, 0) / corners.length,
  ) as [number, number]
  stage.goTo(middle)
  expect(stage.pick({ x: 400, y: 300 })).toEqual({ kind: 'building', id: building!.id })
  stage.goTo([middle[0] + 0.1, middle[1]])
  expect(stage.pick({ x: 400, y: 300 })).toBeUndefined()
})
