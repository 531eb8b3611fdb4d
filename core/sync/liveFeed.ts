import type { SampleBatch, SeatId } from '../../domain/contract'
import { maxPointsPerFrame, type SyncFrame, type SyncFrameOf } from '../../domain/contract/sync'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'
import { NumberTeller, type OwnNumbers, ReceivedNumbers } from './addedNumbers'
import type { LinkFeature, SyncLink } from './LinkFeature'

/** Frames that the leader may send ahead: the whole of 120,000 points is eight of them. */
const credit = 32
/** Values and states that may wait for the entry that says whose they are. */
const mostWaiting = 200_000
/** Granted again once half is used. */
const creditTopUp = credit / 2
/** A follower's picture may be this old beside what it hears itself; windows of a following seat are not faster than that. */
const rateHz = 1

export interface LiveSourceOptions {
  live: Pick<LiveState, 'subscribe'>
  deviceStates: Pick<DeviceStates, 'subscribe'>
  /** Hash of the registry that gives points and devices their numbers. */
  districtHash: () => string | undefined
  numbers: OwnNumbers
}

/**
 * Tells followers what this seat knows of the site: everything known first, then the latest of what changed. Without credit changes are kept, latest only, so that
 * a slow follower gets fewer and newer values and costs no memory.
 */
export function createLiveSource({ live, deviceStates, districtHash, numbers }: LiveSourceOptions): LinkFeature {
  return {
    attach(link) {
      let left = 0
      let stops: (() => void)[] = []
      const isReady = () => left > 0
      const send = (frame: SyncFrame) => {
        // The first flush may be larger than what is left; the next one waits for all of it.
        left--
        link.send(frame)
      }

      function stop() {
        for (const one of stops.splice(0)) one()
      }

      function start(wanted: SyncFrameOf<'liveWanted'>) {
        stop()
        if (wanted.districtHash !== districtHash()) return link.send({ t: 'liveRefused' })
        left = wanted.credit
        const teller = new NumberTeller(numbers)
        const tellNumbers = () => {
          for (const added of teller.take()) send({ t: 'samples', batch: nothing, added })
        }
        stops = [
          live.subscribe({ points: 'all', rateHz: wanted.rateHz, isReady }, (batch) => {
            tellNumbers()
            for (const part of partsOf(batch)) send({ t: 'samples', batch: part })
          }),
          deviceStates.subscribe({ rateHz: wanted.rateHz, isReady }, ({ devices, states }) => {
            tellNumbers()
            for (let from = 0; from < devices.length; from += maxPointsPerFrame) {
              const to = from + maxPointsPerFrame
              send({ t: 'deviceStates', devices: devices.slice(from, to), states: states.slice(from, to) })
            }
          }),
        ]
      }

      return {
        receive(frame) {
          if (frame.t === 'liveWanted') start(frame)
          else if (frame.t === 'liveUnwanted') stop()
          else if (frame.t === 'liveCredit') left = Math.min(left + frame.more, credit * 2)
        },
        detach: stop,
      }
    },
  }
}

const nothing: SampleBatch = {
  points: new Uint32Array(0),
  values: new Float64Array(0),
  timesMs: new Float64Array(0),
  qualities: new Uint8Array(0),
}

function* partsOf(batch: SampleBatch): Generator<SampleBatch> {
  const { points, values, timesMs, qualities } = batch
  if (points.length <= maxPointsPerFrame) return yield batch
  for (let from = 0; from < points.length; from += maxPointsPerFrame) {
    const to = from + maxPointsPerFrame
    yield {
      points: points.slice(from, to),
      values: values.slice(from, to),
      timesMs: timesMs.slice(from, to),
      qualities: qualities.slice(from, to),
    }
  }
}

export interface LiveSinkOptions {
  /** Whether the live values of this seat shall come from the other one: the leader, while this seat follows it. */
  takesFrom: (seatId: SeatId) => boolean
  districtHash: () => string | undefined
  numbers: OwnNumbers
  /** @param timeMs source time, UTC ms; @param quality byte of `qualityCodes` */
  onSample: (point: number, value: number, timeMs: number, quality: number) => void
  /** @param state byte of `deviceStateCodes` */
  onDeviceState: (device: number, state: number) => void
}

export interface LiveSink extends LinkFeature {
  /** To be called when `takesFrom` may answer differently. */
  look(): void
}

