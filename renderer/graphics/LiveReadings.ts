import { type Alarm, type DeviceReference, type Graphic, type GraphicSource, qualityCodes } from '../../domain/contract'
import { devicesOf, resolveDevice } from '../../domain/graphics/partsOf'
import { compareImportance, isSettled } from '../alarms/rank'
import { readQuality, type LatestSample, type Registry } from '../feed'
import { deviceStateName } from '../panes/device/deviceState'
import type { DeviceReading, Looked, Reading, Readings } from './Readings'
import type { TrendLine } from './trendLine'

/** Something that elements may look at. */
interface Cell<T> {
  now: T
  stamp: number
  readonly listeners: Set<() => void>
}

/** Columns of samples as the feed brings them. */
interface Samples {
  readonly points: Uint32Array
  readonly values: Float64Array
  readonly timesMs: Float64Array
  readonly qualities: Uint8Array
}

/**
 * Live values of the devices of one drawing. A batch of samples touches the values it names, and each of those tells only the elements that look at it:
 * what a change costs does not grow with the drawing.
 */
export class LiveReadings implements Readings {
  /** Devices that the drawing names and the registry knows. */
  readonly devices: readonly string[]
  private readonly values = new Map<string, Cell<Reading>>()
  private readonly byPoint = new Map<number, Cell<Reading>>()
  private readonly states = new Map<string, Cell<DeviceReading>>()
  private readonly byIndex = new Map<number, Cell<DeviceReading>>()
  /** By device, worst first: what stands or waits for a hand. */
  private alarms = new Map<string, Alarm[]>()
  private readonly samples = new Map<number, LatestSample>()
  private bytes: Uint8Array = new Uint8Array(0)

  constructor(
    private readonly registry: Registry,
    graphic: Graphic,
    private readonly opened: string | undefined,
    private readonly readSeries: Readings['series'],
  ) {
    this.devices = [...devicesOf(graphic, opened)].filter((id) => registry.deviceIndex(id) !== undefined)
  }

  value(source: GraphicSource): Reading | undefined {
    return this.valueCell(source)?.now
  }

  device(reference: DeviceReference): DeviceReading | undefined {
    return this.deviceCell(reference)?.now
  }

  property(source: GraphicSource) {
    const id = resolveDevice(source.deviceId, this.opened)
    return id === undefined ? undefined : this.registry.property(id, source.propertyId)?.property
  }

  series(source: GraphicSource, minutes: number): Promise<TrendLine> {
    return this.readSeries(source, minutes)
  }

  stamp(looked: Looked): number {
    let stamp = 0
    for (const cell of this.cellsOf(looked)) stamp += cell.stamp
    return stamp
  }

  watch(looked: Looked, listener: () => void): () => void {
    const cells = this.cellsOf(looked)
    for (const { listeners } of cells) listeners.add(listener)
    return () => {
      for (const { listeners } of cells) listeners.delete(listener)
    }
  }

  onSamples({ points, values, timesMs, qualities }: Samples, nowMs: number): void {
    points.forEach((point, at) => {
      const cell = this.byPoint.get(point)
      if (!cell) return
      const sample = {
        value: values[at] ?? NaN,
        timeMs: timesMs[at] ?? 0,
        quality: qualities[at] ?? qualityCodes.never,
      }
      this.samples.set(point, sample)
      this.renew(cell, point, nowMs)
    })
  }

  /** A value grows stale by time alone. @param nowMs seat time, UTC ms */
  onTime(nowMs: number): void {
    for (const [point, cell] of this.byPoint)
      if (cell.now.quality !== this.qualityOf(cell.now, this.samples.get(point), nowMs)) this.renew(cell, point, nowMs)
  }

  /** @param changed indexes of the devices; all when absent */
  onStates(bytes: Uint8Array, changed: Uint32Array | undefined): void {
    this.bytes = bytes
    for (const index of changed ?? this.byIndex.keys()) {
      const cell = this.byIndex.get(index)
      const state = deviceStateName(bytes[index])
      if (cell && cell.now.state !== state) tell(cell, { ...cell.now, state })
    }
  }

