import { deviceStateCodes } from '../../domain/contract'
import { ChangeTracker } from './ChangeTracker'
import type { Ticker } from './Ticker'

/** State bytes of devices, as the feed `devices.stateChanged` carries them. */
export interface DeviceStateBatch {
  /** True once, at the start: every device is in it. */
  isSnapshot: boolean
  devices: Uint32Array<ArrayBuffer>
  /** Bytes of `deviceStateCodes`. */
  states: Uint8Array<ArrayBuffer>
}

export interface DeviceStateSubscription {
  /** Flushes a second at most, 0.1 to 30. */
  rateHz: number
  /** While it says no, changes are kept and nothing is handed over. */
  isReady?: () => boolean
}

/** State of every device as one byte by device index: 1 byte a device, and 8 more for each 31 subscribers. Counts are kept, not counted. */
export class DeviceStates {
  private states: Uint8Array
  private readonly counts = new Uint32Array(Object.keys(deviceStateCodes).length)
  private readonly changes: ChangeTracker

  constructor(
    private readonly ticker: Ticker,
    private size = 0,
  ) {
    this.states = new Uint8Array(size)
    this.counts[deviceStateCodes.unknown] = size
    this.changes = new ChangeTracker(size)
  }

  get deviceCount(): number {
    return this.size
  }

  /** Makes room for more devices; new ones are unknown. */
  grow(deviceCount: number): void {
    if (deviceCount <= this.size) return
    if (deviceCount > this.states.length) {
      const wider = new Uint8Array(Math.max(deviceCount, this.states.length * 2))
      wider.set(this.states)
      this.states = wider
    }
    this.counts[deviceStateCodes.unknown]! += deviceCount - this.size
    this.size = deviceCount
    this.changes.grow(deviceCount)
  }

  /**
   * @param state byte of `deviceStateCodes`
   * @returns whether that is a change
   */
  set(device: number, state: number): boolean {
    if (device >= this.size) return false
    const before = this.states[device]!
    if (before === state) return false
    this.states[device] = state
    this.counts[before]!--
    this.counts[state]!++
    this.changes.mark(device)
    return true
  }

  get(device: number): number {
    return this.states[device] ?? deviceStateCodes.unknown
  }

  /** How many devices are in the state. @param state byte of `deviceStateCodes` */
  count(state: number): number {
    return this.counts[state] ?? 0
  }

  /** Hands over every state at the next tick and then what changed, at most `rateHz` times a second. @returns ends the subscription */
  subscribe(wanted: DeviceStateSubscription, flush: (batch: DeviceStateBatch) => void): () => void {
    const watcher = this.changes.watch('all')
    let isSnapshot = true
    const stopTicking = this.ticker.every(wanted.rateHz, () => {
      if (wanted.isReady && !wanted.isReady()) return
      const changed = watcher.take()
      const devices = isSnapshot ? Uint32Array.from({ length: this.size }, (_, device) => device) : changed
      if (isSnapshot || devices.length > 0) flush({ isSnapshot, devices, states: this.read(devices) })
      isSnapshot = false
    })
    return () => {
      stopTicking()
      watcher.close()
    }
  }

  private read(devices: Uint32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const states = new Uint8Array(devices.length)
    for (let i = 0; i < devices.length; i++) states[i] = this.get(devices[i]!)
    return states
  }
}
