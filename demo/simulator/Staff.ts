import type { DistrictDocument, Person, Post } from '../../domain/contract'
import { toLngLat, toMetres } from '../district/projection'
import { isInside, type Point } from '../planar'
import { createRandom, hashText, type Random } from '../random'
import type { Agenda } from './Agenda'
import type { Fleet, SimDevice } from './Fleet'
import { Walk, type WalkNetwork } from './WalkNetwork'

/** What a handset tells of a task or message it got. */
export interface Receipt {
  subject: 'task' | 'message'
  id: string
  state: 'delivered' | 'read' | 'accepted' | 'arrived' | 'done'
  note?: string
}

export interface StaffWorld {
  agenda: Agenda
  /** Sends a receipt from a handset. */
  tell(device: SimDevice, receipt: Receipt, atMs: number): void
  /** The handset reports its position out of turn. */
  report(device: SimDevice, atMs: number): void
  /** A task at a place has come to its end. */
  ended(taskId: string, isDone: boolean, atMs: number): void
}

/** A stroll on the beat, m/s; a report comes every five to ten seconds. */
const STROLL_M_PER_S = 0.7
const BEAT_M = 420
/** Stairs or lift, s a floor. */
const FLOOR_S = 3
/** While on the way, positions come this often. */
const ON_THE_WAY_MS = 5_000

/** On a day on which something happens, one order in so many is not looked at until somebody urges, or until this long after, ms. */
const MISSED_ONE_IN = 4
const MISSED_MS = 25 * 60_000
/** Of those who read that an order waits for them, so many take it at once. */
const ANSWERS_SHARE = 0.75

interface Errand {
  taskId: string
  target: Point
  floor: number
}

/** One person: on the beat, on an errand, or on the way back. */
interface Member {
  person: Person
  device: SimDevice
  beat: Walk
  offsetM: number
  random: Random
  known: Set<string>
  /** Orders that are on the handset and not accepted, each with its acceptance. */
  open: Map<string, (atMs: number) => void>
  /** The way walked now, if any: to an errand or back to the beat. */
  trip: { walk: Walk; startMs: number; speed: number } | undefined
  errand: Errand | undefined
  /** Tasks that came while on another: done one after the other. */
  waiting: Errand[]
  /** Raised by whatever ends an errand, so that what was planned for it falls away. */
  turn: number
}

const notes: Partial<Record<Post, readonly string[]>> = {
  microFireStation: ['现场已处置，无明火，无人员受伤', '已扑灭，现场有人看护'],
  security: ['现场已控制，秩序正常', '人员已疏散，现场警戒撤除'],
  engineering: ['已处理，设备恢复正常', '阀门已关，现场无渗漏'],
  firstAid: ['伤者已处置，移交 120', '无需送医，已安抚'],
  cleaning: ['现场已清理完毕'],
}
const anyNote = ['已完成，现场正常']

/** The people on duty: they walk their beats, take tasks on their handsets, hurry there, and tell how it went. */
export class Staff {
  private readonly members = new Map<string, Member>()

  constructor(
    district: DistrictDocument,
    fleet: Fleet,
    private readonly network: WalkNetwork,
    private readonly world: StaffWorld,
    seed: number,
    /** Whether people have enough else to do to miss an order now and then. */
    private readonly isBusy = false,
  ) {
    const outlines = new Map(district.geometry.plots.map((plot) => [plot.id, plot.outline.slice(1).map(toMetres)]))
    for (const person of district.people) {
      const device = fleet.find(person.handsetId)
      if (!device) continue
      const random = createRandom(seed, `staff ${person.id}`)
      const outline = person.base.plotId === undefined ? undefined : outlines.get(person.base.plotId)
      const isInPlot = (point: Point) => !outline || isInside(point, outline)
      const way = network.beat(
        toMetres(person.base.lngLat),
        BEAT_M * random.between(0.3, 1),
        (n) => random.whole(0, n - 1),
        isInPlot,
      )
      const member: Member = {
        person,
        device,
        beat: new Walk(way),
        offsetM: random.between(0, 2 * BEAT_M),
        random: createRandom(seed ^ hashText(person.id), 'deeds'),
        known: new Set(),
        open: new Map(),
        trip: undefined,
        errand: undefined,
        waiting: [],
        turn: 0,
      }
      device.whereAt = (tMs) => toLngLat(whereIs(member, tMs))
      this.members.set(device.id, member)
    }
  }

  /** @returns false when the device is nobody's handset */
  isHandset(device: SimDevice): boolean {
    return this.members.has(device.id)
  }

  /** Something came to a handset: a task, a message or a recall. What comes twice counts once. */
  receive(device: SimDevice, service: string, params: Readonly<Record<string, unknown>>, atMs: number): void {
    const member = this.members.get(device.id)
    if (!member) return
    if (service === 'message') this.takeMessage(member, textOf(params['messageId']), textOf(params['taskId']), atMs)
    if (service === 'recall') this.recall(member, textOf(params['taskId']), atMs)
    if (service === 'task') this.takeTask(member, params, atMs)
  }

