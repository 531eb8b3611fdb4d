import type { DistrictDocument } from '../../domain/contract'
import { toLngLat, toMetres } from '../district/projection'
import { distance, isInside, type Point } from '../planar'
import { createRandom, type Random } from '../random'
import { Agenda } from './Agenda'
import { Fleet, type SimDevice } from './Fleet'
import { mix, share } from './noise'
import { ReportWheel, SLOT_MS } from './ReportWheel'
import { effectOf } from './services'
import { Staff } from './Staff'
import { faultPlans } from './stories/faults'
import type { Story, StoryStep } from './stories/Story'
import { type Cue, stories } from './stories/stories'
import { Walk, WalkNetwork } from './WalkNetwork'

/** Something a device says. The wall time it is stamped with and its message id are the sender's business. */
export type Outgoing =
  | { kind: 'properties'; device: SimDevice; values: Readonly<Record<string, number>> }
  | { kind: 'event'; device: SimDevice; event: string; output: Readonly<Record<string, string | number | boolean>> }
  | { kind: 'reply'; device: SimDevice; service: string; commandId: string; code: number; message: string }
  | { kind: 'lifecycle'; device: SimDevice; status: 'online' | 'offline' }

export interface SiteOptions {
  district: DistrictDocument
  seed: number
  /** Simulated moment of the start, UTC ms. */
  startMs: number
  /** How many times as fast as the wall clock simulated time runs. Devices keep their periods by the wall clock. */
  speed: number
  /** Messages a second by the wall clock; without it every device keeps its own period. */
  ratePerS?: number
  cues: readonly Cue[]
  emit: (message: Outgoing, atMs: number) => void
}

/** Mean time between small troubles, s: the desk is alive, and calm. */
const FAULT_EVERY_S = 150
/** Troubles that stand already when the first person signs in. */
const STANDING_FAULTS = 6
/** Gateways that go silent soon after the start, with what hangs on them; and single values that no longer come. */
const LOST_GATEWAYS = 4
const LOST_AFTER_MS = 12_000
const STUCK_VALUES = 8
/** People sent within this distance of a story's place were sent to it. */
const STORY_REACH_M = 150
/** A story nobody is sent to comes to its end by itself. */
const STORY_ENDS_AFTER_MS = 30 * 60_000
/** Between the last person done and the site settling. */
const SETTLE_AFTER_MS = 8_000
/** While something changes fast, its device reports as often. */
const CLOSE_REPORT_MS = 1_000

interface Running {
  story: Story
  place: Point
  tasks: Set<string>
  open: Set<string>
  hasSomebodyDone: boolean
  isSettling: boolean
}

/**
 * The site as a pure play: time and what arrives come in, what devices say goes out. The same district, seed and times make the same messages, however
 * the time is cut into steps.
 */
export class Site {
  private readonly fleet: Fleet
  private readonly staff: Staff
  private readonly agenda = new Agenda()
  private readonly wheel: ReportWheel
  private readonly periodsMs: number[]
  private readonly duesMs: number[] = []
  private readonly running: Running[] = []
  private readonly done = new Set<string>()
  private readonly faults: Random
  private readonly options: SiteOptions
  /** Messages a second, by the wall clock, that this site sends by itself. */
  readonly ratePerS: number

  constructor(options: SiteOptions) {
    this.options = options
    const { district, seed, startMs } = options
    this.fleet = new Fleet(district, seed)
    this.faults = createRandom(seed, 'faults')
    const network = new WalkNetwork(district.geometry.roads)
    this.staff = new Staff(
      district,
      this.fleet,
      network,
      {
        agenda: this.agenda,
        tell: (device, receipt, atMs) =>
          options.emit({ kind: 'event', device, event: 'receipt', output: { ...receipt } }, atMs),
        report: (device, atMs) => this.report(device, atMs),
        ended: (taskId, isDone, atMs) => this.taskEnded(taskId, isDone, atMs),
      },
      seed,
      options.cues.length > 0,
    )
    const timing = this.timing(options.ratePerS)
    this.periodsMs = timing.periodsMs.map((periodMs) => periodMs * options.speed)
    this.ratePerS = timing.ratePerS
    this.wheel = new ReportWheel(Math.max(...this.periodsMs, SLOT_MS), startMs)
    this.fleet.devices.forEach((device, index) => {
      const periodMs = this.periodsMs[index] ?? 0
      if (periodMs <= 0) return
      this.duesMs[index] = startMs + share(device.seed, 7) * periodMs
      this.wheel.add(index, this.duesMs[index] ?? startMs)
    })
    this.sendMovers(network, seed)
    this.prepareTroubles(startMs)
    for (const cue of options.cues) this.agenda.add(startMs + cue.atS * 1000, (atMs) => this.play(cue.play, atMs))
  }

