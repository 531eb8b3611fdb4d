import type { DeviceId } from '../../domain/contract'
import { type AddedNumbers, maxAddedNumbers } from '../../domain/contract/sync'

/** How a seat numbers its devices and points. Those of the district are numbered the same at every seat; what was added since is not. */
export interface OwnNumbers {
  readonly base: { readonly devices: number; readonly points: number }
  readonly deviceCount: number
  readonly pointCount: number
  deviceAt(index: number): { readonly id: DeviceId } | undefined
  /** Runs of points added since, those that begin at `fromPoint` or after. */
  appendedBlocks(fromPoint: number): readonly {
    readonly firstPoint: number
    readonly device: number
    readonly properties: readonly string[]
  }[]
  indexOf(deviceId: string): number | undefined
  pointOf(deviceId: string, property: string): number | undefined
  /** The number by which a point of the district goes now; `undefined` when its device has it no more. */
  currentPoint(point: number): number | undefined
  onChanged(listener: () => void): () => void
}

/** Tells one follower what was added since it was told last. */
export class NumberTeller {
  #devices: number
  #points: number

  constructor(private readonly own: OwnNumbers) {
    this.#devices = own.base.devices
    this.#points = own.base.points
  }

  /** What has to be told before anything is said of it; nothing most of the time. */
  *take(): Generator<AddedNumbers> {
    const { own } = this
    while (this.#devices < own.deviceCount || this.#points < own.pointCount) {
      const firstDevice = this.#devices
      const devices: DeviceId[] = []
      for (; this.#devices < own.deviceCount && devices.length < maxAddedNumbers; this.#devices++) {
        const device = own.deviceAt(this.#devices)
        if (device) devices.push(device.id)
      }
      const runs = own.appendedBlocks(this.#points).slice(0, maxAddedNumbers)
      const lists = new Map<readonly string[], number>()
      const blocks = runs.flatMap(({ firstPoint, device, properties }): AddedNumbers['blocks'] => {
        const place = lists.get(properties) ?? lists.size
        lists.set(properties, place)
        this.#points = firstPoint + properties.length
        const id = own.deviceAt(device)?.id
        return id === undefined ? [] : [[firstPoint, id, place]]
      })
      yield { firstDevice, devices, blocks, lists: [...lists.keys()].map((list) => [...list]) }
      if (devices.length === 0 && runs.length === 0) return
    }
  }
}

interface Run {
  readonly firstPoint: number
  readonly deviceId: DeviceId
  readonly properties: readonly string[]
}

/** The numbers of another seat, in ours. */
export class ReceivedNumbers {
  readonly #devices: DeviceId[] = []
  readonly #runs: Run[] = []

  constructor(private readonly own: OwnNumbers) {}

  take({ firstDevice, devices, blocks, lists }: AddedNumbers): void {
    this.#devices.length = Math.min(this.#devices.length, Math.max(0, firstDevice - this.own.base.devices))
    this.#devices.push(...devices)
    for (const [firstPoint, deviceId, place] of blocks) {
      // Told in order: a number that is told again means another thing from there on.
      while ((this.#runs.at(-1)?.firstPoint ?? -1) >= firstPoint) this.#runs.pop()
      this.#runs.push({ firstPoint, deviceId, properties: lists[place] ?? [] })
    }
  }

  /**
   * @returns our number; `waits` when the sender has it and we do not yet; `undefined` when nobody says what it is, or the device has it no more
   */
  point(point: number): number | 'waits' | undefined {
    const { own } = this
    if (point < own.base.points) return own.currentPoint(point)
    const run = this.#runOf(point)
    const property = run?.properties[point - run.firstPoint]
    if (!run || property === undefined) return undefined
    return own.pointOf(run.deviceId, property) ?? 'waits'
  }

  device(device: number): number | 'waits' | undefined {
    const { base } = this.own
    if (device < base.devices) return device
    const id = this.#devices[device - base.devices]
    return id === undefined ? undefined : (this.own.indexOf(id) ?? 'waits')
  }

  /** The run that begins last at or before the point. */
  #runOf(point: number): Run | undefined {
    let [low, high] = [0, this.#runs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#runs[middle]?.firstPoint ?? 0) <= point) low = middle + 1
      else high = middle
    }
    return this.#runs[low - 1]
  }
}