  /** @param taskId the order that it reminds of, if any */
  private takeMessage(member: Member, id: string, taskId: string, atMs: number): void {
    if (id === '' || member.known.has(id)) return
    member.known.add(id)
    this.tellAt(member, atMs + 300, { subject: 'message', id, state: 'delivered' })
    const readMs = atMs + member.random.between(3_000, 20_000)
    this.tellAt(member, readMs, { subject: 'message', id, state: 'read' })
    if (member.open.has(taskId) && member.random.between(0, 1) < ANSWERS_SHARE)
      this.world.agenda.add(readMs + 2_000, (now) => member.open.get(taskId)?.(now))
  }

  private takeTask(member: Member, params: Readonly<Record<string, unknown>>, atMs: number): void {
    const id = textOf(params['taskId'])
    const [lng, lat, floor] = [params['lng'], params['lat'], params['floor']]
    if (id === '' || member.known.has(id)) return
    member.known.add(id)
    const target =
      typeof lng === 'number' && typeof lat === 'number' ? toMetres([lng, lat]) : toMetres(member.person.base.lngLat)
    const errand: Errand = { taskId: id, target, floor: typeof floor === 'number' ? floor : 1 }
    this.tellAt(member, atMs + 300, { subject: 'task', id, state: 'delivered' })
    const promptMs = member.random.between(2_000, 6_000)
    // Those of the fire station sit beside their handsets.
    const isMissed = this.isBusy && member.person.post !== 'microFireStation' && hashText(id) % MISSED_ONE_IN === 0
    member.open.set(id, (now) => {
      member.open.delete(id)
      this.world.tell(member.device, { subject: 'task', id, state: 'accepted' }, now)
      if (member.errand) member.waiting.push(errand)
      else this.setOut(member, errand, now)
    })
    this.world.agenda.add(atMs + (isMissed ? MISSED_MS : promptMs), (now) => member.open.get(id)?.(now))
  }

  private setOut(member: Member, errand: Errand, atMs: number): void {
    const walk = new Walk(this.network.route(whereIs(member, atMs), errand.target))
    const speed = member.random.between(1.3, 2.5)
    member.errand = errand
    member.trip = { walk, startMs: atMs, speed }
    member.turn += 1
    const { turn } = member
    member.device.overrides.set('floor', { kind: 'hold', value: 1 })
    this.reportUnderway(member, turn, atMs)
    const climbMs = Math.abs(errand.floor - 1) * FLOOR_S * 1000
    const arrivedMs = atMs + (walk.lengthM / speed) * 1000 + climbMs
    const doneMs = arrivedMs + member.random.between(20_000, 60_000)
    this.world.agenda.add(arrivedMs, (now) => {
      if (member.turn !== turn) return
      member.device.overrides.set('floor', { kind: 'hold', value: errand.floor })
      this.world.tell(member.device, { subject: 'task', id: errand.taskId, state: 'arrived' }, now)
      this.world.report(member.device, now)
    })
    this.world.agenda.add(doneMs, (now) => {
      if (member.turn !== turn) return
      const note = member.random.pick(notes[member.person.post] ?? anyNote)
      this.world.tell(member.device, { subject: 'task', id: errand.taskId, state: 'done', note }, now)
      this.end(member, errand.taskId, true, now)
    })
  }

  private recall(member: Member, taskId: string, atMs: number): void {
    member.waiting = member.waiting.filter((errand) => errand.taskId !== taskId)
    // A task that is recalled before it was accepted is never accepted; sent again it would be another task.
    member.known.delete(taskId)
    member.open.delete(taskId)
    if (member.errand?.taskId === taskId) this.end(member, taskId, false, atMs)
    else this.world.ended(taskId, false, atMs)
  }

  private end(member: Member, taskId: string, isDone: boolean, atMs: number): void {
    const from = whereIs(member, atMs)
    member.errand = undefined
    member.turn += 1
    this.world.ended(taskId, isDone, atMs)
    const next = member.waiting.shift()
    if (next) return this.setOut(member, next, atMs)
    const resumeM = member.offsetM
    const walk = new Walk(this.network.route(from, beatAt(member, resumeM)))
    member.trip = { walk, startMs: atMs, speed: 1.3 }
    member.device.overrides.delete('floor')
    const { turn } = member
    this.reportUnderway(member, turn, atMs)
    this.world.agenda.add(atMs + (walk.lengthM / 1.3) * 1000, (now) => {
      if (member.turn !== turn) return
      member.trip = undefined
      // The beat goes on where the way back has led to.
      member.offsetM = resumeM - (now / 1000) * STROLL_M_PER_S
      member.turn += 1
    })
  }

  private reportUnderway(member: Member, turn: number, atMs: number): void {
    if (member.turn !== turn) return
    this.world.report(member.device, atMs)
    this.world.agenda.add(atMs + ON_THE_WAY_MS, (now) => this.reportUnderway(member, turn, now))
  }

  private tellAt(member: Member, atMs: number, receipt: Receipt): void {
    this.world.agenda.add(atMs, (now) => {
      if (member.known.has(receipt.id)) this.world.tell(member.device, receipt, now)
    })
  }
}

function whereIs(member: Member, tMs: number): Point {
  const { trip } = member
  if (trip) return trip.walk.at(((tMs - trip.startMs) / 1000) * trip.speed)
  return beatAt(member, member.offsetM + (tMs / 1000) * STROLL_M_PER_S)
}

function beatAt({ beat }: Member, walkedM: number): Point {
  const roundM = 2 * beat.lengthM || 1
  return beat.toAndFro(((walkedM % roundM) + roundM) % roundM)
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