  /** What a device would report now; nothing when it is gone or there is none. */
  measure(deviceId: string, atMs: number): Record<string, number> | undefined {
    const device = this.fleet.find(deviceId)
    return device?.isReachable === true ? this.fleet.measure(device, atMs) : undefined
  }

  /** Lets time pass up to a moment; what devices say meanwhile is emitted in order. */
  advance(toMs: number): void {
    while (this.wheel.nextMs <= toMs) {
      const slotMs = this.wheel.nextMs
      this.agenda.runUntil(slotMs)
      for (const index of this.wheel.take()) {
        const device = this.fleet.devices[index]
        if (!device) continue
        this.report(device, slotMs)
        // From when it was due, not from its slot: rounding up each time would slow short periods down.
        const dueMs = (this.duesMs[index] ?? slotMs) + (this.periodsMs[index] ?? SLOT_MS)
        this.duesMs[index] = dueMs
        this.wheel.add(index, dueMs)
      }
    }
    this.agenda.runUntil(toMs)
  }

  /** Whether a device of that type is there and can be reached. */
  isReachable(productKey: string, deviceName: string): boolean {
    const device = this.fleet.find(deviceName)
    return device?.typeId === productKey && device.isReachable
  }

  /** A service call arrived. Handsets answer by receipts; devices carry it out once and answer a moment later. */
  receive(
    productKey: string,
    deviceName: string,
    service: string,
    id: string,
    params: Readonly<Record<string, unknown>>,
    atMs: number,
  ): void {
    const device = this.fleet.find(deviceName)
    if (!device || device.typeId !== productKey || !device.isReachable) return
    if (this.staff.isHandset(device)) {
      this.noteTask(service, params)
      return this.staff.receive(device, service, params, atMs)
    }
    const answerMs = atMs + 100 + share(device.seed, mix(this.done.size, 3)) * 1_900
    const isKnown = device.type.services.some((item) => item.id === service)
    if (isKnown && !this.done.has(id)) {
      const input = Object.fromEntries(
        Object.entries(params).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
      )
      for (const step of effectOf(device, service, input, this.fleet.neighbourOf(device)))
        this.agenda.add(answerMs + step.atS * 1000, (now) => this.perform({ device: device.id, ...step }, now))
    }
    this.done.add(id)
    this.agenda.add(answerMs, (now) =>
      this.options.emit(
        {
          kind: 'reply',
          device,
          service,
          commandId: id,
          code: isKnown ? 200 : 404,
          message: isKnown ? 'success' : 'no such service',
        },
        now,
      ),
    )
  }

  /** Starts a story. @returns false when there is none of that name, or it is running already */
  play(name: string, atMs: number): boolean {
    const story = stories.find((item) => item.name === name)
    const at = story && this.fleet.find(story.at)
    if (!story || !at || this.running.some((item) => item.story === story)) return false
    const running: Running = {
      story,
      place: toMetres([...at.lngLat]),
      tasks: new Set(),
      open: new Set(),
      hasSomebodyDone: false,
      isSettling: false,
    }
    this.running.push(running)
    for (const step of story.steps)
      this.agenda.add(atMs + step.atS * 1000, (now) => {
        if (!running.isSettling) this.perform(step, now)
      })
    this.agenda.add(atMs + STORY_ENDS_AFTER_MS, (now) => this.settle(running, now))
    return true
  }

  private noteTask(service: string, params: Readonly<Record<string, unknown>>): void {
    const { taskId, lng, lat } = params
    if (service !== 'task' || typeof taskId !== 'string' || typeof lng !== 'number' || typeof lat !== 'number') return
    for (const running of this.running) {
      if (running.tasks.has(taskId) || distance(running.place, toMetres([lng, lat])) > STORY_REACH_M) continue
      running.tasks.add(taskId)
      running.open.add(taskId)
    }
  }

  private taskEnded(taskId: string, isDone: boolean, atMs: number): void {
    for (const running of this.running) {
      if (!running.open.delete(taskId)) continue
      running.hasSomebodyDone ||= isDone
      if (running.open.size === 0 && running.hasSomebodyDone)
        this.agenda.add(atMs + SETTLE_AFTER_MS, (now) => {
          if (running.open.size === 0) this.settle(running, now)
        })
    }
  }