  onAlarms(alarms: ReadonlyMap<string, Alarm>): void {
    const named = new Set(this.devices)
    this.alarms = new Map()
    for (const alarm of [...alarms.values()].sort(compareImportance)) {
      if (!named.has(alarm.deviceId) || isSettled(alarm)) continue
      const own = this.alarms.get(alarm.deviceId)
      if (own) own.push(alarm)
      else this.alarms.set(alarm.deviceId, [alarm])
    }
    for (const [id, cell] of this.states) {
      const own = this.alarmsOf(id)
      if (isSame(own, cell.now.alarms)) continue
      tell(cell, { ...cell.now, alarms: own })
    }
    for (const cell of this.values.values()) {
      const alarm = this.alarmOn(cell.now.deviceId, cell.now.property.id)
      if (alarm !== cell.now.alarm) tell(cell, { ...cell.now, alarm })
    }
  }

  private valueCell(source: GraphicSource): Cell<Reading> | undefined {
    const deviceId = resolveDevice(source.deviceId, this.opened)
    if (deviceId === undefined) return undefined
    const key = `${deviceId}\n${source.propertyId}`
    const known = this.values.get(key)
    if (known) return known
    const found = this.registry.property(deviceId, source.propertyId)
    if (!found) return undefined
    const { property, point } = found
    const alarm = this.alarmOn(deviceId, property.id)
    const now: Reading = { property, deviceId, value: NaN, atMs: 0, quality: 'never', alarm }
    const cell = { now, stamp: 0, listeners: new Set<() => void>() }
    this.values.set(key, cell)
    this.byPoint.set(point, cell)
    return cell
  }

  private deviceCell(reference: DeviceReference): Cell<DeviceReading> | undefined {
    const deviceId = resolveDevice(reference, this.opened)
    const index = deviceId === undefined ? undefined : this.registry.deviceIndex(deviceId)
    if (deviceId === undefined || index === undefined) return undefined
    const known = this.states.get(deviceId)
    if (known) return known
    const now: DeviceReading = { deviceId, state: deviceStateName(this.bytes[index]), alarms: this.alarmsOf(deviceId) }
    const cell = { now, stamp: 0, listeners: new Set<() => void>() }
    this.states.set(deviceId, cell)
    this.byIndex.set(index, cell)
    return cell
  }

  private cellsOf({ sources, device }: Looked): { stamp: number; listeners: Set<() => void> }[] {
    const cells: ({ stamp: number; listeners: Set<() => void> } | undefined)[] = sources.map((each) =>
      this.valueCell(each),
    )
    if (device !== undefined) cells.push(this.deviceCell(device))
    return cells.filter((cell) => cell !== undefined)
  }

  private renew(cell: Cell<Reading>, point: number, nowMs: number): void {
    const sample = this.samples.get(point)
    const quality = this.qualityOf(cell.now, sample, nowMs)
    tell(cell, { ...cell.now, value: sample?.value ?? NaN, atMs: sample?.timeMs ?? 0, quality })
  }

  private qualityOf({ property }: Reading, sample: LatestSample | undefined, nowMs: number) {
    return sample ? readQuality(sample.quality, sample.timeMs, property.reportPeriodMs, nowMs) : 'never'
  }

  private alarmsOf(deviceId: string): readonly Alarm[] {
    return this.alarms.get(deviceId) ?? none
  }

  private alarmOn(deviceId: string, propertyId: string): Alarm | undefined {
    return this.alarmsOf(deviceId).find((alarm) => {
      const condition = this.registry.alarmDefinition(alarm)?.condition
      return condition !== undefined && 'property' in condition && condition.property === propertyId
    })
  }
}

const none: readonly Alarm[] = []

function tell<T>(cell: Cell<T>, next: T): void {
  cell.now = next
  cell.stamp++
  for (const listener of cell.listeners) listener()
}

const isSame = (a: readonly Alarm[], b: readonly Alarm[]) =>
  a.length === b.length && a.every((each, i) => each === b[i])
