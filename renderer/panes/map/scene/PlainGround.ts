import { deviceStateCodes } from '../../../../domain/contract'
import type { LngLat, Ring } from '../../../../domain/contract/primitives'
import { isInRing } from '../../../feed/isInRing'
import type { Colours } from '../../../theme/theme'
import { flat, zoomLimits } from './camera'
import { mixHex } from './colour'
import type { DeviceColumns } from './DeviceColumns'
import { type CameraMove, discPixelsAt, type Emphasis, type Ground, type GroundOptions } from './Ground'
import { Projector, type Camera, type ScreenPoint } from './Projector'

/** A pointer that moved less between down and up has clicked. */
const clickWithinPx = 4
/** Wheel travel that doubles the scale, CSS pixels. */
const wheelPerZoom = 400
/** Width of roads, metres. */
const roadM = { major: 25, minor: 11, path: 3.5 } as const

/**
 * The ground without a graphics card: houses in plan, devices as dots, drawn on the processor. Always from straight above. What it lacks against the other is
 * relief; alarms, people and all that can be clicked are the same, since the ink above and the picking do not know which ground they have.
 */
export class PlainGround implements Ground {
  private readonly canvas = document.createElement('canvas')
  private readonly context: CanvasRenderingContext2D | null
  private readonly resizes = new ResizeObserver(() => this.drawSoon())
  private view: Camera
  private projector: Projector
  private colours: Colours
  private columns: DeviceColumns
  private emphasis: Emphasis = {}
  private isDue = false
  private isGone = false
  private grabbed: { at: ScreenPoint; ground: LngLat; hasMoved: boolean } | undefined

  constructor(
    private readonly element: HTMLElement,
    private readonly options: GroundOptions,
  ) {
    this.colours = options.colours
    this.columns = options.columns
    this.view = { ...options.camera, ...flat }
    this.projector = new Projector(this.view, this.size())
    Object.assign(this.canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' })
    // Drawn on the processor whatever there is: the card is what this ground does without.
    this.context = this.canvas.getContext('2d', { willReadFrequently: true })
    element.append(this.canvas)
    this.listen()
    this.resizes.observe(element)
    this.drawSoon()
  }

  camera(): Camera {
    return this.view
  }

  /** At once: a camera that glides would draw everything thirty times on the processor. */
  move({ shiftPx, ...to }: CameraMove): void {
    this.look({ ...this.view, ...to })
    if (!shiftPx) return
    const { width, height } = this.size()
    const middle = this.projector.toGround({ x: width / 2, y: height / 2 })
    const shifted = this.projector.toGround({ x: width / 2 + shiftPx[0], y: height / 2 + shiftPx[1] })
    if (middle && shifted) this.slide(shifted, middle)
  }

  setColours(colours: Colours): void {
    this.colours = colours
    this.drawSoon()
  }

  setEmphasis(emphasis: Emphasis): void {
    this.emphasis = emphasis
    this.drawSoon()
  }

  drawDevices(columns: DeviceColumns): void {
    this.columns = columns
    this.drawSoon()
  }

  buildingAt(at: ScreenPoint): string | undefined {
    const ground = this.projector.toGround(at)
    return ground && this.options.geometry.buildings.findLast(({ footprint }) => isInRing(ground, footprint))?.id
  }

  setCursor(cursor: string): void {
    this.canvas.style.cursor = cursor
  }

  destroy(): void {
    this.isGone = true
    this.resizes.disconnect()
    this.canvas.remove()
  }

  private listen(): void {
    const { canvas } = this
    const { events } = this.options
    canvas.addEventListener('pointerdown', ({ offsetX: x, offsetY: y, pointerId }) => {
      events.onHands()
      const ground = this.projector.toGround({ x, y })
      if (!ground) return
      canvas.setPointerCapture(pointerId)
      this.grabbed = { at: { x, y }, ground, hasMoved: false }
    })
    canvas.addEventListener('pointermove', ({ offsetX: x, offsetY: y }) => {
      const { grabbed } = this
      if (!grabbed) return events.onPointer({ x, y })
      grabbed.hasMoved ||= Math.hypot(x - grabbed.at.x, y - grabbed.at.y) > clickWithinPx
      const under = grabbed.hasMoved ? this.projector.toGround({ x, y }) : undefined
      if (under) this.slide(under, grabbed.ground)
    })
    canvas.addEventListener('pointerup', ({ offsetX: x, offsetY: y }) => {
      const { grabbed } = this
      this.grabbed = undefined
      if (grabbed && !grabbed.hasMoved) events.onClick({ x, y }, grabbed.ground)
    })
    canvas.addEventListener('pointerleave', () => events.onPointerLeft())
    canvas.addEventListener('wheel', ({ offsetX: x, offsetY: y, deltaY }) => {
      events.onHands()
      const before = this.projector.toGround({ x, y })
      this.look({ ...this.view, zoom: this.view.zoom - deltaY / wheelPerZoom })
      const after = this.projector.toGround({ x, y })
      if (before && after) this.slide(after, before)
    })
  }

  /** Moves the camera so that what lies at `from` comes to lie where `to` is now. */
  private slide(from: LngLat, to: LngLat): void {
    const [lng, lat] = this.view.centre
    this.look({ ...this.view, centre: [lng + to[0] - from[0], lat + to[1] - from[1]] })
  }

  private look(camera: Camera): void {
    const zoom = Math.min(zoomLimits.max, Math.max(zoomLimits.min, camera.zoom))
    this.view = { ...camera, zoom, pitch: flat.pitch }
    this.projector = new Projector(this.view, this.size())
    this.drawSoon()
  }

  private size() {
    return { width: this.element.clientWidth, height: this.element.clientHeight }
  }

  private drawSoon(): void {
    if (this.isDue) return
    this.isDue = true
    requestAnimationFrame(() => {
      this.isDue = false
      if (!this.isGone) this.draw()
    })
  }

  private draw(): void {
    const { context, canvas } = this
    const { width, height } = this.size()
    const ratio = devicePixelRatio
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
      this.projector = new Projector(this.view, this.size())
    }
    if (context) {
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.fillStyle = this.colours.map.land
      context.fillRect(0, 0, width, height)
      this.drawLand(context)
      this.drawBuildings(context)
      this.drawDots(context)
    }
    this.options.events.onDrawn()
  }