  private settle(running: Running, atMs: number): void {
    if (running.isSettling) return
    running.isSettling = true
    let lastS = 0
    for (const step of running.story.settle) {
      lastS = Math.max(lastS, step.atS)
      this.agenda.add(atMs + step.atS * 1000, (now) => this.perform(step, now))
    }
    this.agenda.add(atMs + lastS * 1000, () => this.running.splice(this.running.indexOf(running), 1))
  }

  private perform(step: StoryStep, atMs: number): void {
    const device = this.fleet.find(step.device)
    if (!device) return
    for (const property of step.release ?? []) device.overrides.delete(property)
    for (const [property, value] of Object.entries(step.set ?? {}))
      device.overrides.set(property, { kind: 'hold', value })
    if (step.state !== undefined)
      device.overrides.set('state', { kind: 'hold', value: this.fleet.stateNumber(device, step.state) })
    let closelyUntilMs = atMs
    for (const [property, { to, overS }] of Object.entries(step.ramp ?? {})) {
      const from = this.fleet.value(device, property, atMs)
      const endMs = atMs + overS * 1000
      device.overrides.set(property, { kind: 'ramp', from, to, startMs: atMs, endMs })
      closelyUntilMs = Math.max(closelyUntilMs, endMs)
    }
    if (step.event) this.options.emit({ kind: 'event', device, event: step.event.id, output: step.event.output }, atMs)
    this.reportClosely(device, atMs, closelyUntilMs)
  }

  private reportClosely(device: SimDevice, atMs: number, untilMs: number): void {
    this.report(device, atMs)
    if (atMs < untilMs)
      this.agenda.add(Math.min(untilMs, atMs + CLOSE_REPORT_MS), (now) => this.reportClosely(device, now, untilMs))
  }

  private report(device: SimDevice, atMs: number): void {
    if (!device.isReachable) return
    this.options.emit({ kind: 'properties', device, values: this.fleet.measure(device, atMs) }, atMs)
  }

  /**
   * Periods for a rate, both by the wall clock. More than the devices send by themselves: all report more often. Less: only so many devices speak as keep the rate, handsets and
   * those of the stories first, since a device that reports late counts as lost.
   */
  private timing(ratePerS: number | undefined): { periodsMs: number[]; ratePerS: number } {
    const natural = this.fleet.devices.map(({ type }) =>
      Math.min(...type.properties.map(({ reportPeriodMs }) => reportPeriodMs)),
    )
    const naturalRate = natural.reduce((sum, periodMs) => sum + 1000 / periodMs, 0)
    if (ratePerS === undefined) return { periodsMs: natural, ratePerS: naturalRate }
    if (ratePerS >= naturalRate)
      return { periodsMs: natural.map((periodMs) => (periodMs * naturalRate) / ratePerS), ratePerS }
    const first = new Set(stories.flatMap((story) => story.steps.map(({ device }) => device)))
    const order = this.fleet.devices
      .slice()
      .sort((a, b) => rank(a, first) - rank(b, first) || share(a.seed, 11) - share(b.seed, 11))
    const periodsMs: number[] = natural.map(() => 0)
    let sum = 0
    for (const device of order) {
      const periodMs = natural[device.index] ?? SLOT_MS
      if (sum + 1000 / periodMs > ratePerS) {
        // At least one device speaks, as seldom as it must.
        if (sum > 0) break
        periodsMs[device.index] = 1000 / ratePerS
        sum = ratePerS
        break
      }
      periodsMs[device.index] = periodMs
      sum += 1000 / periodMs
    }
    return { periodsMs, ratePerS: sum }
  }

  /** Buses and robots go to and fro along a stretch of the network. */
  private sendMovers(network: WalkNetwork, seed: number): void {
    const outlines = this.options.district.geometry.plots.map((plot) => plot.outline.slice(1).map(toMetres))
    for (const device of this.fleet.devices) {
      const speed = speeds[device.typeId]
      if (speed === undefined) continue
      const random = createRandom(seed, `mover ${device.id}`)
      const home = outlines.find((outline) => isInside(toMetres([...device.lngLat]), outline))
      const staysHome = speed < 2
      const way = network.beat(
        toMetres([...device.lngLat]),
        staysHome ? 500 : 2400,
        (n) => random.whole(0, n - 1),
        (point) => (staysHome && home ? isInside(point, home) : true),
      )
      const walk = new Walk(way)
      const offsetM = random.between(0, walk.lengthM)
      device.whereAt = (tMs) => toLngLat(walk.toAndFro(offsetM + ((tMs / 1000) % 1_000_000) * speed))
    }
  }

