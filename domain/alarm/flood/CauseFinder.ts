import type { Alarm, Medium } from '../../contract'
import { isHeld } from '../holds'
import { mediaOf } from '../alarmClass'
import type { TwinGraph } from './TwinGraph'

/** How long before its cause a consequence may be told, ms. Chosen: a silent device is noticed after two of its periods, its gateway perhaps later. */
export const earlyMs = 120_000
/** Gateways followed from a device upwards. */
const mostLinks = 8

/** Why an alarm stands: what has failed, and the alarm that says so. */
export interface Cause {
  readonly medium: Medium
  readonly alarm: Alarm
}

type Sourced = Pick<Alarm, 'id' | 'deviceId' | 'definitionId' | 'raisedAtMs' | 'isLifeSafety' | 'state'>

/**
 * Finds what an alarm follows from, among the alarms that say that something has failed for others. These are few: they are kept by what they reach, so that an alarm
 * costs a look for each of its media.
 */
export class CauseFinder {
  readonly #graph: TwinGraph
  readonly #sources = new Map<string, { alarm: Alarm; reaches: readonly string[] }>()
  /** Sources by `medium building`, and by `network device`. */
  readonly #byReach = new Map<string, Set<string>>()

  constructor(graph: TwinGraph) {
    this.#graph = graph
  }

  /**
   * Takes in an alarm as it is now; `undefined`: it is over.
   *
   * @returns whether other alarms may have another cause than before
   */
  take(id: string, alarm: Alarm | undefined): boolean {
    const known = this.#sources.get(id)
    const reaches = alarm ? this.#reachesOf(alarm) : []
    if (!known && reaches.length === 0) return false
    if (known) {
      for (const reach of known.reaches) this.#byReach.get(reach)?.delete(id)
      this.#sources.delete(id)
    }
    if (alarm && reaches.length > 0) {
      this.#sources.set(id, { alarm, reaches })
      for (const reach of reaches) {
        const there = this.#byReach.get(reach)
        if (there) there.add(id)
        else this.#byReach.set(reach, new Set([id]))
      }
    }
    const isSame =
      known !== undefined &&
      alarm !== undefined &&
      known.reaches.length === reaches.length &&
      known.alarm.raisedAtMs === alarm.raisedAtMs &&
      known.alarm.returnedAtMs === alarm.returnedAtMs
    return !isSame
  }

  /** Whether it says that something has failed for others. */
  isSource(id: string): boolean {
    return this.#sources.has(id)
  }

  /** The last cause that is known, through others that follow from it too; life safety that nobody has taken has none: it stands for itself. */
  causeOf(alarm: Sourced): Cause | undefined {
    if (this.#sources.size === 0 || (alarm.isLifeSafety && alarm.state !== 'acknowledged')) return undefined
    const passed: Cause[] = []
    for (let cause = this.#directCauseOf(alarm); cause; cause = this.#directCauseOf(cause.alarm)) {
      const { id } = cause.alarm
      const again = passed.findIndex((each) => each.alarm.id === id)
      // They explain each other: the one that came first is taken for the cause of all, and has none itself.
      if (again !== -1 || id === alarm.id)
        return this.#firstOf(passed.slice(Math.max(0, again)), alarm, id === alarm.id)
      passed.push(cause)
    }
    return passed.at(-1)
  }

  #firstOf(circle: readonly Cause[], alarm: Sourced, isInCircle: boolean): Cause | undefined {
    const first = circle.reduce<Cause | undefined>(
      (best, each) => (best && isBefore(best.alarm, each.alarm) ? best : each),
      undefined,
    )
    return first && isInCircle && isBefore(alarm, first.alarm) ? undefined : first
  }

  #reachesOf(alarm: Alarm): string[] {
    if (alarm.state === 'returned' || isHeld(alarm)) return []
    const { takesDown = [] } = this.#graph.definitionOf(alarm) ?? {}
    if (takesDown.length === 0) return []
    const building = this.#graph.buildingOf(alarm.deviceId)
    return takesDown.flatMap((medium) => {
      if (medium === 'network') return [`network ${alarm.deviceId}`]
      return building === undefined ? [] : [`${medium} ${building}`]
    })
  }

  #directCauseOf(alarm: Sourced): Cause | undefined {
    const definition = this.#graph.definitionOf(alarm)
    if (!definition) return undefined
    let first: Cause | undefined
    for (const medium of mediaOf(definition)) {
      for (const id of this.#sourcesFor(medium, alarm.deviceId)) {
        const source = this.#sources.get(id)?.alarm
        if (!source || source.deviceId === alarm.deviceId || !explains(source, alarm.raisedAtMs)) continue
        if (!first || isBefore(source, first.alarm)) first = { medium, alarm: source }
      }
    }
    return first
  }

  *#sourcesFor(medium: Medium, deviceId: string): Iterable<string> {
    if (medium !== 'network') {
      const building = this.#graph.buildingOf(deviceId)
      if (building !== undefined) yield* this.#byReach.get(`${medium} ${building}`) ?? []
      return
    }
    let gateway = this.#graph.gatewayOf(deviceId)
    for (let link = 0; gateway !== undefined && link < mostLinks; link++) {
      yield* this.#byReach.get(`network ${gateway}`) ?? []
      gateway = this.#graph.gatewayOf(gateway)
    }
  }
}

const explains = ({ raisedAtMs, returnedAtMs }: Alarm, atMs: number): boolean =>
  atMs >= raisedAtMs - earlyMs && (returnedAtMs === undefined || atMs <= returnedAtMs)

const isBefore = (a: Pick<Alarm, 'id' | 'raisedAtMs'>, b: Pick<Alarm, 'id' | 'raisedAtMs'>): boolean =>
  a.raisedAtMs < b.raisedAtMs || (a.raisedAtMs === b.raisedAtMs && a.id < b.id)