/** A follower's end: asks the one that it follows for live values, and hands them to setters. */
export function createLiveSink(options: LiveSinkOptions): LiveSink {
  const ends = new Set<SinkEnd>()

  class SinkEnd {
    private isWanted = false
    private used = 0
    /** Both hashes at the last refusal: asked again when one of them has changed. */
    private refusedFor: string | undefined
    private numbers = new ReceivedNumbers(options.numbers)
    /** What was said of devices and points whose entries have not come yet, the latest of each. */
    private readonly waitingSamples = new Map<number, [value: number, timeMs: number, quality: number]>()
    private readonly waitingStates = new Map<number, number>()
    private readonly stopListening = options.numbers.onChanged(() => this.takeWaiting())

    constructor(private readonly link: SyncLink) {}

    look() {
      const [here, there] = [options.districtHash(), this.link.status.districtHash]
      const takes = options.takesFrom(this.link.seat.seatId)
      if (this.isWanted && (!takes || here !== there)) {
        this.isWanted = false
        this.link.send({ t: 'liveUnwanted' })
      }
      if (this.isWanted || !takes || here === undefined || here !== there || this.refusedFor === here) return
      this.isWanted = true
      this.used = 0
      this.refusedFor = undefined
      this.numbers = new ReceivedNumbers(options.numbers)
      this.waitingSamples.clear()
      this.waitingStates.clear()
      this.link.send({ t: 'liveWanted', districtHash: here, rateHz, credit })
    }

    receive(frame: SyncFrame) {
      if (frame.t === 'status') {
        this.refusedFor = undefined
        this.look()
      } else if (frame.t === 'liveRefused') {
        this.isWanted = false
        this.refusedFor = options.districtHash()
      } else if (frame.t === 'samples' && this.isWanted) {
        if (frame.added) this.numbers.take(frame.added)
        this.takeSamples(frame.batch)
      } else if (frame.t === 'deviceStates' && this.isWanted) this.takeStates(frame)
    }

    detach() {
      ends.delete(this)
      this.stopListening()
    }

    private takeSamples({ points, values, timesMs, qualities }: SampleBatch) {
      const { length } = points
      if (values.length !== length || timesMs.length !== length || qualities.length !== length)
        return this.link.refuse('malformed', 'columns of different lengths')
      for (let i = 0; i < length; i++) {
        const [point, value, timeMs, quality] = [points[i], values[i], timesMs[i], qualities[i]]
        if (point === undefined || value === undefined || timeMs === undefined || quality === undefined) continue
        if (Number.isFinite(timeMs)) this.takeSample(point, value, timeMs, quality)
      }
      this.grant()
    }

    private takeStates({ devices, states }: SyncFrameOf<'deviceStates'>) {
      if (states.length !== devices.length) return this.link.refuse('malformed', 'columns of different lengths')
      devices.forEach((device, i) => {
        const state = states[i]
        if (state !== undefined) this.takeState(device, state)
      })
      this.grant()
    }

    private takeSample(source: number, value: number, timeMs: number, quality: number) {
      const point = this.numbers.point(source)
      if (point === 'waits') {
        if (this.waitingSamples.size < mostWaiting) this.waitingSamples.set(source, [value, timeMs, quality])
      } else if (point !== undefined) options.onSample(point, value, timeMs, quality)
    }

    private takeState(source: number, state: number) {
      const device = this.numbers.device(source)
      if (device === 'waits') {
        if (this.waitingStates.size < mostWaiting) this.waitingStates.set(source, state)
      } else if (device !== undefined) options.onDeviceState(device, state)
    }

    private takeWaiting() {
      const samples = [...this.waitingSamples]
      const states = [...this.waitingStates]
      this.waitingSamples.clear()
      this.waitingStates.clear()
      for (const [source, sample] of samples) this.takeSample(source, ...sample)
      for (const [source, state] of states) this.takeState(source, state)
    }

    private grant() {
      if (++this.used < creditTopUp) return
      this.link.send({ t: 'liveCredit', more: this.used })
      this.used = 0
    }
  }

  return {
    attach(to) {
      const end = new SinkEnd(to)
      ends.add(end)
      end.look()
      return end
    },
    look: () => ends.forEach((end) => end.look()),
    tick: () => ends.forEach((end) => end.look()),
  }
}