  private prepareTroubles(startMs: number): void {
    for (let i = 0; i < STANDING_FAULTS; i++)
      this.agenda.add(startMs + 2_000 + i * 1_500, (atMs) => this.beginFault(atMs, 4))
    this.agenda.add(startMs + this.pauseMs(), (atMs) => this.nextFault(atMs))
    const behind = new Map<string, SimDevice[]>()
    for (const device of this.fleet.devices) {
      const others = device.parentId === undefined ? undefined : behind.get(device.parentId)
      if (others) others.push(device)
      else if (device.parentId !== undefined) behind.set(device.parentId, [device])
    }
    // The largest that carry nothing life depends on.
    const gateways = [...behind.keys()]
      .flatMap((id) => this.fleet.find(id) ?? [])
      .filter(({ typeId }) => typeId === 'NETWORK_SWITCH' || typeId === 'METER_GATEWAY')
      .sort((a, b) => (behind.get(b.id)?.length ?? 0) - (behind.get(a.id)?.length ?? 0))
      .slice(0, LOST_GATEWAYS)
    for (const gateway of gateways)
      this.agenda.add(startMs + LOST_AFTER_MS, (atMs) => {
        this.report(gateway, atMs)
        for (const device of [gateway, ...(behind.get(gateway.id) ?? [])]) {
          this.report(device, atMs)
          this.options.emit({ kind: 'lifecycle', device, status: 'offline' }, atMs)
          device.isReachable = false
        }
      })
    const stations = this.fleet.devices.filter(({ typeId }) => typeId === 'AIR_STATION' || typeId === 'LAMP_POLE')
    for (let i = 0; i < STUCK_VALUES; i++) {
      const device = stations[this.faults.whole(0, Math.max(0, stations.length - 1))]
      const property = device?.type.properties[this.faults.whole(0, 1)]
      if (device && property) this.agenda.add(startMs + 60_000, () => (device.stuckProperty = property.id))
    }
    // What stands for longer: a detector whose sensor is dead, and a unit that does not come down to its set point.
    const lastOf = (typeId: string) => this.fleet.devices.findLast((device) => device.typeId === typeId)
    const [detector, unit] = [lastOf('SMOKE_DETECTOR'), lastOf('CHILLER')]
    if (detector) this.agenda.add(startMs + 60_000, () => (detector.stuckProperty = 'smoke_density'))
    if (unit) {
      const step = { device: unit.id, atS: 0, state: 'running', ramp: { supply_temperature: { to: 10.4, overS: 120 } } }
      this.agenda.add(startMs + 90_000, (atMs) => this.perform(step, atMs))
    }
  }

  private pauseMs(): number {
    // Exponential: troubles do not wait for each other.
    return -Math.log(1 - this.faults.next()) * FAULT_EVERY_S * 1000
  }

  private nextFault(atMs: number): void {
    this.beginFault(atMs, 1)
    this.agenda.add(atMs + this.pauseMs(), (now) => this.nextFault(now))
  }

  private beginFault(atMs: number, longer: number): void {
    let at = this.faults.next() * faultPlans.reduce((sum, plan) => sum + plan.weight, 0)
    const plan = faultPlans.find((item) => (at -= item.weight) < 0)
    const able = this.fleet.devices.filter(
      (device) =>
        device.typeId === plan?.typeId &&
        device.isReachable &&
        device.overrides.size === 0 &&
        (this.periodsMs[device.index] ?? 0) > 0,
    )
    const device = able[this.faults.whole(0, Math.max(0, able.length - 1))]
    if (!plan || !device) return
    const lastsMs = this.faults.between(...plan.lastsS) * 1000 * longer
    this.perform({ ...plan.begin, atS: 0, device: device.id }, atMs)
    this.agenda.add(atMs + lastsMs, (now) => this.perform({ ...plan.end, atS: 0, device: device.id }, now))
  }
}

/** Speeds of what moves by itself, m/s. */
const speeds: Readonly<Record<string, number>> = {
  BUS: 6,
  SHUTTLE: 4,
  CLEANING_ROBOT: 0.6,
  DELIVERY_ROBOT: 1,
  PATROL_ROBOT: 1.1,
  AR_GLASSES: 0.8,
}

const rank = (device: SimDevice, first: ReadonlySet<string>): number =>
  first.has(device.id) ? 0 : device.typeId === 'HANDSET' ? 1 : 2
