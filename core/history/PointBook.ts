import type { DeviceId } from '../../domain/contract'
import type { Meter } from '../../domain/things/meter'
import { inOrderOfMaking, type SampleCorrection } from './correctSeries'
import { groupOf, type Retention, type RetentionClass, type RetentionPlan } from './levels'
import { classesOfGroups, keyOf, type KnownPoint, type PointKey, PointNumbers } from './pointIds'

/** A point as the registry knows it. */
export interface BoundPoint {
  deviceId: DeviceId
  property: string
  meter?: Meter
  /** `standard` when absent. */
  kept?: RetentionClass
}

export interface PointCorrection extends SampleCorrection {
  readonly deviceId: DeviceId
  readonly property: string
}

/** What history must know of its points to settle and to read them: what they add up to, how long they are kept, what people corrected. */
export class PointBook {
  /** Stable ids by point index; 0 for an index that stands for nothing. */
  ids: Uint32Array = new Uint32Array(0)
  /** Before it is, nobody knows how long a point is kept and what it adds up to: nothing may be settled or thrown away. */
  isBound = false
  private idOfKey = new Map<string, number>()
  private meters = new Map<number, Meter>()
  private classes = new Map<number, RetentionClass>()
  private numbers = new PointNumbers([])
  private readonly corrections = new Map<number, readonly SampleCorrection[]>()

  constructor(readonly plan: RetentionPlan) {}

  bind(points: readonly (BoundPoint | undefined)[], known: readonly KnownPoint[]): void {
    this.isBound = true
    this.idOfKey = new Map(known.map((point) => [keyOf(point), point.id]))
    this.classes = classesOfGroups(known)
    this.numbers = new PointNumbers(known)
    this.ids = Uint32Array.from(points, (point) => (point && this.idOf(point)) ?? 0)
    this.meters = new Map()
    points.forEach((point, index) => point?.meter && this.meters.set(this.ids[index]!, point.meter))
  }

  /** Numbers for those of the points that have none yet. */
  numberNew(points: readonly PointKey[]): KnownPoint[] {
    const fresh = new Map(points.map((point) => [keyOf(point), point]))
    return [...fresh].flatMap(([key, point]) => (this.idOfKey.has(key) ? [] : [this.numbers.number(point)]))
  }

  /** Points that lie in the table from now on. */
  know(points: readonly KnownPoint[]): void {
    for (const point of points) this.idOfKey.set(keyOf(point), point.id)
    for (const [group, kept] of classesOfGroups(points)) this.classes.set(group, kept)
  }

  /** Points that go by another index from now on, with all that is known of them: from, to, from, to … */
  move(moved: Uint32Array): void {
    const most = moved.reduce((length, index) => Math.max(length, index + 1), 0)
    this.grow(most)
    for (let at = 0; at + 1 < moved.length; at += 2) this.ids[moved[at + 1]!] = this.ids[moved[at]!]!
  }

  private grow(length: number): void {
    if (length <= this.ids.length) return
    const wider = new Uint32Array(Math.max(length, Math.ceil(this.ids.length * 1.25)))
    wider.set(this.ids)
    this.ids = wider
  }

  /** What some indices stand for from now on: points that are known. */
  set(points: readonly (readonly [index: number, point: BoundPoint])[]): void {
    const most = points.reduce((length, [index]) => Math.max(length, index + 1), 0)
    this.grow(most)
    for (const [index, point] of points) {
      const id = this.idOf(point)
      if (id === undefined) continue
      this.ids[index] = id
      if (point.meter) this.meters.set(id, point.meter)
    }
  }

  idOf(point: { deviceId: string; property: string }): number | undefined {
    return this.idOfKey.get(keyOf(point))
  }

  meterOf(id: number): Meter | undefined {
    return this.meters.get(id)
  }

  classOf(group: number): RetentionClass {
    return this.classes.get(group) ?? 'standard'
  }

  groupsOf(kept: RetentionClass): number[] {
    return [...this.classes].flatMap(([group, of]) => (of === kept ? [group] : []))
  }

  retentionOf(group: number): Retention {
    return this.plan[this.classOf(group)]
  }

  retentionOfPoint(id: number): Retention {
    return this.retentionOf(groupOf(id))
  }

  correctionsOf(id: number): readonly SampleCorrection[] {
    return this.corrections.get(id) ?? []
  }

  /** @param correction takes the place of the one with its id; absent takes that one away */
  setCorrection(point: number, id: string, correction: SampleCorrection | undefined): void {
    const others = this.correctionsOf(point).filter((one) => one.id !== id)
    this.corrections.set(point, inOrderOfMaking(correction ? [...others, correction] : others))
  }
}