  private drawLand(context: CanvasRenderingContext2D): void {
    const { geometry } = this.options
    const { map } = this.colours
    for (const { outline } of geometry.plots) this.fill(context, outline, map.plot)
    const paved = mixHex(map.plot, map.roadMinor, 0.55)
    const colourOf = { land: map.land, green: map.green, water: map.water, plaza: paved, parking: paved } as const
    for (const { outline, kind } of geometry.areas) this.fill(context, outline, colourOf[kind])
    context.lineCap = 'round'
    context.lineJoin = 'round'
    for (const kind of ['path', 'minor', 'major'] as const) {
      context.beginPath()
      for (const road of geometry.roads) if (road.kind === kind) this.trace(context, road.line)
      context.lineWidth = Math.max(0.6, roadM[kind] / this.projector.metresPerPixel)
      context.strokeStyle = kind === 'major' ? map.roadMajor : map.roadMinor
      context.stroke()
    }
  }

  private drawBuildings(context: CanvasRenderingContext2D): void {
    const { map, alarm } = this.colours
    for (const { id, footprint, businessType } of this.options.geometry.buildings) {
      const isSelected = id === this.emphasis.buildingId
      const isInAlarm = isSelected && this.emphasis.alarmFloor !== undefined
      this.fill(context, footprint, isInAlarm ? alarm.urgent.fill : map[businessType])
      context.lineWidth = isSelected ? 2.5 : 1
      context.strokeStyle = isSelected ? map.selected : map.outline
      context.stroke()
    }
  }

  /** As on the card: what is off shows only when something is wrong with it. */
  private drawDots(context: CanvasRenderingContext2D): void {
    const { columns, projector } = this
    const { device, map } = this.colours
    const colours = [device.stale, device.online, device.abnormal, device.offline, device.outOfService]
    const { width, height } = projector.size
    for (let row = 0; row < columns.count; row += 1) {
      const state = columns.stateOf(row)
      const isIndoors = columns.isIndoors(row)
      const isWrong = state === deviceStateCodes.abnormal || state === deviceStateCodes.offline
      const isShown = columns.isShown(row)
      const isNear = isShown && discPixelsAt(this.view.zoom, isIndoors) > 0
      if (!isWrong && !isNear && !(isShown && !isIndoors)) continue
      const at = projector.toScreen(columns.positionOf(row))
      if (!at || at.x < -5 || at.y < -5 || at.x > width + 5 || at.y > height + 5) continue
      context.beginPath()
      context.arc(at.x, at.y, isNear ? 5 : isWrong ? 3.5 : 1.75, 0, 2 * Math.PI)
      context.fillStyle = state === deviceStateCodes.offline ? map.halo : (colours[state] ?? device.stale)
      context.fill()
      if (state !== deviceStateCodes.offline) continue
      context.lineWidth = 2
      context.strokeStyle = device.offline
      context.stroke()
    }
  }

  private fill(context: CanvasRenderingContext2D, ring: Ring, colour: string): void {
    context.beginPath()
    this.trace(context, ring)
    context.closePath()
    context.fillStyle = colour
    context.fill()
  }

  private trace(context: CanvasRenderingContext2D, line: readonly LngLat[]): void {
    let isFirst = true
    for (const lngLat of line) {
      const at = this.projector.toScreen(lngLat)
      if (!at) continue
      if (isFirst) context.moveTo(at.x, at.y)
      else context.lineTo(at.x, at.y)
      isFirst = false
    }
  }
}
