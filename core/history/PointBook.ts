import type { DeviceId } from '../../domain/contract'
import type { Meter } from '../../domain/things/meter'
import { inOrderOfMaking, type SampleCorrection } from './correctSeries'
import { groupOf, type Retention, type RetentionClass, type RetentionPlan } from './levels'
import { classesOfGroups, keyOf, type KnownPoint } from './pointIds'

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
  private idOfKey = new Map<string, number>()
  private meters = new Map<number, Meter>()
  private classes = new Map<number, RetentionClass>()
  private readonly corrections = new Map<number, readonly SampleCorrection[]>()

  constructor(readonly plan: RetentionPlan) {}

  bind(points: readonly (BoundPoint | undefined)[], known: readonly KnownPoint[]): void {
    this.idOfKey = new Map(known.map((point) => [keyOf(point), point.id]))
    this.classes = classesOfGroups(known)
    this.ids = Uint32Array.from(points, (point) => (point && this.idOf(point)) ?? 0)
    this.meters = new Map()
    points.forEach((point, index) => point?.meter && this.meters.set(this.ids[index]!, point.meter))
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
